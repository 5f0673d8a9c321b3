import { lookup } from "mrmime";
import { type Middleware, snapshotOf } from "./app.ts";

/**
 * Serves the files of `static/` and the scripts of islands. Only files that the build has listed exist for it: no path of
 * a request ever reaches the file system.
 */
export function staticFiles<State>(): Middleware<State> {
  return async (context) => {
    const { files } = snapshotOf(context);
    const path = context.url.pathname;
    if (!Object.hasOwn(files, path)) return context.next();
    const file = files[path]!;
    const content = file instanceof URL ? await Deno.readFile(file) : file;
    const headers = new Headers({ "content-type": mediaType(path) });
    // A script's path holds the hash of all scripts.
    if (path.startsWith("/_fresh/js/")) {
      headers.set("cache-control", "public, max-age=31536000, immutable");
    }
    return new Response(content, { headers });
  };
}

function mediaType(path: string): string {
  const type = lookup(path) ?? "application/octet-stream";
  return /^text\/|javascript|json/.test(type) ? `${type}; charset=utf-8` : type;
}
