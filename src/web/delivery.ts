/**
 * Delivers responses with an ETag, compressed where the client reads gzip, and as 304 where it holds them already. Pages
 * depend on their address and on the reports alone, so a response is made once and kept until a report changes.
 */
import type { Middleware } from "fresh";
import { sha256 } from "../core/sha256.ts";
import type { SiteState } from "./define.ts";

/** One form of a response, ready to be sent. */
interface Form {
  readonly tag: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: [string, string][];
}

/** A response as it is kept. */
interface Kept {
  readonly plain: Form;
  readonly zipped: Form | null;
}

/** Bytes of responses kept; those used longest ago make way. */
const CAPACITY = 64 * 2 ** 20;
/** Milliseconds for which reports are taken to be unchanged. */
const PATIENCE = 1000;
const COMPRESSIBLE = /^text\/|javascript|json|xml|wasm|octet-stream/;
/** Below, the header of gzip outweighs its gain. */
const WORTH_COMPRESSING = 512;

function sizeOf({ plain, zipped }: Kept): number {
  return plain.body.length + (zipped?.body.length ?? 0);
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A form with the headers that belong to it. */
function formOf(
  headers: Headers,
  hash: string,
  body: Uint8Array<ArrayBuffer>,
  coding?: string,
): Form {
  // Two forms of one content are two representations, and need two tags.
  const tag = coding === undefined ? `"${hash}"` : `"${hash}-${coding}"`;
  const own = new Headers(headers);
  own.set("etag", tag);
  // For HEAD, whose body is taken away: a server would tell a length of nothing.
  own.set("content-length", String(body.length));
  if (coding !== undefined) own.set("content-encoding", coding);
  return { tag, body, headers: [...own] };
}

async function keep(response: Response): Promise<Kept> {
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  const worth = body.length >= WORTH_COMPRESSING &&
    COMPRESSIBLE.test(headers.get("content-type") ?? "");
  headers.set("vary", "accept-encoding");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-cache");
  const hash = sha256(body).slice(0, 32);
  return {
    plain: formOf(headers, hash, body),
    zipped: worth ? formOf(headers, hash, await gzip(body), "gzip") : null,
  };
}

/** A nonce is worth something only as long as no two visitors are told the same. */
function isForOneVisitor({ headers }: Response): boolean {
  return headers.get("content-security-policy")?.includes("'nonce-") ?? false;
}

/** A response, and what to keep of it, if anything. */
async function make(
  answer: Promise<Response>,
): Promise<{ readonly response: Response; readonly keepable?: Kept }> {
  const response = await answer;
  return response.status !== 200 || isForOneVisitor(response)
    ? { response }
    : { response, keepable: await keep(response) };
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

function deliver({ plain, zipped }: Kept, request: Request): Response {
  const { tag, body, headers } = zipped !== null && accepts(request, "gzip") ? zipped : plain;
  return holds(request, tag)
    ? new Response(null, { status: 304, headers })
    : new Response(body, { headers });
}

/**
 * Makes the middleware.
 * @param revision changes whenever pages would
 * @param now milliseconds from an arbitrary origin
 * @param capacity bytes of responses that are kept
 */
export function delivery(
  revision: () => Promise<string>,
  now: () => number = () => performance.now(),
  capacity: number = CAPACITY,
): Middleware<SiteState> {
  const kept = new Map<string, Kept>();
  let bytes = 0;
  const forget = (key: string): void => {
    const entry = kept.get(key);
    if (entry !== undefined && kept.delete(key)) bytes -= sizeOf(entry);
  };
  const remember = (key: string, entry: Kept): void => {
    forget(key);
    kept.set(key, entry);
    bytes += sizeOf(entry);
    for (const oldest of kept.keys()) {
      if (bytes <= capacity) break;
      forget(oldest);
    }
  };
  /** Responses on their way; whoever asks for one meanwhile waits for it instead of having it made again. */
  const underway = new Map<string, Promise<Kept | undefined>>();
  let current: string | undefined, asked = -Infinity;
  return async (context) => {
    if (now() - asked >= PATIENCE) {
      asked = now();
      const found = await revision();
      if (found !== current) {
        kept.clear();
        bytes = 0;
      }
      current = found;
    }
    const key = context.url.pathname + context.url.search;
    const shared = underway.get(key);
    // No await without need: between the look and the entry below, nobody else may come.
    let entry = kept.get(key) ?? (shared && await shared);
    if (entry === undefined) {
      const made = make(context.next());
      underway.set(key, made.then(({ keepable }) => keepable, () => undefined));
      const began = current;
      try {
        const { response, keepable } = await made;
        if (keepable === undefined) return response;
        entry = keepable;
      } finally {
        underway.delete(key);
      }
      // What was read before a report changed may be of either version.
      if (current !== began) return deliver(entry, context.req);
    }
    remember(key, entry);
    return deliver(entry, context.req);
  };
}
