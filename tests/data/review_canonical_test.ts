import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { type CanonicalOptions, openCanonical } from "../../src/data/canonical.ts";
import { encodeReviews, readReviews } from "../../src/data/review_corpus.ts";
import { reviewStatistics } from "../../src/data/review_statistics.ts";
import { readEvidence } from "../../src/data/simulated_review_evidence.ts";
import { parseSources, readSources, type Sources } from "../../src/data/sources.ts";
import { BESIDE, memberOf, REVIEWS, tarGzOf } from "./review_fixture.ts";

const OFFICIAL = await tarGzOf([...BESIDE, ...REVIEWS.map((review) => memberOf(review))]);
/** Without what is not read, in another order and another folder. */
const COPY = await tarGzOf(REVIEWS.toReversed().map((review) => memberOf(review, "copy")));
const EXPECTED = encodeReviews({ simulated: false, reviews: REVIEWS });

const SOURCES: Sources = {
  sources: {
    tiny: {
      title: "Tiny reviews",
      page: "https://example.org/",
      urls: ["https://example.org/first.tar.gz", "https://example.org/second.tar.gz"],
      file: "official.tar.gz",
      archive: { bytes: OFFICIAL.length, sha256: sha256(OFFICIAL) },
      member: null,
      mirrors: [{ file: "copy.tar.gz", member: "copy" }],
      licence: null,
      citation: "Nobody",
    },
  },
  datasets: {
    reviews: {
      title: "Tiny reviews",
      file: "reviews.jsonl",
      bytes: EXPECTED.length,
      sha256: sha256(EXPECTED),
      origin: { kind: "movie-reviews", source: "tiny", folder: "aclImdb" },
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
      canonical: join(cache, "canonical", "reviews.jsonl"),
      archive: join(cache, "downloads", "official.tar.gz"),
      notices,
      asked,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openCanonical makes one canonical form of the official archive and of a mirror's copy", async () => {
  for (const [file, content] of [["copy.tar.gz", COPY], ["official.tar.gz", OFFICIAL]] as const) {
    await withBench(async ({ options, mirror, canonical, asked }) => {
      await Deno.writeFile(join(mirror, file), content);
      assertEquals((await openCanonical("reviews", { ...options, mirror })).from, "mirror");
      assertEquals(await readReviews(canonical), { simulated: false, reviews: REVIEWS });
      assertEquals((await openCanonical("reviews", options)).from, "cache");
      assertEquals(asked, []);
    });
  }
});

Deno.test("openCanonical downloads the archive of reviews where the mirror lacks it, with a notice", async () => {
  await withBench(async ({ options, mirror, notices, canonical }) => {
    assertEquals((await openCanonical("reviews", { ...options, mirror })).from, "download");
    assertEquals(new Uint8Array(await Deno.readFile(canonical)), EXPECTED);
    assertEquals(notices.length, 1);
    assertStringIncludes(notices[0]!, "does not hold Tiny reviews");
  });
});

Deno.test("openCanonical tries the addresses of the reviews in turn and refuses an archive of another hash", async () => {
  const answer = (url: string): Response =>
    url.includes("first") ? new Response("moved", { status: 410 }) : new Response(OFFICIAL);
  await withBench(async ({ options, asked }) => {
    await openCanonical("reviews", options);
    assertEquals(asked.length, 2);
  }, answer);
  const flipped = OFFICIAL.slice();
  flipped[300]! ^= 4;
  await withBench(async ({ options, archive, canonical }) => {
    await assertRejects(
      () => openCanonical("reviews", options),
      CliError,
      `expected sha256 ${sha256(OFFICIAL)}, got ${sha256(flipped)}`,
    );
    for (const path of [archive, canonical]) {
      await assertRejects(() => Deno.stat(path), Deno.errors.NotFound);
    }
  }, () => new Response(flipped));
});

Deno.test("openCanonical sets a damaged download of reviews aside and fetches it again", async () => {
  await withBench(async ({ options, archive, canonical, notices, asked }) => {
    await openCanonical("reviews", options);
    await Deno.remove(canonical);
    await Deno.writeFile(archive, OFFICIAL.subarray(0, OFFICIAL.length - 100));
    assertEquals((await openCanonical("reviews", options)).from, "download");
    assertEquals(new Uint8Array(await Deno.readFile(canonical)), EXPECTED);
    assertEquals(asked.length, 2);
    assertStringIncludes(notices[0]!, "official.tar.gz.damaged and is fetched again");
  });
});

Deno.test("openCanonical refuses a mirror that is missing, or whose archive is cut short or holds other reviews", async () => {
  await withBench(async ({ options, mirror, asked }) => {
    const refuses = async (folder: string, message: string): Promise<void> => {
      await assertRejects(
        () => openCanonical("reviews", { ...options, mirror: folder }),
        CliError,
        message,
      );
    };
    await refuses(join(mirror, "absent"), "absent: there is no such folder");
    const copy = join(mirror, "copy.tar.gz");
    await Deno.writeFile(copy, COPY.subarray(0, COPY.length - 10));
    await refuses(mirror, "copy.tar.gz as the archive of movie reviews");
    const other = REVIEWS.map((review) => ({ ...review, text: `${review.text} ` }));
    await Deno.writeFile(copy, await tarGzOf(other.map((review) => memberOf(review, "copy"))));
    await refuses(mirror, `expected the canonical form's sha256 ${sha256(EXPECTED)}, got `);
    assertEquals(asked, []);
  });
});

Deno.test("parseSources refuses reviews of an unknown source and a simulation that cannot be halved", async () => {
  const value = JSON.parse(JSON.stringify(await readSources()));
  value.datasets["movie-reviews"].origin.source = "elsewhere";
  value.datasets["simulated-reviews"].origin.train = 7;
  const refused = (text: string): string =>
    assertThrows(() => parseSources(text, "sources.json"), CliError).message;
  assertStringIncludes(refused(JSON.stringify(value)), "datasets.simulated-reviews.origin.train");
  value.datasets["simulated-reviews"].origin.train = 8;
  assertStringIncludes(
    refused(JSON.stringify(value)),
    "datasets.movie-reviews.origin.source: no source elsewhere",
  );
});

Deno.test("openCanonical simulates reviews and their evidence with the hashes and sizes of data/sources.json", async () => {
  const cache = await Deno.makeTempDir();
  const { datasets } = await readSources();
  for (const name of ["simulated-reviews", "simulated-review-evidence"]) {
    const { path, from } = await openCanonical(name, { cache });
    assertEquals(from, "simulation");
    assertEquals((await Deno.stat(path)).size, datasets[name]!.bytes);
    assertStringIncludes(datasets[name]!.title, "simulated");
  }
  const { simulated, reviews } = await readReviews(
    join(cache, "canonical", "simulated-reviews.jsonl"),
  );
  assert(simulated);
  const evidence = await readEvidence(join(cache, "canonical", "simulated-review-evidence.json"));
  const names = (of: typeof evidence | typeof reviews): string[] =>
    of.map(({ split, label, id }) => `${split}/${label}/${id}`);
  assertEquals(names(evidence), names(reviews));
  await Deno.remove(cache, { recursive: true });
});

const mirror = Deno.env.get("UNROLL_MIRROR");
Deno.test({
  name: "the mirror's reviews have the pinned hash, 12,500 of each kind, and the known lengths" +
    (mirror === undefined ? " (ignored: UNROLL_MIRROR names no mirror)" : ""),
  ignore: mirror === undefined,
  fn: async () => {
    const cache = await Deno.makeTempDir();
    try {
      const { path, from, sha256 } = await openCanonical("movie-reviews", {
        cache,
        mirror: mirror!,
        fetch: () => Promise.reject(new Error("no network")),
      });
      assertEquals(from, "mirror");
      assertEquals(sha256, (await readSources()).datasets["movie-reviews"]!.sha256);
      const found = reviewStatistics((await readReviews(path)).reviews);
      assertEquals(found.counts, {
        train: { neg: 12_500, pos: 12_500 },
        test: { neg: 12_500, pos: 12_500 },
      });
      assertEquals(found.length.quantiles.map(({ tokens }) => tokens), [
        ...[47, 72, 101, 143, 196, 317, 510, 665, 1019],
      ]);
      assertEquals(found.repeated, { all: 418, acrossParts: 123 });
    } finally {
      await Deno.remove(cache, { recursive: true });
    }
  },
});
