/**
 * Data sets in Croissant terms (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html): what each is, its hash,
 * its terms, and where its raw form is published. The values themselves stay out of an archive. No record sets: the
 * canonical forms are flat binary files and JSON lines, which jobs read by themselves.
 */
import type { JsonObject } from "../core/canonical_json.ts";
import type { Dataset, Source, Sources } from "../data/sources.ts";
import type { Citation } from "./citation.ts";

/** Version of Croissant that a description declares. */
export const CROISSANT = "http://mlcommons.org/croissant/1.1";

/** The specification's recommended context, as far as terms of it are used. */
const CONTEXT: JsonObject = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  citeAs: "cr:citeAs",
  conformsTo: "dct:conformsTo",
  cr: "http://mlcommons.org/croissant/",
  dct: "http://purl.org/dc/terms/",
  sc: "https://schema.org/",
};

/** The list of data sets, in the repository and in an archive. */
export const SOURCES = "data/sources.json";

const LICENCES: Readonly<Record<string, string>> = {
  "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
};

const FORMATS: Readonly<Record<string, string>> = {
  json: "application/json",
  jsonl: "application/jsonl",
  zip: "application/zip",
  gz: "application/gzip",
};

/** Media type of a file by its extension; bytes unless known. */
export function formatOf(file: string): string {
  return FORMATS[file.slice(file.lastIndexOf(".") + 1)] ?? "application/octet-stream";
}

/** Authors and year, from the beginning of a citation in the form of the American Psychological Association. */
function creditOf({ citation }: Source): { creator: string; datePublished: string } {
  const [, creator = citation, year = ""] = /^(.+?) \((\d{4})\)/.exec(citation) ?? [];
  return { creator, datePublished: year };
}

/** The publisher's own file, from which a canonical form is made. */
function rawFile({ file, urls: [url, ...others], archive, member }: Source): JsonObject {
  return {
    "@type": "cr:FileObject",
    "@id": file,
    name: file,
    description: member
      ? `The publisher's archive; its member ${member.name} has ${member.bytes} bytes and the sha256 ${member.sha256}`
      : "The publisher's archive",
    contentUrl: url!,
    ...(others.length > 0 && { sameAs: others }),
    encodingFormat: formatOf(file),
    ...(archive && { contentSize: `${archive.bytes} B`, sha256: archive.sha256 }),
  };
}

/** The publisher's file behind a data set; simulated ones have none. */
export function sourceOf({ origin }: Dataset, { sources }: Sources): Source | undefined {
  return "source" in origin ? sources[origin.source] : undefined;
}

/** Address of a data set's licence; where none is stated, the page on which one could be. */
export function licenceOf(source: Source | undefined, citation: Citation): string {
  if (!source) return `https://spdx.org/licenses/${citation.license}`;
  return source.licence === null ? source.page : LICENCES[source.licence] ?? source.licence;
}

/** The Croissant description of one data set. */
export function croissant(name: string, sources: Sources, citation: Citation): JsonObject {
  const dataset = sources.datasets[name]!;
  const source = sourceOf(dataset, sources);
  const { creator, datePublished } = source
    ? creditOf(source)
    : { creator: citation.authors.join(", "), datePublished: citation.released };
  return {
    "@context": CONTEXT,
    "@type": "sc:Dataset",
    conformsTo: CROISSANT,
    name,
    description: source
      ? `${dataset.title}; made from ${source.title}`
      : `${dataset.title}; simulated by ${citation.title} itself: ${
        JSON.stringify(dataset.origin)
      }`,
    license: licenceOf(source, citation),
    url: source?.page ?? SOURCES,
    creator: { "@type": source ? "sc:Person" : "sc:Organization", name: creator },
    datePublished,
    ...(source && { citeAs: source.citation }),
    distribution: [
      {
        "@type": "cr:FileObject",
        "@id": dataset.file,
        name: dataset.file,
        description: source
          ? "The canonical form, whose hash is the authority"
          : "The canonical form, which the simulator makes again byte for byte",
        contentUrl: dataset.file,
        contentSize: `${dataset.bytes} B`,
        encodingFormat: formatOf(dataset.file),
        sha256: dataset.sha256,
      },
      ...(source ? [rawFile(source)] : []),
    ],
  };
}
