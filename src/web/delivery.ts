/**
 * Delivers responses with an ETag, compressed where the client reads gzip, and as 304 where it holds them already. Pages
 * depend on their address and on the reports alone, so a response is made once and kept until a report changes.
 */
import type { Middleware } from "fresh";
import { sha256 } from "../core/sha256.ts";
import type { SiteState } from "./define.ts";

/** A response as it is kept. */
interface Kept {
  readonly headers: Headers;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer> | null;
}

/** Responses kept; those used longest ago make way. */
const CAPACITY = 256;
/** Milliseconds for which reports are taken to be unchanged. */
const PATIENCE = 1000;
const COMPRESSIBLE = /^text\/|javascript|json|xml/;
/** Below, the header of gzip outweighs its gain. */
const WORTH_COMPRESSING = 512;

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function keep(response: Response): Promise<Kept> {
  const plain = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  const worth = plain.length >= WORTH_COMPRESSING &&
    COMPRESSIBLE.test(headers.get("content-type") ?? "");
  headers.set("etag", `"${sha256(plain).slice(0, 32)}"`);
  headers.set("vary", "accept-encoding");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-cache");
  return { headers, plain, zipped: worth ? await gzip(plain) : null };
}

function accepts(request: Request, coding: string): boolean {
  return (request.headers.get("accept-encoding") ?? "").split(",").some((item) => {
    const [name, quality] = item.trim().toLowerCase().split(/\s*;\s*q\s*=\s*/);
    return name === coding && Number(quality ?? 1) > 0;
  });
}

/** Whether `If-None-Match` names the tag; it compares weakly (RFC 9110, 13.1.2). */
function holds(request: Request, tag: string): boolean {
  const wanted = request.headers.get("if-none-match");
  if (wanted === null) return false;
  return wanted.trim() === "*" ||
    wanted.split(",").some((item) => item.trim().replace(/^W\//, "") === tag);
}

function deliver({ headers: kept, plain, zipped }: Kept, request: Request): Response {
  const headers = new Headers(kept), tag = kept.get("etag")!;
  const compressed = zipped !== null && accepts(request, "gzip");
  // Two forms of one content are two representations, and need two tags.
  const ownTag = compressed ? tag.replace(/"$/, '-gzip"') : tag;
  headers.set("etag", ownTag);
  if (holds(request, ownTag)) {
    headers.delete("content-type");
    return new Response(null, { status: 304, headers });
  }
  const body = compressed ? zipped : plain;
  if (compressed) headers.set("content-encoding", "gzip");
  headers.set("content-length", String(body.length));
  return new Response(body, { headers });
}

/**
 * Makes the middleware.
 * @param revision changes whenever pages would
 * @param now milliseconds from an arbitrary origin
 */
export function delivery(
  revision: () => Promise<string>,
  now: () => number = () => performance.now(),
): Middleware<SiteState> {
  const kept = new Map<string, Kept>();
  let current: string | undefined, asked = -Infinity;
  return async (context) => {
    if (now() - asked >= PATIENCE) {
      asked = now();
      const found = await revision();
      if (found !== current) kept.clear();
      current = found;
    }
    const key = context.url.pathname + context.url.search;
    let entry = kept.get(key);
    if (entry === undefined) {
      const response = await context.next();
      if (response.status !== 200) return response;
      entry = await keep(response);
    }
    kept.delete(key);
    kept.set(key, entry);
    if (kept.size > CAPACITY) kept.delete(kept.keys().next().value!);
    return deliver(entry, context.req);
  };
}
