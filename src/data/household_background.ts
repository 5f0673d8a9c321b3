import { RandomStream } from "../core/random.ts";
import { between, integerBetween } from "./draws.ts";
import { darkness, DAY_MINUTES } from "./household_calendar.ts";
import type { HouseholdLoad } from "./household_load.ts";
import { OCCUPANCY } from "./household_occupancy.ts";

/** In kW: devices in standby, screens and small devices at most, lamps at most. */
const STANDBY = 0.2, SCREENS = 0.6, LAMPS = 0.5;
/** Standard deviation of what changes from one minute to the next while somebody is up, in kW. */
const UNREST = 0.075;

/**
 * Adds what is no event of its own: the base load of devices in standby, whose level wanders from day to day, and, while
 * somebody is up and at home, screens and lamps, which are switched every few minutes to an hour, and the unrest of small
 * things that nobody records.
 *
 * @param occupancy [minutes]: a state for each minute of the load
 */
export function addBackground(load: HouseholdLoad, seed: number, occupancy: Uint8Array): void {
  const stream = new RandomStream(seed, "household/background");
  let wander = 0, unrest = 0, screens = 0, lamps = 0, nextSwitch = 0;
  for (let minute = 0; minute < occupancy.length; minute++) {
    const day = Math.floor(minute / DAY_MINUTES), minuteOfDay = minute % DAY_MINUTES;
    if (minuteOfDay === 0) wander = 0.8 * wander + 0.012 * stream.normal();
    if (minute === nextSwitch) {
      screens = between(stream, 0.15, 1);
      lamps = between(stream, 0.2, 1);
      nextSwitch += integerBetween(stream, 5, 60);
    }
    let kilowatts = STANDBY + wander;
    if (occupancy[minute] === OCCUPANCY.awake) {
      unrest = 0.7 * unrest + UNREST * stream.normal();
      kilowatts += SCREENS * screens + LAMPS * lamps * darkness(day, minuteOfDay);
      kilowatts += Math.max(0, unrest);
    }
    load.kilowatts[minute]! += Math.max(0.05, kilowatts);
  }
}
