import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { download, type DownloadEffects, type DownloadRequest } from "../../src/data/download.ts";

const CONTENT = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) % 251);
const HALF = CONTENT.length / 2;

type Answer = (request: Request, start: number) => Response;

/** Everything from the byte that the request asks for, as a well-behaved server gives it. */
const whole: Answer = (_request, start) =>
  start === 0 ? new Response(CONTENT) : new Response(CONTENT.subarray(start), {
    status: 206,
    headers: { "content-range": `bytes ${start}-${CONTENT.length - 1}/${CONTENT.length}` },
  });

/** A server that breaks the connection after `count` bytes. */
const cutAfter = (count: number): Answer => (request, start) => {
  const intact = whole(request, start);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(CONTENT.subarray(start, start + count));
    },
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      controller.error(new Error("cut"));
    },
  });
  return new Response(body, { status: intact.status, headers: intact.headers });
};

interface Bench {
  readonly request: DownloadRequest;
  readonly effects: DownloadEffects;
  readonly partial: string;
  /** First byte asked for, of each request. */
  readonly starts: number[];
  readonly waits: number[];
  final(): Promise<Uint8Array | undefined>;
  kept(): Promise<Uint8Array | undefined>;
}

async function contentOf(path: string): Promise<Uint8Array | undefined> {
  return await Deno.readFile(path).catch(() => undefined);
}

/** Runs `use` against a server that gives the answers in turn, the last one ever after. */
async function withServer(answers: Answer[], use: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const starts: number[] = [], waits: number[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, onError: () => new Response(null) },
    (request) => {
      const start = Number(/^bytes=(\d+)-$/.exec(request.headers.get("range") ?? "")?.[1] ?? 0);
      starts.push(start);
      return answers[Math.min(starts.length, answers.length) - 1]!(request, start);
    },
  );
  const path = join(folder, "deep", "archive.zip");
  try {
    await use({
      request: {
        url: `http://127.0.0.1:${server.addr.port}/archive.zip`,
        path,
        bytes: CONTENT.length,
        sha256: sha256(CONTENT),
      },
      effects: { wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) },
      partial: `${path}.partial`,
      starts,
      waits,
      final: () => contentOf(path),
      kept: () => contentOf(`${path}.partial`),
    });
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}

async function keep(bench: Bench, bytes: Uint8Array): Promise<void> {
  await Deno.mkdir(join(bench.partial, ".."), { recursive: true });
  await Deno.writeFile(bench.partial, bytes);
}

const refuses = (bench: Bench, message: string, request = bench.request): Promise<unknown> =>
  assertRejects(() => download(request, bench.effects), CliError, message);

Deno.test("download puts the whole file under its name and tells its progress", async () => {
  await withServer([whole], async (bench) => {
    const told: number[] = [];
    await download(bench.request, {
      ...bench.effects,
      progress: ({ received, total }) => {
        assertEquals(total, CONTENT.length);
        told.push(received);
      },
    });
    assertEquals(await bench.final(), CONTENT);
    assertEquals(await bench.kept(), undefined);
    assertEquals(told.at(-1), CONTENT.length);
    assertEquals(told, [...told].sort((a, b) => a - b));
  });
});

Deno.test("download continues a partial file with a range", async () => {
  await withServer([whole], async (bench) => {
    await keep(bench, CONTENT.subarray(0, HALF));
    await download(bench.request, bench.effects);
    assertEquals(bench.starts, [HALF]);
    assertEquals(await bench.final(), CONTENT);
  });
});

Deno.test("download begins again when the server ignores the range", async () => {
  await withServer([() => new Response(CONTENT)], async (bench) => {
    await keep(bench, CONTENT.subarray(0, HALF));
    await download(bench.request, bench.effects);
    assertEquals(bench.starts, [HALF]);
    assertEquals(await bench.final(), CONTENT);
  });
});

Deno.test("download continues after each cut connection until it is whole", async () => {
  await withServer([cutAfter(50_000), cutAfter(60_000), whole], async (bench) => {
    await download(bench.request, bench.effects);
    assertEquals(bench.starts, [0, 50_000, 110_000]);
    assertEquals(bench.waits, [1000, 4000]);
    assertEquals(await bench.final(), CONTENT);
  });
});

Deno.test("download gives up after four attempts, keeps what came and names the mirror", async () => {
  await withServer([cutAfter(1000)], async (bench) => {
    const error = await assertRejects(
      () => download(bench.request, bench.effects),
      CliError,
      "in 4 attempts",
    );
    assertStringIncludes(error.hint!, "--mirror");
    assertEquals(await bench.final(), undefined);
    assertEquals(await bench.kept(), CONTENT.slice(0, 4000));
  });
});

