/**
 * Reads the household power data, in the official form (`;`, `16/12/2006`, `?` where missing) or as comma-separated copies
 * hold it (mixed dates such as `1/1/07` and `30/6/2007`, always day first), into the canonical series: one value for each
 * minute of the first half of 2007.
 *
 * Neither form quotes a field, so a line is split at its separators. csv-parse was tried: it took 5.4 s to split the official
 * two million rows, which are unpacked, split and parsed here in 1.7 s, in less than 200 MB.
 *
 * The rules:
 * - a row names its own minute, so rows may come in any order, and rows of other years are only checked for form;
 * - a minute without a row is missing, as is one whose value is `?` or empty;
 * - a minute that is given twice must be given alike; two different values are an error;
 * - a value is a decimal number of kW, not negative.
 */
import { CliError } from "../core/cli_error.ts";
import { splitLines } from "./lines.ts";
import { HALF_YEAR_MINUTES, minuteOfDate, minuteOfTime } from "./power_calendar.ts";

const COLUMNS = ["Date", "Time", "Global_active_power"] as const;

/** Where the wanted columns stand. */
interface Header {
  readonly separator: string;
  readonly date: number;
  readonly time: number;
  readonly power: number;
  readonly last: number;
}

function parseHeader(line: string, name: string): Header {
  const separator = line.includes(";") ? ";" : ",";
  const found = line.split(separator).map((column) => column.trim());
  const [date, time, power] = COLUMNS.map((column) => found.indexOf(column));
  const missing = COLUMNS.filter((column) => !found.includes(column));
  if (missing.length > 0) {
    throw new CliError(
      `Cannot read ${name} as household power: expected the columns ${COLUMNS.join(", ")}, ` +
        `got ${JSON.stringify(line.slice(0, 200))} without ${missing.join(", ")}`,
      { hint: "Check that this is the household power file and that its first line is whole" },
    );
  }
  return {
    separator,
    date: date!,
    time: time!,
    power: power!,
    last: Math.max(date!, time!, power!),
  };
}

/** A number of kW, or NaN for a missing one. */
function parsePower(text: string): number {
  if (text === "?" || text === "") return NaN;
  if (!/^\d+(\.\d+)?$/.test(text)) {
    throw new SyntaxError(`expected a number of kW or ?, got ${JSON.stringify(text)}`);
  }
  return Math.fround(Number(text));
}

/**
 * Parses a file of household power.
 *
 * @param chunks the file's bytes
 * @param name of the file, for errors
 * @returns [260,640]: `Global_active_power` in kW for each minute from 2007-01-01 00:00 to 2007-06-30 23:59, NaN where
 *   missing
 * @throws CliError for missing columns, a row that cannot be read (with its line), contradicting rows, or a file without a
 *   minute of that half-year
 */
export async function parsePowerSeries(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): Promise<Float32Array<ArrayBuffer>> {
  const series = new Float32Array(HALF_YEAR_MINUTES).fill(NaN);
  /** Line on which each minute was given; 0 for not yet. */
  const givenAt = new Uint32Array(HALF_YEAR_MINUTES);
  let header: Header | undefined;
  let lastDate = "", midnight: number | undefined;
  let given = false;

  const parseRow = (row: string, line: number, header: Header): void => {
    const fields = row.split(header.separator, header.last + 1);
    if (fields.length <= header.last) {
      throw new SyntaxError(`expected at least ${header.last + 1} fields, got ${fields.length}`);
    }
    const date = fields[header.date]!;
    // A day has 1440 rows: its date is understood once.
    if (date !== lastDate) {
      midnight = minuteOfDate(date);
      lastDate = date;
    }
    const minuteOfDay = minuteOfTime(fields[header.time]!);
    const power = parsePower(fields[header.power]!);
    if (midnight === undefined) return;
    const minute = midnight + minuteOfDay;
    if (givenAt[minute] !== 0 && !Object.is(series[minute], power)) {
      throw new SyntaxError(
        `expected what line ${givenAt[minute]} gives for the same minute, ` +
          `${series[minute]}, got ${power}`,
      );
    }
    series[minute] = power;
    givenAt[minute] = line;
    given = true;
  };

  for await (const { firstLine, lines } of splitLines(chunks, name)) {
    lines.forEach((row, i) => {
      if (header === undefined) header = parseHeader(row, name);
      else if (row !== "") {
        try {
          parseRow(row, firstLine + i, header);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          throw new CliError(`Cannot read line ${firstLine + i} of ${name}: ${error.message}`, {
            hint: "Fetch the file again, or correct the line",
            cause: error,
          });
        }
      }
    });
  }
  if (header === undefined) header = parseHeader("", name);
  if (!given) {
    throw new CliError(
      `Cannot read ${name} as household power: it holds no minute from January to June 2007`,
      { hint: "Check that this is the household power file and that it is whole" },
    );
  }
  return series;
}
