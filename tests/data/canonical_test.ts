import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { type CanonicalOptions, openCanonical } from "../../src/data/canonical.ts";
import { encodeSeries } from "../../src/data/series.ts";
import { readSources, type Sources } from "../../src/data/sources.ts";
import { expectedSeries, mirrorText, officialText, READINGS, zipOf } from "./power_fixture.ts";

const OFFICIAL_TEXT = officialText(READINGS);
const OFFICIAL = await zipOf("power.txt", OFFICIAL_TEXT);
const MIRRORED = await zipOf("power.csv", mirrorText(READINGS));
const EXPECTED = encodeSeries(expectedSeries(READINGS));

const SOURCES: Sources = {
  sources: {
    tiny: {
      title: "Tiny power",
      page: "https://example.org/",
      urls: ["https://example.org/first.zip", "https://example.org/second.zip"],
      file: "official.zip",
      archive: null,
      member: { name: "power.txt", bytes: OFFICIAL_TEXT.length, sha256: sha256(OFFICIAL_TEXT) },
      mirrors: [{ file: "copy.zip", member: "power.csv" }],
      licence: "CC0",
      citation: "Nobody",
    },
  },
  datasets: {
    power: {
      title: "Tiny power",
      file: "power.f32",
      bytes: EXPECTED.length,
      sha256: sha256(EXPECTED),
      origin: { kind: "household-power", source: "tiny" },
    },
  },
};

interface Bench {
  readonly options: CanonicalOptions & { cache: string };
  readonly mirror: string;
  readonly canonical: string;
  readonly archive: string;
  readonly notices: string[];
  /** Addresses asked. */
  readonly asked: string[];
}