Deno.test("download takes an answer that ends early in good order for a truncation", async () => {
  const short: Answer = (_request, start) =>
    new Response(new Blob([CONTENT.slice(start, start + 10_000)]).stream(), {
      status: start === 0 ? 200 : 206,
      headers: { "content-range": `bytes ${start}-${CONTENT.length - 1}/${CONTENT.length}` },
    });
  await withServer([short], async (bench) => {
    await refuses(bench, "in 4 attempts: the connection ended after 40000 of 200000 bytes");
    assertEquals(bench.starts, [0, 10_000, 20_000, 30_000]);
    assertEquals(await bench.final(), undefined);
  });
  await withServer([short, short, whole], async (bench) => {
    await download(bench.request, bench.effects);
    assertEquals(await bench.final(), CONTENT);
  });
});

Deno.test("download refuses a file with another hash and leaves nothing behind", async () => {
  const flipped = CONTENT.slice();
  flipped[5]! ^= 1;
  await withServer([() => new Response(flipped)], async (bench) => {
    await refuses(bench, `expected sha256 ${sha256(CONTENT)}, got ${sha256(flipped)}`);
    assertEquals(bench.starts, [0]);
    assertEquals(await bench.final(), undefined);
    assertEquals(await bench.kept(), undefined);
  });
});

Deno.test("download fetches anew when a continued file proves wrong", async () => {
  await withServer([whole], async (bench) => {
    await keep(bench, new Uint8Array(HALF).fill(255));
    await download(bench.request, bench.effects);
    assertEquals(bench.starts, [HALF, 0]);
    assertEquals(await bench.final(), CONTENT);
  });
});

Deno.test("download refuses a size that the publisher did not promise", async () => {
  await withServer([() => new Response(CONTENT.subarray(0, 10))], async (bench) => {
    await refuses(bench, "expected 200000 bytes, the server announces 10");
  });
});

Deno.test("download tells a web page from a file", async () => {
  const page: Answer = () =>
    new Response("<!doctype html>", { headers: { "content-type": "text/html; charset=utf-8" } });
  await withServer([page], async (bench) => {
    await keep(bench, CONTENT.subarray(0, HALF));
    await refuses(bench, "the server sent a web page instead of the file");
    assertEquals(await bench.final(), undefined);
    assertEquals(await bench.kept(), CONTENT.slice(0, HALF));
  });
});

Deno.test("download hands the complete file to its check and removes what fails it", async () => {
  await withServer([whole], async (bench) => {
    const { url, path } = bench.request;
    const check = async (file: string): Promise<void> => {
      assertEquals(await contentOf(file), CONTENT);
      throw new CliError("Cannot read it: no archive");
    };
    await refuses(bench, "no archive", { url, path, check });
    assertEquals(await bench.final(), undefined);
    assertEquals(await bench.kept(), undefined);
  });
});

Deno.test("download tries again on temporary errors of the server, not on refusals", async () => {
  const busy: Answer = () => new Response("busy", { status: 503 });
  await withServer([busy, busy, whole], async (bench) => {
    await download(bench.request, bench.effects);
    assertEquals(bench.waits, [1000, 4000]);
    assertEquals(await bench.final(), CONTENT);
  });
  await withServer([busy], async (bench) => {
    await refuses(bench, "in 4 attempts: the server answered 503");
    assertEquals(bench.waits, [1000, 4000, 15000]);
  });
  await withServer([() => new Response("gone", { status: 404 })], async (bench) => {
    await refuses(bench, "the server answered 404");
    assertEquals(bench.waits, []);
  });
});

Deno.test("download takes an unsatisfiable range at the file's end for a finished file", async () => {
  const finished: Answer = () =>
    new Response(null, { status: 416, headers: { "content-range": `bytes */${CONTENT.length}` } });
  await withServer([finished], async (bench) => {
    await keep(bench, CONTENT);
    const { url, path, sha256 } = bench.request;
    await download({ url, path, sha256: sha256! }, bench.effects);
    assertEquals(bench.starts, [CONTENT.length]);
    assertEquals(await bench.final(), CONTENT);
  });
});

