/**
 * True changes of a simulated household's load, from the record of what was switched on and off. Small loads change nothing that
 * a reader of the curve would call abrupt, so only events of at least one kilowatt count. An event belongs to the first minute
 * that holds at least half of its change, since readings are means over minutes.
 */
import { z } from "zod";
import { CliError } from "../core/cli_error.ts";
import type { HouseholdEvent } from "../data/household_load.ts";
import type { ChangeKind } from "./load_changes.ts";

/** In kW: what an event must draw at its height to count. */
const HEAVY = 1;
/** Minutes around a calm step in which nothing heavy begins or ends. */
const CALM_REACH = 5;

/** The rule in words, for reports. */
export const TRUE_CHANGE_RULE: string =
  "appliances of at least 1 kW, as the simulator records them; rise: one is switched on while no other runs; " +
  "peak: one is switched on while another runs; fall: one is switched off; " +
  "none: nothing is switched on or off within 5 minutes";

const recordSchema = z.looseObject({
  events: z.array(z.looseObject({
    startSecond: z.int().nonnegative(),
    seconds: z.int().positive(),
    peakKilowatts: z.number(),
  })),
});

const minuteOf = (second: number): number => Math.round(second / 60);

/**
 * The kind of change at each minute, `undefined` where there is none that is clear; a minute in which one appliance is switched
 * off and another on counts as what is switched on.
 *
 * @param minutes length of the series
 */
export function trueChanges(
  events: readonly Pick<HouseholdEvent, "startSecond" | "seconds" | "peakKilowatts">[],
  minutes: number,
): (ChangeKind | undefined)[] {
  const heavy = events.filter(({ peakKilowatts }) => peakKilowatts >= HEAVY);
  const running = new Uint16Array(minutes), on = new Set<number>(), off = new Set<number>();
  for (const { startSecond, seconds } of heavy) {
    const start = minuteOf(startSecond), end = minuteOf(startSecond + seconds);
    on.add(start);
    off.add(end);
    for (let minute = start + 1; minute < Math.min(end, minutes); minute++) running[minute]!++;
  }
  const isQuiet = (minute: number): boolean => {
    for (let near = minute - CALM_REACH; near <= minute + CALM_REACH; near++) {
      if (on.has(near) || off.has(near)) return false;
    }
    return true;
  };
  return Array.from({ length: minutes }, (_, minute) => {
    if (on.has(minute)) return running[minute]! > 0 ? "peak" : "rise";
    if (off.has(minute)) return "fall";
    return isQuiet(minute) ? "none" : undefined;
  });
}

/**
 * Reads the record of a simulated household and marks its changes.
 * @throws CliError when the file is no such record
 */
export async function readTrueChanges(
  path: string,
  minutes: number,
): Promise<(ChangeKind | undefined)[]> {
  const parsed = recordSchema.safeParse(JSON.parse(await Deno.readTextFile(path)));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CliError(
      `Cannot read ${path} as a household's record: ${issue!.message} at ${issue!.path.join(".")}`,
    );
  }
  return trueChanges(parsed.data.events, minutes);
}
