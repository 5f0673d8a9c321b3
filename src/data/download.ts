/**
 * Downloads a file so that it appears under its name whole and checked, or not at all. What has been received waits under
 * `<name>.partial`; a later attempt, or a later run, continues it with an HTTP range, if the server knows ranges.
 */
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CliError } from "../core/cli_error.ts";
import { sha256OfFile } from "../core/sha256.ts";
import { writeErrorFor } from "../core/disk_full_error.ts";

/** What to fetch, and how to know that it is right. */
export interface DownloadRequest {
  /** Where the file is served. */
  readonly url: string;
  /** Where it shall appear. Missing parent folders are created. */
  readonly path: string;
  /** Its size, if known. */
  readonly bytes?: number;
  /** Its sha256, if known. */
  readonly sha256?: string;
  /** Looks into the complete file before it gets its name; throws a `CliError` for what is wrong with it. */
  readonly check?: (path: string) => Promise<void>;
}

/** How far a download has come, in bytes. */
export interface DownloadProgress {
  /** On disk so far, those of earlier attempts included. */
  readonly received: number;
  /** `undefined` while the server has not told. */
  readonly total: number | undefined;
}

/** What a download touches. */
export interface DownloadEffects {
  /** Fetches over HTTP; the global `fetch` unless given. */
  readonly fetch?: typeof fetch;
  /** Opens the partial file; `Deno.open` unless given. */
  readonly open?: (
    path: string,
    options: Deno.OpenOptions,
  ) => Promise<Pick<Deno.FsFile, "write" | "sync" | "close">>;
  /** Waits between attempts, in milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Is told after every chunk. */
  readonly progress?: (progress: DownloadProgress) => void;
  /** Silence of the server after which an attempt is given up, in milliseconds; a minute unless given. */
  readonly stallMilliseconds?: number;
  /** Stops the download with the signal's reason; what came is kept. */
  readonly signal?: AbortSignal;
}

/** Waits before the second attempt and the following ones, in milliseconds. */
const WAITS = [1000, 4000, 15000];

/** A failure that another attempt may mend. */
class Interruption extends Error {}

/**
 * Downloads a file. Connection failures, cut connections, silence and the server's temporary errors are tried again, four
 * times in all, each time from where the last one stopped; a file that proves wrong after it was continued is fetched
 * anew.
 *
 * @throws CliError when the server refuses, sends a web page, a file of another size or hash, or the check fails; when no
 *   attempt succeeds; when the disk is full; the signal's reason. Nothing appears under `path`, and a file there before is untouched.
 */
export async function download(
  request: DownloadRequest,
  effects: DownloadEffects = {},
): Promise<void> {
  const { signal } = effects;
  // A pause that is cut short ends in the check before the next attempt.
  const wait = effects.wait ??
    ((milliseconds) => delay(milliseconds, undefined, { signal }).catch(() => {}));
  await Deno.mkdir(dirname(request.path), { recursive: true });
  for (let attempt = 0;; attempt++) {
    signal?.throwIfAborted();
    try {
      return await attemptDownload(request, effects);
    } catch (error) {
      if (!(error instanceof Interruption)) throw writeErrorFor(request.path, error);
      const pause = WAITS[attempt];
      if (pause === undefined) {
        throw new CliError(
          `Cannot download ${request.url} in ${attempt + 1} attempts: ${error.message}`,
          {
            hint:
              "Check the connection and run the command again: it continues where it stopped. " +
              "Or name a folder that holds the file with --mirror",
            cause: error.cause,
          },
        );
      }
      await wait(pause);
    }
  }
}

async function attemptDownload(request: DownloadRequest, effects: DownloadEffects): Promise<void> {
  const partial = `${request.path}.partial`;
  const kept = await sizeOf(partial);
  const isComplete = kept > 0 && kept === request.bytes;
  const total = isComplete ? kept : await receive(request, effects, partial, kept);
  const size = await sizeOf(partial);
  if (total !== undefined && size < total) {
    throw new Interruption(`the connection ended after ${size} of ${total} bytes`);
  }
  try {
    await verify(request, partial, size);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    await Deno.remove(partial);
    // Two versions of a file may have been joined: begin again before believing that the server's file is wrong.
    if (kept > 0) throw new Interruption(error.message, { cause: error });
    throw error;
  }
  await Deno.rename(partial, request.path);
}

