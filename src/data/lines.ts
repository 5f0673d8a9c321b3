import { CliError } from "../core/cli_error.ts";

/** A line longer than this, in characters, means that the file is no text of rows. */
const LONGEST_LINE = 65_536;

/** Whole lines that came together. */
export interface LineBatch {
  /** Number of the first line, from 1. */
  readonly firstLine: number;
  /** Without line ends. */
  readonly lines: readonly string[];
}

/**
 * Splits a stream of UTF-8 bytes into lines, a batch for each chunk: to await each of two million lines would take longer
 * than to parse them. Lines end in LF or CR LF; a byte order mark is dropped; the last line needs no end.
 *
 * @param name of the file, for errors
 * @throws CliError for a line of more than 65,536 characters
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder();
  let firstLine = 1, rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    if (rest.length > LONGEST_LINE) {
      throw new CliError(
        `Cannot read ${name} as text: line ${
          firstLine + lines.length
        } has over ${LONGEST_LINE} characters`,
        { hint: "Check that this is the file that was meant" },
      );
    }
    if (lines.length > 0) yield { firstLine, lines: lines.map(withoutReturn) };
    firstLine += lines.length;
  }
  rest += decoder.decode();
  if (rest !== "") yield { firstLine, lines: [withoutReturn(rest)] };
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
