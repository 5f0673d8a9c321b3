/** Windows of past values as people hand them in: a list of kW in CSV or JSON. */
import { parse } from "@std/csv";
import { CliError } from "../core/cli_error.ts";

const MISSING = ["", "?", "na", "nan", "null"];

/** A value of a window as it stood in the input. */
type Cell = string | number | null;

/**
 * Reads windows of `window` values in kW, oldest first. JSON is an array of numbers, or an array of such arrays; CSV is one
 * value a line, below a name or not, or one window a line.
 *
 * @param source.name names the input in messages
 * @returns [count, window], row after row
 * @throws CliError for a window of another length, a value that is missing or no number, and text of another form
 */
export function parseWindows(
  text: string,
  { name, window }: { readonly name: string; readonly window: number },
): Float64Array {
  const rows = text.trimStart().startsWith("[") ? jsonRows(text, name) : csvRows(text, name);
  const values = rows.flatMap((row, at) => {
    const which = rows.length === 1 ? name : `window ${at + 1} of ${name}`;
    const numbers = row.map((cell, i) => number(cell, `value ${i + 1} of ${which}`));
    if (row.length !== window) {
      throw new CliError(
        `Cannot forecast from ${which}: expected ${window} values, got ${row.length}`,
        { hint: `The model reads the last ${window} minutes in kW, oldest first` },
      );
    }
    return numbers;
  });
  return Float64Array.from(values);
}

function number(cell: Cell, which: string): number {
  const text = String(cell).trim();
  if (MISSING.includes(text.toLowerCase())) {
    throw new CliError(`Cannot forecast from a window with a gap: ${which} is missing`, {
      hint: "Give a window without missing values: the model was trained on such windows alone",
    });
  }
  const value = Number(text);
  if (!Number.isFinite(value)) {
    throw new CliError(`Cannot read ${which}: expected a number of kW, got "${text}"`, {
      hint: "Give one value a line, one window a line, or a JSON array of numbers",
    });
  }
  return value;
}

function jsonRows(text: string, name: string): Cell[][] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CliError(`Cannot read ${name} as JSON: ${(cause as Error).message}`, { cause });
  }
  const list = json as unknown[];
  return list.length > 0 && list.every(Array.isArray) ? list as Cell[][] : [list as Cell[]];
}

function csvRows(text: string, name: string): Cell[][] {
  let rows: string[][];
  try {
    rows = parse(text);
  } catch (cause) {
    throw new CliError(`Cannot read ${name} as CSV: ${(cause as Error).message}`, { cause });
  }
  if (rows.length === 0) {
    throw new CliError(`Cannot forecast from ${name}: it is empty`, {
      hint: "Give one value a line, one window a line, or a JSON array of numbers",
    });
  }
  if (rows.some(({ length }) => length > 1)) return rows;
  const column = rows.map(([cell]) => cell!);
  const isName = Number.isNaN(Number(column[0])) && !MISSING.includes(column[0]!.toLowerCase());
  return [isName ? column.slice(1) : column];
}
