/**
 * Stand-in for `@std/csv` where JSR cannot be reached: `parse` and `stringify` with the options that this project uses,
 * over csv-parse and csv-stringify. `deno.jsr.json` maps the name to the real package.
 */
import { parse as parseRecords } from "csv-parse/sync";
import { stringify as stringifyRecords } from "csv-stringify/sync";

/** Options of {@linkcode parse}; each exists in `@std/csv` with the same meaning. */
export interface ParseOptions {
  /** Field separator, one character; a comma by default. */
  readonly separator?: string;
  /** Lines that start with this character are left out. */
  readonly comment?: string;
  /** Leaves the first row out; without `columns`, its fields name the columns. */
  readonly skipFirstRow?: boolean;
  /** Names of the columns: records become objects. */
  readonly columns?: readonly string[];
}

/** Parses CSV (RFC 4180) into rows of strings. Throws an `Error` for malformed quoting. */
export function parse(
  input: string,
  options?: ParseOptions & {
    readonly skipFirstRow?: false;
    readonly columns?: undefined;
  },
): string[][];
/** Parses CSV into one object a row. Throws also for a row whose field count differs from the header's. */
export function parse(input: string, options: ParseOptions): Record<string, string>[];
export function parse(
  input: string,
  options: ParseOptions = {},
): string[][] | Record<string, string>[] {
  const { separator = ",", comment, skipFirstRow = false, columns } = options;
  const named = columns !== undefined || skipFirstRow;
  return parseRecords(input, {
    bom: true,
    delimiter: separator,
    record_delimiter: ["\r\n", "\n"],
    ...(comment === undefined ? {} : { comment, comment_no_infix: true }),
    columns: columns === undefined ? skipFirstRow : [...columns],
    from: columns !== undefined && skipFirstRow ? 2 : 1,
    relax_column_count: !named,
    skip_empty_lines: true,
  });
}

/** Options of {@linkcode stringify}; each exists in `@std/csv` with the same meaning. */
export interface StringifyOptions {
  /** The properties to write, in order. */
  columns: string[];
  /** Field separator, one character; a comma by default. */
  separator?: string;
  /** Whether the first line names the columns; yes by default. */
  headers?: boolean;
}

/** Writes objects as CSV (RFC 4180, lines end in CR LF); `null` and `undefined` become empty fields. */
export function stringify(data: Record<string, unknown>[], options: StringifyOptions): string {
  const { columns, separator = ",", headers = true } = options;
  return stringifyRecords(data, {
    columns,
    delimiter: separator,
    header: headers,
    record_delimiter: "\r\n",
    quoted_match: "\n",
    cast: { boolean: String, bigint: String, date: (date) => JSON.stringify(date) },
  });
}
