/**
 * Stand-in for Fresh 2 where JSR cannot be reached: the part of `@fresh/core` that this project's site uses, over Preact.
 * Routes, islands and middleware written for it are plain Fresh files; `deno.jsr.json` maps the name to the real package.
 *
 * Left out, since the site has no use for it: partials, async components, route groups, nested layouts and apps.
 */
export { App, type Middleware } from "./app.ts";
export { Context, type PageProps } from "./context.ts";
export { createDefine, type Define, page, type PageResponse } from "./define.ts";
export { HttpError } from "./http_error.ts";
export { staticFiles } from "./static_files.ts";