/** Runs `use` with empty folders and a publisher that answers with `answer`. */
async function withBench(
  use: (bench: Bench) => Promise<void>,
  answer: (url: string) => Response = () => new Response(OFFICIAL),
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const cache = join(folder, "cache"), mirror = join(folder, "mirror");
  const notices: string[] = [], asked: string[] = [];
  await Deno.mkdir(mirror);
  try {
    await use({
      options: {
        cache,
        sources: SOURCES,
        notice: (message) => void notices.push(message),
        wait: () => Promise.resolve(),
        fetch: (url) => {
          asked.push(String(url));
          return Promise.resolve(answer(String(url)));
        },
      },
      mirror,
      canonical: join(cache, "canonical", "power.f32"),
      archive: join(cache, "downloads", "official.zip"),
      notices,
      asked,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) names.push(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}

Deno.test("openCanonical downloads, derives and caches; the second time it asks nobody", async () => {
  await withBench(async ({ options, canonical, asked, notices }) => {
    const first = await openCanonical("power", options);
    assertEquals(first, {
      name: "power",
      path: canonical,
      bytes: EXPECTED.length,
      sha256: sha256(EXPECTED),
      from: "download",
    });
    assertEquals(new Uint8Array(await Deno.readFile(canonical)), EXPECTED);
    assertEquals((await openCanonical("power", options)).from, "cache");
    assertEquals(asked, ["https://example.org/first.zip"]);
    assertEquals(notices, []);
  });
});

Deno.test("openCanonical asks the mirror first: its copy and the official file prove equal", async () => {
  for (const [file, content] of [["copy.zip", MIRRORED], ["official.zip", OFFICIAL]] as const) {
    await withBench(async ({ options, mirror, canonical, asked }) => {
      await Deno.writeFile(join(mirror, file), content);
      assertEquals((await openCanonical("power", { ...options, mirror })).from, "mirror");
      assertEquals(new Uint8Array(await Deno.readFile(canonical)), EXPECTED);
      assertEquals(asked, []);
    });
  }
});

Deno.test("openCanonical asks the publisher, with a notice, when the mirror lacks the file", async () => {
  await withBench(async ({ options, mirror, notices }) => {
    assertEquals((await openCanonical("power", { ...options, mirror })).from, "download");
    assertEquals(notices.length, 1);
    assertStringIncludes(notices[0]!, "does not hold Tiny power");
  });
});

Deno.test("openCanonical refuses a mirror that is missing, no folder, or holds an unreadable file", async () => {
  await withBench(async ({ options, mirror, asked }) => {
    const refuses = async (folder: string, message: string): Promise<void> => {
      await assertRejects(
        () => openCanonical("power", { ...options, mirror: folder }),
        CliError,
        message,
      );
    };
    await refuses(join(mirror, "absent"), "absent: there is no such folder");
    await Deno.mkdir(join(mirror, "copy.zip"));
    await refuses(mirror, "copy.zip as a zip archive: it is not a file");
    await Deno.remove(join(mirror, "copy.zip"));
    await Deno.writeTextFile(join(mirror, "copy.zip"), "<html>");
    await refuses(mirror, "copy.zip as a zip archive: it is a web page");
    await refuses(join(mirror, "copy.zip"), "copy.zip: there is no such folder");
    assertEquals(asked, []);
    assertEquals(await namesIn(join(options.cache, "canonical")), []);
  });
});

const isRoot = Deno.uid() === 0;
Deno.test({
  name: "openCanonical explains that the system denies access to the mirror or to its file" +
    (isRoot ? " (ignored: nothing is denied to root)" : ""),
  ignore: isRoot,
  fn: () =>
    withBench(async ({ options, mirror, asked }) => {
      const refuses = (message: string): Promise<unknown> =>
        assertRejects(() => openCanonical("power", { ...options, mirror }), CliError, message);
      const copy = join(mirror, "copy.zip");
      await Deno.writeFile(copy, MIRRORED);
      await Deno.chmod(copy, 0o000);
      await refuses(`Cannot read ${copy}: the system denies access`);
      await Deno.chmod(mirror, 0o000);
      await refuses(`Cannot read the mirror ${mirror}: the system denies access`);
      await Deno.chmod(mirror, 0o700);
      assertEquals(asked, []);
    }),
});

Deno.test("openCanonical refuses a mirror's file with other data", async () => {
  await withBench(async ({ options, mirror }) => {
    const other = mirrorText([...READINGS, [0, "1.000"]]);
    await Deno.writeFile(join(mirror, "copy.zip"), await zipOf("power.csv", other));
    await assertRejects(
      () => openCanonical("power", { ...options, mirror }),
      CliError,
      `copy.zip as power: expected the canonical form's sha256 ${sha256(EXPECTED)}, got `,
    );
    assertEquals(await namesIn(join(options.cache, "canonical")), []);
  });
});

Deno.test("openCanonical sets a cached file with a flipped byte aside and makes it again", async () => {
  await withBench(async ({ options, canonical, asked, notices }) => {
    await openCanonical("power", options);
    const flipped = EXPECTED.slice();
    flipped[400_000]! ^= 4;
    await Deno.writeFile(canonical, flipped);
    assertEquals((await openCanonical("power", options)).from, "download");
    assertEquals(new Uint8Array(await Deno.readFile(canonical)), EXPECTED);
    assertEquals(new Uint8Array(await Deno.readFile(`${canonical}.damaged`)), flipped);
    assertEquals(notices.length, 1);
    assertMatch(notices[0]!, /is damaged: expected sha256 [0-9a-f]{64}, got [0-9a-f]{64}/);
    assertEquals(asked.length, 1, "the archive in the cache serves again");
  });
});

Deno.test("openCanonical fetches the archive again when the cached one is damaged", async () => {
  await withBench(async ({ options, canonical, archive, asked, notices }) => {
    await openCanonical("power", options);
    await Deno.remove(canonical);
    const flipped = OFFICIAL.slice();
    flipped[5000]! ^= 4;
    await Deno.writeFile(archive, flipped);
    assertEquals((await openCanonical("power", options)).from, "download");
    assertEquals(new Uint8Array(await Deno.readFile(canonical)), EXPECTED);
    assertEquals(asked.length, 2);
    assertStringIncludes(notices[0]!, "official.zip.damaged and is fetched again");
    assertEquals(await namesIn(join(archive, "..")), ["official.zip", "official.zip.damaged"]);
  });
});

Deno.test("openCanonical tries the publisher's addresses in turn", async () => {
  const answer = (url: string): Response =>
    url.includes("first") ? new Response("moved", { status: 410 }) : new Response(OFFICIAL);
  await withBench(async ({ options, asked }) => {
    await openCanonical("power", options);
    assertEquals(asked, ["https://example.org/first.zip", "https://example.org/second.zip"]);
  }, answer);
});

Deno.test("openCanonical leaves nothing behind when the publisher sends no archive", async () => {
  const page = (): Response =>
    new Response("<!DOCTYPE html>", { headers: { "content-type": "application/zip" } });
  await withBench(async ({ options }) => {
    await assertRejects(() => openCanonical("power", options), CliError, "it is a web page");
    assertEquals(await namesIn(join(options.cache, "downloads")), []);
    assertEquals(await namesIn(join(options.cache, "canonical")), []);
  }, page);
});

Deno.test("openCanonical refuses an official member with another hash", async () => {
  const other = OFFICIAL_TEXT.replace("17.000", "18.000");
  const content = await zipOf("power.txt", other);
  await withBench(async ({ options }) => {
    await assertRejects(
      () => openCanonical("power", options),
      CliError,
      `expected power.txt with sha256 ${sha256(OFFICIAL_TEXT)}, got ${sha256(other)}`,
    );
  }, () => new Response(content));
});

Deno.test("openCanonical explains a full disk and leaves no canonical file", async () => {
  await withBench(async ({ options, canonical }) => {
    const write = (): Promise<void> =>
      Promise.reject(Object.assign(new Error("No space left on device"), { code: "ENOSPC" }));
    await assertRejects(
      () => openCanonical("power", { ...options, write }),
      CliError,
      `Cannot write ${canonical} as the disk is full`,
    );
    assertEquals(await namesIn(join(options.cache, "canonical")), []);
  });
});

Deno.test("openCanonical names the data sets that there are", async () => {
  await assertRejects(
    () => openCanonical("toString", { sources: SOURCES }),
    CliError,
    "Cannot open the data set toString: expected one of power",
  );
});

Deno.test("openCanonical simulates the household with the hashes and sizes of data/sources.json", async () => {
  const cache = await Deno.makeTempDir();
  const { datasets } = await readSources();
  for (const name of ["simulated-household", "simulated-household-events"]) {
    const { path, from, sha256 } = await openCanonical(name, { cache });
    assertEquals(from, "simulation");
    assertEquals(sha256, datasets[name]!.sha256);
    assertEquals((await Deno.stat(path)).size, datasets[name]!.bytes);
  }
  const record = JSON.parse(
    await Deno.readTextFile(join(cache, "canonical", "simulated-household-events.json")),
  );
  assert(record.simulated);
  assertEquals(record.seed, 2007);
  await Deno.remove(cache, { recursive: true });
});
