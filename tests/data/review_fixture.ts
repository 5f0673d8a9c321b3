import { packTar } from "modern-tar";
import type { Review } from "../../src/data/review_corpus.ts";

/** A corpus of six reviews in canonical order, with what makes texts hard: breaks, quotes, accents, astral characters. */
export const REVIEWS: readonly Review[] = [
  { split: "train", label: "neg", id: 2, rating: 1, text: 'Dull.<br /><br />"Worst" of all!' },
  {
    split: "train",
    label: "neg",
    id: 10,
    rating: 4,
    text: "\ufeffIt wasn\u0092t good\tat all\u2028",
  },
  { split: "train", label: "pos", id: 0, rating: 10, text: "Amélie: 🎬 superb \\o/" },
  { split: "train", label: "pos", id: 3, rating: 7, text: "Good, but long." },
  { split: "test", label: "neg", id: 0, rating: 2, text: "Not good." },
  { split: "test", label: "pos", id: 0, rating: 9, text: "Good!\r\nVery good\u0085" },
];

/** A member of an archive. */
export type Member = readonly [name: string, content: string | Uint8Array<ArrayBuffer>];

/** The review as a member of the official archive. */
export function memberOf({ split, label, id, rating, text }: Review, folder = "aclImdb"): Member {
  return [`${folder}/${split}/${label}/${id}_${rating}.txt`, text];
}

/** What the official archive holds beside the labelled reviews. */
export const BESIDE: readonly Member[] = [
  ["aclImdb/README", "Large Movie Review Dataset v1.0"],
  ["aclImdb/imdb.vocab", "the\nand\n"],
  ["aclImdb/train/urls_pos.txt", "http://example.org/"],
  ["aclImdb/train/labeledBow.feat", "9 0:9 1:1"],
  ["aclImdb/train/unsup/0_0.txt", "Nobody knows."],
  ["aclImdb/train/unsupBow.feat", "0 0:8"],
  ["aclImdb/test/labeledBow.feat", "9 0:9"],
];

/** A gzipped tar archive of the members, each folder before its first file. */
export async function tarGzOf(members: readonly Member[]): Promise<Uint8Array<ArrayBuffer>> {
  const folders = new Set<string>();
  const entries = members.flatMap(([name, content]) => {
    const body = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const folder = name.slice(0, name.lastIndexOf("/") + 1);
    const isNew = folder !== "" && !folders.has(folder);
    folders.add(folder);
    return [
      ...(isNew ? [{ header: { name: folder, size: 0, type: "directory" as const } }] : []),
      { header: { name, size: body.length, type: "file" as const }, body },
    ];
  });
  const packed = new Blob([await packTar(entries)]).stream();
  return await new Response(packed.pipeThrough(new CompressionStream("gzip"))).bytes();
}
