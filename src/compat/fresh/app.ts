import { h } from "preact";
import type { Component } from "./element.ts";
import { Context } from "./context.ts";
import type { Handlers, Page } from "./define.ts";
import { HttpError } from "./http_error.ts";
import { appFrames, type Route, routesOf } from "./routes.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "./snapshot.ts";

/** Answers a request, or has `context.next()` answer it. */
export type Middleware<State> = (context: Context<State>) => Response | Promise<Response>;

const snapshots = new WeakMap<object, Snapshot>();

/** The snapshot of the app that answers a request. */
export function snapshotOf<State>(context: Context<State>): Snapshot {
  return snapshots.get(context) ?? EMPTY_SNAPSHOT;
}

/** Hands the result of a build to an app. */
export let setSnapshot: <State>(app: App<State>, snapshot: Snapshot) => void;

/** A site: middleware, then routes. */
export class App<State> {
  readonly #middlewares: Middleware<State>[] = [];
  #snapshot: Snapshot = EMPTY_SNAPSHOT;
  #routed = false;

  static {
    setSnapshot = (app, snapshot) => {
      app.#snapshot = snapshot;
    };
  }

  /** Adds middleware for every request. */
  use(...middlewares: readonly Middleware<State>[]): this {
    this.#middlewares.push(...middlewares);
    return this;
  }

  /** Adds the files of `routes/`. */
  fsRoutes(): this {
    this.#routed = true;
    return this;
  }

  /** The function that answers requests. It never throws: what is thrown within becomes the error page. */
  handler(): (request: Request) => Promise<Response> {
    const snapshot = this.#snapshot;
    const files = this.#routed ? snapshot.routes : {};
    const routes = routesOf<State>(files);
    const errorPage = files["_error"];
    return async (request) => {
      const url = new URL(request.url);
      const route = routes.find(({ pattern }) => pattern.test(url.pathname));
      const context = new Context<State>(
        request,
        url,
        route?.path ?? null,
        parametersOf(route, url),
        route?.frames ?? appFrames<State>(files),
        snapshot,
        () => Promise.reject(new HttpError(404)),
      );
      snapshots.set(context, snapshot);
      const chain = [...this.#middlewares, ...route?.middlewares ?? []];
      if (route !== undefined) chain.push((at) => answer(at, route.page, route.handlers));
      let response: Response;
      try {
        response = await runChain(chain, context);
      } catch (error) {
        context.error = error;
        const status = error instanceof HttpError ? error.status : 500;
        if (status >= 500) console.error(error);
        response = errorPage === undefined
          ? new Response(error instanceof HttpError ? error.message : null, { status })
          : await answer(
            context,
            errorPage.default as Page<unknown, State>,
            errorPage.handler as Handlers<unknown, State>,
            status,
          );
      }
      return request.method === "HEAD" ? new Response(null, response) : response;
    };
  }
}

/** What an escape stands for; what is no escape stays as it came, for a middleware to refuse. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parametersOf<State>(route: Route<State> | undefined, url: URL): Record<string, string> {
  const groups = route?.pattern.exec(url.pathname)?.groups ?? {};
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [name, decoded(value ?? "")]),
  );
}

function runChain<State>(
  chain: readonly Middleware<State>[],
  context: Context<State>,
): Promise<Response> {
  const last = context.next;
  const from = (i: number): Promise<Response> => {
    const middleware = chain[i];
    if (middleware === undefined) return last();
    // The rest of the chain belongs to whoever runs now, and again to the caller when it returns.
    const before = context.next;
    context.next = () => from(i + 1);
    return Promise.resolve(middleware(context)).finally(() => {
      context.next = before;
    });
  };
  return from(0);
}

/** Runs a route's handler and renders its page. */
async function answer<State>(
  context: Context<State>,
  component: Page<unknown, State> | undefined,
  handlers: Handlers<unknown, State> | undefined,
  status = 200,
): Promise<Response> {
  const { method } = context.req;
  let result: { data: unknown; status?: number; headers?: HeadersInit } = { data: undefined };
  if (handlers === undefined) {
    if (method !== "GET" && method !== "HEAD" && status === 200) throw new HttpError(405);
  } else {
    const handler = typeof handlers === "function"
      ? handlers
      : method === "HEAD"
      ? handlers.HEAD ?? handlers.GET
      : handlers[method as "GET"];
    if (handler === undefined) throw new HttpError(405);
    const answered = await handler(context);
    if (answered instanceof Response) return answered;
    result = answered;
  }
  const props = context.props(result.data, () => null);
  return context.render(h(component as unknown as Component, props as object), {
    status: result.status ?? status,
    headers: result.headers,
  });
}
