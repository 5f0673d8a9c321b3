import { h, isValidElement } from "preact";
import type { Component, Element } from "./element.ts";
import { renderPage } from "./render.ts";
import type { Page } from "./define.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a page's component is told. */
export interface PageProps<Data, State> {
  /** What the handler handed over. */
  readonly data: Data;
  /** The request's URL. */
  readonly url: URL;
  /** Parameters of the route's pattern. */
  readonly params: Readonly<Record<string, string>>;
  /** What middleware has put there. */
  readonly state: State;
  /** The request. */
  readonly req: Request;
  /** The matched pattern. */
  readonly route: string | null;
  /** What was thrown, on the error page. */
  readonly error: unknown;
  /** The inner part, in `_app` and in layouts. */
  readonly Component: Component;
}

/** A request on its way through middleware and route. */
export class Context<State> {
  /** What middleware has put there. */
  readonly state: State = {} as State;
  /** What was thrown, on the error page. */
  error: unknown = null;
  /** Calls what comes next: the following middleware or the route. */
  next: () => Promise<Response>;
  /** What surrounds a page, from the outermost inwards: the app and the layouts. */
  readonly #frames: readonly Page<unknown, State>[];
  readonly #snapshot: Snapshot;

  /** Made by the app, one for each request. */
  constructor(
    /** The request. */
    readonly req: Request,
    /** Its URL. */
    readonly url: URL,
    /** The matched pattern. */
    readonly route: string | null,
    /** Parameters of the pattern. */
    readonly params: Readonly<Record<string, string>>,
    frames: readonly Page<unknown, State>[],
    snapshot: Snapshot,
    next: () => Promise<Response>,
  ) {
    this.#frames = frames;
    this.#snapshot = snapshot;
    this.next = next;
  }

  /** Props of the page and of all that surrounds it. */
  props<Data>(data: Data, Component: Component): PageProps<Data, State> {
    const { url, params, state, req, route, error } = this;
    return { data, url, params, state, req, route, error, Component };
  }

  /** Renders an element within the app and the layouts. */
  render(element: Element, init: ResponseInit = {}): Promise<Response> {
    if (!isValidElement(element)) throw new TypeError("Cannot render what is no element");
    const whole = this.#frames.reduceRight(
      (inner, frame) => h(frame as Component, this.props(undefined, () => inner) as object),
      element,
    );
    const headers = new Headers(init.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    return Promise.resolve(
      new Response(renderPage(whole, this.#snapshot), { ...init, headers }),
    );
  }
}
