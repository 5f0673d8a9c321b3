/** Pieces of Markdown: tables, links and numbers, always in the same form. */
import { markdownTable } from "markdown-table";
import type { Interval } from "./interval.ts";

/** Stands in a cell that has no number. */
export const ABSENT = "–";

/** Alignment of a column: left or right. */
export type Alignment = "l" | "r";

/** A table in GitHub's Markdown. Pipes and line breaks in cells are escaped. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly Alignment[],
): string {
  const cells = [header, ...rows].map((row) =>
    row.map((cell) => cell.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|"))
  );
  return markdownTable(cells, { align: [...align] });
}

/** The name of an anchor for a job or a group of jobs: lower-case letters, digits and hyphens. */
export function anchor(prefix: string, name: string): string {
  return `${prefix}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
}

/** A link to an anchor in the same document. */
export function link(text: string, target: string): string {
  return `[${text}](#${target})`;
}

/** The same with a capital at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A number with a fixed count of decimals and a true minus sign. */
export function fixed(value: number, decimals: number): string {
  return value.toFixed(decimals).replace("-", "−");
}

/** A count with thin separators as the study prints it: `133,761`. */
export function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** `mean ± half width`, or the mean alone where a single value has no interval. */
export function withInterval({ mean, halfWidth }: Interval, decimals: number): string {
  const middle = fixed(mean, decimals);
  return halfWidth === null ? middle : `${middle} ± ${fixed(halfWidth, decimals)}`;
}

/** A probability with four decimals, or a bound where these would show zero. */
export function probability(value: number): string {
  return value < 0.0001 ? "< 0.0001" : value.toFixed(4);
}

/** A fraction with its interval in per cent: `−1.2 ± 0.4%`. */
export function percent({ mean, halfWidth, count }: Interval, decimals: number): string {
  const scaled = { mean: 100 * mean, halfWidth: halfWidth && 100 * halfWidth, count };
  return `${withInterval(scaled, decimals)}%`;
}

/** A positive number in scientific notation, `2.36e−5`; `0` for zero. */
export function scientific(value: number, decimals = 2): string {
  return value === 0 ? "0" : value.toExponential(decimals).replace("-", "−").replace("+", "");
}
