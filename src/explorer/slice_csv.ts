/**
 * The shown part of a picture as CSV: a row for each network and step, the mean and every unit of every gate and state as columns. It
 * is written here because it is written in the page, where the library that the project uses elsewhere would weigh more than this.
 */
import type { Lane } from "./lanes.ts";
import type { NetworkCard, Sample } from "./network_card.ts";
import { clockText } from "./plot.ts";
import type { Reading } from "./reading.ts";
import type { ViewState } from "./view_state.ts";

/** Digits that give an f32 back. */
const DIGITS = 9;

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function number(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  return String(Number(value.toPrecision(DIGITS)));
}

/** Columns of a lane by name: its line, and each unit where it has cells. */
function columnsOf(
  { id, line, cells }: Lane,
): [name: string, of: (step: number) => number | null | undefined][] {
  if (cells === undefined) return [[id, (step) => line[step]]];
  const hidden = cells.length / line.length;
  return [
    [`${id}_mean`, (step) => line[step]],
    ...Array.from({ length: hidden }, (_, unit): [string, (step: number) => number] => [
      `${id}_${unit}`,
      (step) => cells[step * hidden + unit]!,
    ]),
  ];
}

/** Names of the directions in files, by their number. */
const DIRECTIONS = ["forward", "backward"];

/**
 * The text of the file. Networks of other cells have other columns: what one of them lacks is left empty. Each row says where
 * it comes from, down to the layer and to whether the input is the published one.
 */
export function sliceCsv(
  sample: Sample,
  readings: readonly { readonly card: NetworkCard; readonly reading: Reading }[],
  { from, to, layer, direction }: ViewState,
  { profile, changed }: { readonly profile: string; readonly changed: boolean },
): string {
  const columns = readings.map(({ reading }) => new Map(reading.lanes.flatMap(columnsOf)));
  const names = [...new Set(columns.flatMap((own) => [...own.keys()]))];
  const input = sample.kind === "load" ? ["time", "load_kw"] : ["token", "known"];
  const source = ["profile", "network", "run", "layer", "direction", "input"];
  const lines = [[...source, "step", ...input, ...names]];
  readings.forEach(({ card, reading }, i) => {
    const { layers, bidirectional } = card.spec.recurrent;
    const origin = [
      profile,
      card.job,
      card.id,
      String(Math.min(layer, layers - 1) + 1),
      DIRECTIONS[bidirectional ? direction : 0]!,
      changed ? "changed" : "published",
    ];
    for (let step = from; step < to; step++) {
      const read = sample.kind === "load"
        ? [clockText(sample.start + step), number(sample.kilowatts[step])]
        : [reading.tokens![step]!.token ?? "", String(reading.tokens![step]!.known)];
      const values = names.map((name) => number(columns[i]!.get(name)?.(step)));
      lines.push([...origin, String(step + 1), ...read.map(quoted), ...values]);
    }
  });
  return `${lines.map((line) => line.join(",")).join("\n")}\n`;
}
