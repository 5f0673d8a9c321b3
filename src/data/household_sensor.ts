import { RandomStream } from "../core/random.ts";
import { between, chance, integerBetween } from "./draws.ts";
import { DAY_MINUTES } from "./household_calendar.ts";

/** A run of minutes that the sensor did not report. */
export interface SensorGap {
  /** Minutes from the start of the series. */
  readonly startMinute: number;
  /** Duration in minutes. */
  readonly minutes: number;
}

/** The meter's resolution in kW: the real one reports multiples of 2 W. */
const STEPS_PER_KILOWATT = 500;

/**
 * What the meter reports: the true load under a mains voltage that wanders by a percent or two, with a little noise, in
 * steps of 2 W.
 *
 * @param kilowatts [minutes]: the true load in kW
 * @returns [minutes]: readings in kW
 */
export function measure(kilowatts: Float64Array, seed: number): Float32Array<ArrayBuffer> {
  const stream = new RandomStream(seed, "household/sensor");
  let voltage = 0;
  return Float32Array.from(kilowatts, (truth) => {
    voltage = 0.97 * voltage + 0.0035 * stream.normal();
    const reading = truth * (1 + voltage) + 0.0015 * stream.normal();
    return Math.max(0, Math.round(reading * STEPS_PER_KILOWATT) / STEPS_PER_KILOWATT);
  });
}

/**
 * Draws the sensor's gaps day by day: on some days a few minutes, rarely most of an hour, very rarely one to three days.
 * Gaps come in order of time and do not overlap; one that the end interrupts is cut off.
 */
export function drawGaps(minutes: number, seed: number): SensorGap[] {
  const gaps: SensorGap[] = [];
  let free = 0;
  for (let day = 0; day * DAY_MINUTES < minutes; day++) {
    const stream = new RandomStream(seed, "household/gaps", day);
    if (!chance(stream, 0.09)) continue;
    const start = day * DAY_MINUTES + integerBetween(stream, 0, DAY_MINUTES - 1);
    const kind = stream.uniform();
    const length = kind < 0.7
      ? integerBetween(stream, 1, 3)
      : kind < 0.95
      ? integerBetween(stream, 4, 45)
      : Math.round(between(stream, 1, 3) * DAY_MINUTES);
    if (start < free || start >= minutes) continue;
    gaps.push({ startMinute: start, minutes: Math.min(length, minutes - start) });
    // At least one reading separates a gap from the next.
    free = start + length + 1;
  }
  return gaps;
}
