/** What a build hands to a running app. */

/** A module under `routes/`. */
export interface RouteModule {
  /** The page. */
  readonly default?: unknown;
  /** Its handlers, or a middleware's function. */
  readonly handler?: unknown;
}

/** Routes, islands and files, as the builder has found and made them. */
export interface Snapshot {
  /** Modules by path within `routes/`, without extension: `runs/[run]/index`. */
  readonly routes: Readonly<Record<string, RouteModule>>;
  /** Islands' modules by the path of their scripts on the site. */
  readonly islands: Readonly<Record<string, { readonly default?: unknown }>>;
  /** Path on the site of the script that brings islands to life. */
  readonly client: string;
  /** Every file that is served, by path on the site. */
  readonly files: Readonly<Record<string, URL | Uint8Array<ArrayBuffer>>>;
}

/** A snapshot of nothing. */
export const EMPTY_SNAPSHOT: Snapshot = { routes: {}, islands: {}, client: "", files: {} };
