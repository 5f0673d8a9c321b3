/**
 * A simulated household: one reading a minute, in kW, from a seed alone, with every event behind it on record. It stands in
 * for the real series where none may be fetched, and knows what the real one cannot tell: what was switched on, when, and
 * for how long.
 *
 * Its parts: standby, screens and lamps (`household_background`), a fridge (`household_fridge`), a thermostat with weather
 * (`household_heating`), residents who rise, leave, cook, wash and sleep (`household_occupancy`, `household_routine`,
 * `household_appliances`), and a meter with noise, steps and gaps (`household_sensor`). Each part draws from its own
 * streams and looks at the past alone, so a longer simulation begins with the shorter one; only an event or a gap that the
 * end cuts off may differ. The constants were tuned by hand until the statistics of `series_statistics` came close to those of
 * the real household.
 */
import { addBackground } from "./household_background.ts";
import { DAY_MINUTES } from "./household_calendar.ts";
import { addFridge } from "./household_fridge.ts";
import { addHeating } from "./household_heating.ts";
import { type HouseholdEvent, HouseholdLoad } from "./household_load.ts";
import { simulateOccupancy } from "./household_occupancy.ts";
import { addRoutine } from "./household_routine.ts";
import { drawGaps, measure, type SensorGap } from "./household_sensor.ts";

/** What fixes a simulation. */
export interface SimulationOptions {
  /** An unsigned 32-bit integer. */
  readonly seed: number;
  /** Whole days, from Monday the first of January on. */
  readonly days: number;
}

/** A simulation: what the meter saw, and what was so. */
export interface HouseholdSimulation {
  /** [days · 1440]: readings in kW, NaN in a gap. */
  readonly series: Float32Array<ArrayBuffer>;
  /** Every event in the order of its start. */
  readonly events: readonly HouseholdEvent[];
  /** Every gap in the order of time. */
  readonly gaps: readonly SensorGap[];
}

/**
 * Simulates a household.
 * @throws RangeError when `days` is not a positive integer or the seed is not an unsigned 32-bit integer
 */
export function simulateHousehold({ seed, days }: SimulationOptions): HouseholdSimulation {
  if (!Number.isInteger(days) || days < 1) {
    throw new RangeError(`Cannot simulate ${days} days: expected a positive integer`);
  }
  const occupancy = simulateOccupancy(seed, days);
  const load = new HouseholdLoad(days * DAY_MINUTES);
  addBackground(load, seed, occupancy);
  addFridge(load, seed);
  addHeating(load, seed, occupancy);
  addRoutine(load, seed, occupancy);
  const series = measure(load.kilowatts, seed);
  const gaps = drawGaps(series.length, seed);
  for (const gap of gaps) {
    series.fill(NaN, gap.startMinute, gap.startMinute + gap.minutes);
  }
  const events = load.events.sort((a, b) => a.startSecond - b.startSecond);
  return { series, events, gaps };
}
