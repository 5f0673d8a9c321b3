/**
 * Reads the Large Movie Review Dataset as its authors pack it: a gzipped tar archive with a file for each review,
 * `aclImdb/<split>/<label>/<id>_<rating>.txt`. All else in it is passed over: 50,000 reviews without a label (`unsup`),
 * bags of words (`*.feat`), lists of addresses, a vocabulary.
 */
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import { CliError } from "../core/cli_error.ts";
import { type ArchiveKind, openArchive } from "./archive_file.ts";
import { type Review, REVIEW_LABELS, REVIEW_SPLITS } from "./review_corpus.ts";

/** A review is text of a few thousand bytes; the longest has 14 kB. */
const LARGEST_REVIEW = 1_000_000;

function unreadable(path: string, reason: string, cause?: unknown): CliError {
  return new CliError(`Cannot read ${path} as the archive of movie reviews: ${reason}`, {
    hint: "Remove the file and fetch it again, or name a mirror with --mirror",
    cause,
  });
}

const GZIP: ArchiveKind = { magic: [0x1f, 0x8b], unreadable };

/**
 * Reads every labelled review of an archive, in the archive's order.
 *
 * @param path of the archive
 * @param folder at the archive's root that holds the corpus
 * @throws CliError when the file is no gzipped tar archive, is cut short or damaged; when it lacks a split or a label, names
 *   a review twice, holds a text that is not UTF-8 or a rating that contradicts its label
 */
export async function readReviewTar(path: string, folder: string): Promise<Review[]> {
  using file = await openArchive(path, GZIP);
  const reviews = new Map<string, Review>();
  const others: string[] = [];
  try {
    const entries = chunksOf(file)
      .pipeThrough(new DecompressionStream("gzip"))
      .pipeThrough(createTarDecoder({ strict: true }));
    for await (const entry of entries) {
      const review = await readReview(entry, folder, path);
      if (review === undefined) {
        if (others.length < 8) others.push(entry.header.name);
        continue;
      }
      const name = `${folder}/${review.split}/${review.label}/${review.id}`;
      if (reviews.has(name)) throw unreadable(path, `it holds the review ${name} twice`);
      reviews.set(name, review);
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw unreadable(path, message.replace(/\.$/, ""), error);
  }
  const found = [...reviews.values()];
  for (const split of REVIEW_SPLITS) {
    for (const label of REVIEW_LABELS) {
      if (found.some((review) => review.split === split && review.label === label)) continue;
      throw unreadable(
        path,
        `expected files such as ${folder}/${split}/${label}/0_9.txt, got ` +
          (others.join(", ") || "none"),
      );
    }
  }
  return found;
}

/** The bytes of an open file, which stays open: a stream of its own would close it. */
function chunksOf(file: Deno.FsFile): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(1 << 18);
      const count = await file.read(chunk);
      if (count === null) controller.close();
      else controller.enqueue(chunk.subarray(0, count));
    },
  }, { highWaterMark: 0 });
}

/** The review in an entry, or `undefined` for any other entry. Reads or discards its body. */
async function readReview(
  { header, body }: ParsedTarEntry,
  folder: string,
  path: string,
): Promise<Review | undefined> {
  const [root, split, label, file, ...rest] = header.name.replace(/^\.\//, "").split("/");
  const name = /^(\d+)_(\d+)\.txt$/.exec(file ?? "");
  const knownSplit = REVIEW_SPLITS.find((known) => known === split);
  const knownLabel = REVIEW_LABELS.find((known) => known === label);
  if (
    root !== folder || name === null || rest.length > 0 || header.type !== "file" ||
    knownSplit === undefined || knownLabel === undefined
  ) {
    await body.cancel();
    return undefined;
  }
  const refuse = (reason: string): CliError => unreadable(path, `${header.name} ${reason}`);
  if (header.size > LARGEST_REVIEW) throw refuse(`has ${header.size} bytes`);
  const rating = Number(name[2]);
  const isFit = knownLabel === "pos" ? rating >= 7 && rating <= 10 : rating >= 1 && rating <= 4;
  if (!isFit) throw refuse(`has a rating that contradicts its label`);
  const bytes = await new Response(body).bytes();
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse("is not UTF-8");
  }
  return { split: knownSplit, label: knownLabel, id: Number(name[1]), rating, text };
}