async function verify(request: DownloadRequest, partial: string, size: number): Promise<void> {
  const refuse = (what: string): CliError =>
    new CliError(`Cannot accept the download of ${request.url}: ${what}`, {
      hint:
        "The file may have been replaced by its publisher; name a folder that holds the right " +
        "one with --mirror",
    });
  if (request.bytes !== undefined && size !== request.bytes) {
    throw refuse(`expected ${request.bytes} bytes, got ${size}`);
  }
  if (request.sha256 !== undefined) {
    const found = await sha256OfFile(partial);
    if (found !== request.sha256) {
      throw refuse(`expected sha256 ${request.sha256}, got ${found}`);
    }
  }
  await request.check?.(partial);
}

/** Receives what is missing after `kept` bytes; returns the size of the whole file, if anybody told. */
async function receive(
  request: DownloadRequest,
  effects: DownloadEffects,
  partial: string,
  kept: number,
): Promise<number | undefined> {
  const stall = new AbortController();
  const patience = effects.stallMilliseconds ?? 60_000;
  const giveUp = (): void =>
    stall.abort(new Interruption(`the server sent nothing for ${patience / 1000} s`));
  let timer = setTimeout(giveUp, patience);
  try {
    const response = await (effects.fetch ?? fetch)(request.url, {
      // A compressed transfer would have other sizes and ranges than the file.
      headers: { "accept-encoding": "identity", ...(kept > 0 && { range: `bytes=${kept}-` }) },
      signal: AbortSignal.any([stall.signal, ...(effects.signal ? [effects.signal] : [])]),
    });
    if (kept > 0 && response.status === 416) {
      await response.body?.cancel();
      return await acceptFinishedRange(response, partial, kept);
    }
    const offset = await offsetOf(request, response, partial, kept);
    await refuseWebPage(request, response);
    const announced = announcedSize(response);
    if (request.bytes !== undefined && announced !== undefined && announced !== request.bytes) {
      await response.body?.cancel();
      throw new CliError(
        `Cannot accept the download of ${request.url}: expected ${request.bytes} bytes, ` +
          `the server announces ${announced}`,
        { hint: "The file may have been replaced by its publisher; try --mirror" },
      );
    }
    const total = request.bytes ?? announced;
    const file = await (effects.open ?? Deno.open)(partial, {
      write: true,
      create: true,
      append: offset > 0,
      truncate: offset === 0,
    });
    try {
      let received = offset;
      for await (const chunk of response.body ?? []) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, patience);
        for (let written = 0; written < chunk.length;) {
          written += await file.write(chunk.subarray(written));
        }
        received += chunk.length;
        effects.progress?.({ received, total });
      }
      await file.sync();
    } finally {
      file.close();
    }
    return total;
  } catch (error) {
    // `fetch` reports every failure of the connection as a TypeError.
    if (error instanceof TypeError) throw new Interruption(error.message, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The size of the whole file as the server tells it: after the slash of a range, or the length of a whole answer. */
function announcedSize(response: Response): number | undefined {
  const size = response.status === 206
    ? /\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1]
    : response.headers.get("content-length");
  return size === null || size === undefined ? undefined : Number(size);
}

/** Where the body of a response begins in the file. */
async function offsetOf(
  request: DownloadRequest,
  response: Response,
  partial: string,
  kept: number,
): Promise<number> {
  if (response.status === 200) return 0;
  if (response.status === 206) {
    const range = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "");
    if (range !== null && Number(range[1]) === kept) return kept;
  }
  await response.body?.cancel();
  if (response.status === 206) {
    await Deno.remove(partial).catch(() => {});
    throw new Interruption(
      `asked to continue at byte ${kept}, the server sent ${response.headers.get("content-range")}`,
    );
  }
  const status = `${response.status} ${response.statusText}`.trim();
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    throw new Interruption(`the server answered ${status}`);
  }
  throw new CliError(`Cannot download ${request.url}: the server answered ${status}`, {
    hint: "The file may have moved; name a folder that holds it with --mirror",
  });
}

/** The answer to a range that begins at the end: what is kept is the whole file, unless the server says otherwise. */
async function acceptFinishedRange(
  response: Response,
  partial: string,
  kept: number,
): Promise<number> {
  const range = response.headers.get("content-range");
  if (range === null || range === `bytes */${kept}`) return kept;
  await Deno.remove(partial);
  throw new Interruption(`the server's file is shorter than the ${kept} bytes received before`);
}

async function refuseWebPage(request: DownloadRequest, response: Response): Promise<void> {
  if (!/^text\/html\b/i.test(response.headers.get("content-type") ?? "")) return;
  await response.body?.cancel();
  throw new CliError(
    `Cannot download ${request.url}: the server sent a web page instead of the file`,
    {
      hint:
        "A network that asks for a login may answer in the server's stead; open the address in a " +
        "browser, or name a folder that holds the file with --mirror",
    },
  );
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
