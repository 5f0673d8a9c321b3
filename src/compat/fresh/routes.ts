/** From files under `routes/` to patterns, most specific first, each with what surrounds its page. */
import type { Middleware } from "./app.ts";
import type { Handlers, Page } from "./define.ts";
import type { RouteModule, Snapshot } from "./snapshot.ts";

/** A route as requests meet it. */
export interface Route<State> {
  /** The pattern in Fresh's notation: `/runs/:run`. */
  readonly path: string;
  /** The same, compiled. */
  readonly pattern: RegExp;
  /** What the file exports. */
  readonly page?: Page<unknown, State>;
  /** What the file exports as `handler`. */
  readonly handlers?: Handlers<unknown, State>;
  /** Middleware of the folders that the file lies in, the outermost first. */
  readonly middlewares: readonly Middleware<State>[];
  /** The app and the layouts of those folders, the outermost first. */
  readonly frames: readonly Page<unknown, State>[];
}

/** `runs/[run]/index` → `/runs/:run` */
function patternOf(file: string): string {
  const parts = file.split("/").map((part) =>
    part.replace(/^\[\.\.\.(\w+)\]$/, ":$1*").replaceAll(/\[(\w+)\]/g, ":$1")
  );
  if (parts.at(-1) === "index") parts.pop();
  return `/${parts.join("/")}`;
}

/** `/runs/:run` as a regular expression with the parameters as its groups. */
function compiled(path: string): RegExp {
  const source = path.split("/").map((part) =>
    part.split(/(:\w+\*?)/).map((piece) => {
      if (!piece.startsWith(":")) return RegExp.escape(piece);
      return piece.endsWith("*") ? `(?<${piece.slice(1, -1)}>.*)` : `(?<${piece.slice(1)}>[^/]+)`;
    }).join("")
  ).join("/");
  return new RegExp(`^${source}$`);
}

/** Fixed parts before parameters, parameters before wildcards. */
function rank(path: string): string {
  return path.split("/").map((part) =>
    part.endsWith("*") ? "3" : part.startsWith(":") ? "2" : part.includes(":") ? "1" : `0${part}`
  ).join("/");
}

/** The modules named `name` of the root and of each folder on the way to a file. */
function onTheWay(routes: Snapshot["routes"], file: string, name: string): RouteModule[] {
  const folders = file.split("/").slice(0, -1);
  return [[], ...folders.map((_, i) => folders.slice(0, i + 1))]
    .map((folder) => routes[[...folder, name].join("/")])
    .filter((module) => module !== undefined);
}

/** What surrounds every page: the app. */
export function appFrames<State>(routes: Snapshot["routes"]): readonly Page<unknown, State>[] {
  const app = routes["_app"]?.default;
  return app === undefined ? [] : [app as Page<unknown, State>];
}

/** The routes of a snapshot in the order in which they are tried. */
export function routesOf<State>(routes: Snapshot["routes"]): Route<State>[] {
  return Object.entries(routes)
    .filter(([file]) => !file.split("/").at(-1)!.startsWith("_"))
    .map(([file, module]): Route<State> => {
      const path = patternOf(file);
      return {
        path,
        pattern: compiled(path),
        page: module.default as Page<unknown, State>,
        handlers: module.handler as Handlers<unknown, State>,
        middlewares: onTheWay(routes, file, "_middleware")
          .flatMap(({ default: one, handler }) => (handler ?? one) as Middleware<State>),
        frames: [
          ...appFrames<State>(routes),
          ...onTheWay(routes, file, "_layout").map((layout) =>
            layout.default as Page<unknown, State>
          ),
        ],
      };
    })
    .sort((a, b) => (rank(a.path) < rank(b.path) ? -1 : 1));
}
