/** From a lane's numbers to coordinates. A step is one wide, a lane one high; pictures stretch that as they like. */
import type { Band, Lane } from "./lanes.ts";

/** Where a value stands in its lane: 0 at the top, 1 at the bottom; beyond the lane it stands at the edge. */
export function depthOf({ kind, low, high }: Lane, value: number): number {
  const place = kind === "log" ? Math.log10(value) : value;
  return 1 - Math.min(1, Math.max(0, (place - low) / (high - low)));
}

/** The path of the shown part of a line, `height` high; steps without a value part it. */
export function linePath(
  lane: Lane,
  values: ArrayLike<number | null>,
  { from, to }: { readonly from: number; readonly to: number },
  height: number,
): string {
  let path = "", pen = "M";
  for (let step = Math.max(0, from - 1); step < Math.min(values.length, to + 1); step++) {
    const value = values[step];
    if (
      value === null || value === undefined || Number.isNaN(value) ||
      (lane.kind === "log" && value <= 0)
    ) {
      pen = "M";
      continue;
    }
    path += `${pen}${step - from + 0.5} ${round(depthOf(lane, value) * height)}`;
    pen = "L";
  }
  return path;
}

/** The shown part of a band as a closed shape, `height` high; steps without a value part it. */
export function bandPath(
  lane: Lane,
  { low, high }: Band,
  { from, to }: { readonly from: number; readonly to: number },
  height: number,
): string {
  const place = (step: number, value: number): string =>
    `${step - from + 0.5} ${round(depthOf(lane, value) * height)}`;
  let path = "", there: string[] = [], back: string[] = [];
  const close = (): void => {
    if (there.length > 0) path += `M${[...there, ...back.reverse()].join("L")}Z`;
    [there, back] = [[], []];
  };
  for (let step = Math.max(0, from - 1); step < Math.min(low.length, to + 1); step++) {
    const bottom = low[step], top = high[step];
    if (bottom === null || bottom === undefined || top === null || top === undefined) close();
    else {
      there.push(place(step, top));
      back.push(place(step, bottom));
    }
  }
  close();
  return path;
}

/** The values of one unit; [steps]. */
export function unitLine(cells: Float32Array, hidden: number, unit: number): Float32Array {
  return Float32Array.from(
    { length: cells.length / hidden },
    (_, step) => cells[step * hidden + unit]!,
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 10 to an integer power, as text. */
export function powerText(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]!);
  return `10${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}

/** The two ends of a lane's axis as text, the upper first. */
export function axisText({ kind, low, high }: Lane): readonly [string, string] {
  const text = kind === "log" ? powerText : numberText;
  return [text(high), text(low)];
}

/** A value as text: three decimals at most, powers of ten where these would not show it; a dash for none. */
export function valueText(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 0.001) return value.toFixed(size < 0.1 ? 4 : size < 10 ? 3 : 1).replace("-", "−");
  const [mantissa, exponent] = value.toExponential(1).split("e");
  return `${mantissa!.replace("-", "−")}·${powerText(Number(exponent))}`;
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(3))).replace("-", "−");
}

/** Round places for about `wanted` marks between `low` and `high` minutes or steps. */
export function roundMarks(low: number, high: number, wanted: number): number[] {
  const step = [1, 2, 5, 10, 15, 20, 30, 50, 60, 100, 200]
    .find((size) => (high - low) / size <= wanted) ?? 500;
  const marks: number[] = [];
  for (let mark = Math.ceil(low / step) * step; mark <= high; mark += step) marks.push(mark);
  return marks;
}

/** The time of day of a minute: 18:03. */
export function clockText(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}
