/**
 * `CITATION.cff`, of which an archive needs a few top-level scalars alone. They are read by line, in the one way in which
 * the project writes them; the rest of the file is for people and for the tools of the Citation File Format
 * (https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md).
 */
import { CliError } from "../core/cli_error.ts";

/** Who made the software, and when. */
export interface Citation {
  /** Name of the software. */
  readonly title: string;
  /** SPDX identifier of its licence. */
  readonly license: string;
  /** Day of the release: `2026-11-24`. */
  readonly released: string;
  /** Names of its authors, at least one. */
  readonly authors: readonly string[];
}

/**
 * Reads a `CITATION.cff`.
 * @throws CliError that names the key that is missing
 */
export function parseCitation(text: string): Citation {
  const scalar = (key: string, form: string): string => {
    const value = new RegExp(`^${key}: (${form})$`, "m").exec(text)?.[1];
    if (value !== undefined) return value;
    throw new CliError(`Cannot read CITATION.cff: expected a line with ${key}`, {
      hint: "Restore the file from the repository",
    });
  };
  scalar("cff-version", "1\\.2\\.0");
  scalar("message", ".+");
  scalar(" {2}- name", ".+");
  return {
    title: scalar("title", ".+"),
    license: scalar("license", "[A-Za-z0-9.+-]+"),
    released: scalar("date-released", "\\d{4}-\\d{2}-\\d{2}"),
    authors: [...text.matchAll(/^ {2}- name: (.+)$/gm)].map(([, name]) => name!),
  };
}
