/** What the site refuses before any route sees it. */
import { type Context, HttpError } from "fresh";
import type { SiteState } from "./define.ts";

/** Characters of path and query together; the longest link of the site has a tenth of that. */
const LONGEST = 2048;

/**
 * Lets through GET and HEAD of well-formed, reasonably short URLs. A path that still holds something to decode into a
 * separator, a parent folder or a NUL means harm or is a mistake: it is told so, and no later step need think of it.
 */
export function guard(context: Context<SiteState>): Promise<Response> {
  const { method } = context.req;
  if (method !== "GET" && method !== "HEAD") {
    throw new HttpError(405, `This site is read-only: it answers GET and HEAD, not ${method}.`);
  }
  const { pathname, search } = context.url;
  if (pathname.length + search.length > LONGEST) {
    throw new HttpError(
      400,
      `The address is longer than the ${LONGEST} characters that this site reads.`,
    );
  }
  if (!isPlain(pathname)) {
    throw new HttpError(
      400,
      "The path holds characters or an encoding that no address of this site has.",
    );
  }
  return context.next();
}

function isPlain(pathname: string): boolean {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return false;
  }
  const slashes = (text: string): number => text.split("/").length;
  // deno-lint-ignore no-control-regex -- control characters are what is looked for
  return !/[\\%\x00-\x1f\x7f]|\.\./.test(decoded) && !pathname.includes("//") &&
    slashes(decoded) === slashes(pathname);
}
