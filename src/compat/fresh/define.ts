import type { Middleware } from "./app.ts";
import type { Children } from "./element.ts";
import type { Context, PageProps } from "./context.ts";

/** What a handler hands to its page. */
export interface PageResponse<Data> {
  /** Becomes the page's `data`. */
  readonly data: Data;
  /** Added to the response. */
  readonly headers?: HeadersInit;
  /** 200 unless given. */
  readonly status?: number;
}

/** Makes a handler's result: the page's component is rendered with `data`. */
export function page<Data>(
  data: Data,
  options: { readonly headers?: HeadersInit; readonly status?: number } = {},
): PageResponse<Data> {
  return { data, ...options };
}

/** Answers a request, or hands data to the page. */
export type Handler<Data, State> = (
  context: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;

/** One function for all methods, or one for each. */
export type Handlers<Data, State> =
  | Handler<Data, State>
  | { readonly GET?: Handler<Data, State>; readonly HEAD?: Handler<Data, State> };

/** A component that is told of the request. */
export type Page<Data, State> = (props: PageProps<Data, State>) => Children;

/** What a handler's result hands to the page. */
export type DataOfResult<R> = R extends PageResponse<infer Data> ? Data : never;

/** What the handlers of a type hand to their page. */
export type DataOf<H> = H extends (...args: never[]) => infer R ? DataOfResult<Awaited<R>>
  : H extends { readonly GET?: (...args: never[]) => infer R } ? DataOfResult<Awaited<R>>
  : unknown;

/** Identity functions that give route files their types. */
export interface Define<State> {
  /** Types the handlers of a route. */
  handlers<Data, H extends Handlers<Data, State> = Handlers<Data, State>>(handlers: H): H;
  /** Types the component of a route; `H` is the type of its handlers. */
  page<H = never>(component: Page<DataOf<H>, State>): Page<DataOf<H>, State>;
  /** Types the component of a layout. */
  layout(component: Page<unknown, State>): Page<unknown, State>;
  /** Types a middleware. */
  middleware(middleware: Middleware<State>): Middleware<State>;
}

/** Makes the helpers that route files use. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (component) => component,
    layout: (component) => component,
    middleware: (middleware) => middleware,
  };
}
