import { assertEquals, assertRejects } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { compareReviews, type Review } from "../../src/data/review_corpus.ts";
import { readReviewTar } from "../../src/data/review_tar.ts";
import { BESIDE, type Member, memberOf, REVIEWS, tarGzOf } from "./review_fixture.ts";

const MEMBERS: readonly Member[] = REVIEWS.map((review) => memberOf(review));

async function withFile<T>(
  content: Uint8Array | string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const path = await Deno.makeTempFile({ suffix: ".tar.gz" });
  try {
    await Deno.writeFile(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
    return await use(path);
  } finally {
    await Deno.remove(path);
  }
}

function read(content: Uint8Array): Promise<Review[]> {
  return withFile(content, (path) => readReviewTar(path, "aclImdb"));
}

async function refuses(content: Uint8Array | string, message: string): Promise<void> {
  await withFile(
    content,
    (path) => assertRejects(() => readReviewTar(path, "aclImdb"), CliError, message),
  );
}

Deno.test("readReviewTar reads the labelled reviews and passes over all else, in any order", async () => {
  const archive = await tarGzOf([...BESIDE, ...MEMBERS].reverse());
  assertEquals((await read(archive)).sort(compareReviews), [...REVIEWS]);
});

Deno.test("readReviewTar takes names that begin with ./", async () => {
  const archive = await tarGzOf(MEMBERS.map(([name, content]) => [`./${name}`, content] as const));
  assertEquals((await read(archive)).length, REVIEWS.length);
});

Deno.test("readReviewTar reads another folder when told", async () => {
  const archive = await tarGzOf(REVIEWS.map((review) => memberOf(review, "copy")));
  await withFile(archive, async (path) => {
    assertEquals((await readReviewTar(path, "copy")).length, REVIEWS.length);
  });
  await refuses(archive, "expected files such as aclImdb/train/neg/0_9.txt, got copy/train/neg/");
});

Deno.test("readReviewTar refuses an archive that was cut short anywhere", async () => {
  const whole = await tarGzOf([...BESIDE, ...MEMBERS]);
  for (const share of [0.01, 0.3, 0.6, 0.95]) {
    await refuses(whole.subarray(0, Math.floor(whole.length * share)), "as the archive of movie");
  }
  await refuses(whole.subarray(0, whole.length - 1), "as the archive of movie");
});

Deno.test("readReviewTar notices a flipped byte anywhere in the packed data", async () => {
  const whole = await tarGzOf([...BESIDE, ...MEMBERS]);
  for (const share of [0.1, 0.5, 0.9]) {
    const flipped = whole.slice();
    flipped[Math.floor(share * whole.length)]! ^= 0x10;
    await refuses(flipped, "as the archive of movie reviews");
  }
});

Deno.test("readReviewTar says what is there instead of an archive", async () => {
  await refuses("\n<!DOCTYPE html><title>Log in</title>", "it is a web page");
  await refuses("", "it is empty");
  await refuses("PK\u0003\u0004", 'it begins with "PK');
  await refuses(await tarGzOf([["readme.txt", "hello"]]), "got readme.txt");
  await refuses(await tarGzOf([]), "0_9.txt, got none");
  const folder = await Deno.makeTempDir();
  await assertRejects(() => readReviewTar(folder, "aclImdb"), CliError, "it is not a file");
  await Deno.remove(folder);
  await assertRejects(() => readReviewTar(folder, "aclImdb"), CliError, "there is no such file");
});

Deno.test("readReviewTar refuses gzip that holds no tar archive", async () => {
  const text = new Blob(["These are no reviews. ".repeat(200)]).stream();
  const packed = await new Response(text.pipeThrough(new CompressionStream("gzip"))).bytes();
  await refuses(packed, "as the archive of movie reviews");
});

Deno.test("readReviewTar names the part that is missing", async () => {
  const lacking = REVIEWS.filter(({ split, label }) => !(split === "test" && label === "pos"));
  const archive = await tarGzOf([...BESIDE, ...lacking.map((review) => memberOf(review))]);
  await refuses(archive, "expected files such as aclImdb/test/pos/0_9.txt, got ");
});

Deno.test("readReviewTar refuses contradictions: a review twice, a rating against its label, bytes that are no text", async () => {
  const refusesWith = async (member: Member, message: string): Promise<void> =>
    await refuses(await tarGzOf([...MEMBERS, member]), message);
  await refusesWith(
    ["aclImdb/test/pos/0_8.txt", "Good!"],
    "it holds the review aclImdb/test/pos/0 twice",
  );
  await refusesWith(
    ["aclImdb/test/pos/5_3.txt", "Good!"],
    "aclImdb/test/pos/5_3.txt has a rating that contradicts its label",
  );
  await refusesWith(
    ["aclImdb/test/pos/5_8.txt", Uint8Array.of(0x47, 0xe9)],
    "aclImdb/test/pos/5_8.txt is not UTF-8",
  );
  await refusesWith(
    ["aclImdb/test/pos/5_8.txt", "x".repeat(1_000_001)],
    "aclImdb/test/pos/5_8.txt has 1000001 bytes",
  );
});