Deno.test("download begins again when the server's file is shorter than what was kept", async () => {
  const shorter: Answer = () =>
    new Response(null, { status: 416, headers: { "content-range": "bytes */200000" } });
  await withServer([shorter, whole], async (bench) => {
    await keep(bench, new Uint8Array(CONTENT.length + 5));
    await download(bench.request, bench.effects);
    assertEquals(bench.starts, [CONTENT.length + 5, 0]);
    assertEquals(await bench.final(), CONTENT);
  });
});

Deno.test("download begins again when the server continues at another place", async () => {
  const elsewhere: Answer = () =>
    new Response(CONTENT.subarray(7), {
      status: 206,
      headers: { "content-range": `bytes 7-${CONTENT.length - 1}/${CONTENT.length}` },
    });
  await withServer([elsewhere, whole], async (bench) => {
    await keep(bench, CONTENT.subarray(0, HALF));
    await download(bench.request, bench.effects);
    assertEquals(bench.starts, [HALF, 0]);
    assertEquals(await bench.final(), CONTENT);
  });
});

Deno.test("download gives up a server that falls silent", async () => {
  const timers: ReturnType<typeof setTimeout>[] = [];
  const silent: Answer = () =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(CONTENT.slice(0, 100)),
        pull: () => new Promise((resolve) => timers.push(setTimeout(resolve, 10_000))),
        cancel: () => timers.forEach(clearTimeout),
      }),
    );
  await withServer([silent, whole], async (bench) => {
    await download(bench.request, { ...bench.effects, stallMilliseconds: 100 });
    assertEquals(bench.starts, [0, 100]);
    assertEquals(await bench.final(), CONTENT);
    timers.forEach(clearTimeout);
  });
});

Deno.test("download that is stopped ends with the reason at once, keeps what came, and goes on later", async () => {
  const stop = new AbortController(), reason = new CliError("Stopped by SIGINT", { exitCode: 130 });
  const silent: Answer = () =>
    new Response(
      new ReadableStream({ start: (controller) => controller.enqueue(CONTENT.slice(0, 100)) }),
    );
  await withServer([silent, whole], async (bench) => {
    const effects = {
      ...bench.effects,
      signal: stop.signal,
      progress: () => stop.abort(reason),
    };
    assertEquals(
      await assertRejects(() => download(bench.request, effects), CliError),
      reason,
    );
    assertEquals(await bench.kept(), CONTENT.slice(0, 100));
    await assertRejects(() => download(bench.request, effects), CliError, "Stopped");
    await download(bench.request, bench.effects);
    assertEquals([bench.starts, await bench.final()], [[0, 100], CONTENT]);
  });
});

Deno.test("download that is stopped between two attempts does not wait for the next", async () => {
  const stop = new AbortController();
  const failing: Answer = () => {
    queueMicrotask(() => stop.abort(new CliError("Stopped")));
    return new Response("busy", { status: 503 });
  };
  await withServer([failing], async (bench) => {
    await assertRejects(
      () => download(bench.request, { signal: stop.signal }),
      CliError,
      "Stopped",
    );
    assertEquals(bench.starts, [0]);
  });
});

Deno.test("download explains a full disk and leaves the earlier file alone", async () => {
  await withServer([whole], async (bench) => {
    await keep(bench, CONTENT.subarray(0, HALF));
    await Deno.writeTextFile(bench.request.path, "earlier");
    const full = Object.assign(new Error("No space left on device (os error 28)"), {
      code: "ENOSPC",
    });
    let closed = false;
    const error = await assertRejects(
      () =>
        download(bench.request, {
          ...bench.effects,
          open: () =>
            Promise.resolve({
              write: () => Promise.reject(full),
              sync: () => Promise.resolve(),
              close: () => void (closed = true),
            }),
        }),
      CliError,
      `Cannot write ${bench.request.path} as the disk is full`,
    );
    assertStringIncludes(error.hint!, "Free some space");
    assert(closed);
    assertEquals(await bench.final(), new TextEncoder().encode("earlier"));
    assertEquals(await bench.kept(), CONTENT.slice(0, HALF));
  });
});

Deno.test("download without a network ends in one clear message", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${listener.addr.port}/archive.zip`;
  listener.close();
  const folder = await Deno.makeTempDir();
  const path = join(folder, "archive.zip");
  const error = await assertRejects(
    () => download({ url, path }, { wait: () => Promise.resolve() }),
    CliError,
    `Cannot download ${url} in 4 attempts`,
  );
  assertStringIncludes(error.hint!, "--mirror");
  assertEquals([...Deno.readDirSync(folder)], []);
  await Deno.remove(folder, { recursive: true });
});
