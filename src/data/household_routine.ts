import { RandomStream } from "../core/random.ts";
import { between, chance } from "./draws.ts";
import {
  type Appliance,
  dishwasher,
  hob,
  kettle,
  oven,
  tumbleDryer,
  washingMachine,
  waterHeater,
} from "./household_appliances.ts";
import { atSeason, DAY_MINUTES, isWeekend } from "./household_calendar.ts";
import type { EventKind, HouseholdLoad } from "./household_load.ts";
import { OCCUPANCY } from "./household_occupancy.ts";

/** Chance by month that the wash goes into the dryer rather than on the line. */
const DRYER = [0.8, 0.75, 0.6, 0.4, 0.3, 0.15, 0.1, 0.1, 0.3, 0.5, 0.7, 0.8];

interface Habit {
  readonly kind: EventKind;
  readonly appliance: Appliance;
  /** Hours of the day between which the event begins. */
  readonly from: number;
  readonly to: number;
  /** Chance on a weekday and on a day of the weekend, given that somebody is up and at home at that minute. */
  readonly weekday: number;
  readonly weekend: number;
}

/** What the residents switch on by hand, and when. */
const HABITS: readonly Habit[] = [
  { kind: "kettle", appliance: kettle, from: 6.2, to: 9.5, weekday: 0.9, weekend: 0.7 },
  { kind: "hob", appliance: hob, from: 6.8, to: 9.5, weekday: 0.4, weekend: 0.5 },
  { kind: "kettle", appliance: kettle, from: 9.5, to: 12, weekday: 0.8, weekend: 0.7 },
  { kind: "water-heating", appliance: waterHeater, from: 8.5, to: 12, weekday: 0.5, weekend: 0.9 },
  { kind: "oven", appliance: oven, from: 10.6, to: 12.5, weekday: 0.3, weekend: 0.5 },
  { kind: "hob", appliance: hob, from: 11.2, to: 13.2, weekday: 0.9, weekend: 0.9 },
  { kind: "kettle", appliance: kettle, from: 14, to: 17.5, weekday: 0.9, weekend: 0.8 },
  { kind: "dishwasher", appliance: dishwasher, from: 13, to: 15, weekday: 0.3, weekend: 0.5 },
  { kind: "oven", appliance: oven, from: 14, to: 17, weekday: 0.15, weekend: 0.35 },
  { kind: "hob", appliance: hob, from: 18.4, to: 20.4, weekday: 0.95, weekend: 0.9 },
  { kind: "oven", appliance: oven, from: 18.2, to: 20, weekday: 0.5, weekend: 0.5 },
  { kind: "hob", appliance: hob, from: 19, to: 21, weekday: 0.5, weekend: 0.4 },
  {
    kind: "water-heating",
    appliance: waterHeater,
    from: 19.5,
    to: 22,
    weekday: 0.85,
    weekend: 0.8,
  },
  { kind: "dishwasher", appliance: dishwasher, from: 20.2, to: 22, weekday: 0.7, weekend: 0.8 },
  { kind: "kettle", appliance: kettle, from: 20.5, to: 22.5, weekday: 0.6, weekend: 0.6 },
];

/**
 * Adds what the residents do by hand on each day: showers, meals, tea, dishes and laundry. An event takes place only if its
 * minute finds somebody up and at home. Every day draws from its own stream.
 *
 * @param occupancy [minutes]: a state for each minute of the load
 */
export function addRoutine(load: HouseholdLoad, seed: number, occupancy: Uint8Array): void {
  const days = Math.floor(occupancy.length / DAY_MINUTES);
  for (let day = 0; day < days; day++) {
    const stream = new RandomStream(seed, "household/routine", day);
    const weekend = isWeekend(day);
    const isHome = (second: number): boolean =>
      occupancy[Math.floor(second / 60)] === OCCUPANCY.awake;
    const secondAt = (hour: number): number => Math.round((24 * day + hour) * 3600);

    addShower(load, stream, occupancy, day);
    for (const habit of HABITS) {
      const start = secondAt(between(stream, habit.from, habit.to));
      if (chance(stream, weekend ? habit.weekend : habit.weekday) && isHome(start)) {
        load.addEvent(habit.kind, start, habit.appliance(stream));
      }
    }
    const start = secondAt(between(stream, 9, 19));
    if (chance(stream, weekend ? 0.95 : 0.8) && isHome(start)) {
      const phases = washingMachine(stream);
      load.addEvent("washing-machine", start, phases);
      if (chance(stream, atSeason(DRYER, day))) {
        const washed = start + phases.reduce((sum, phase) => sum + phase.seconds, 0);
        const unloaded = washed + Math.round(60 * between(stream, 5, 40));
        load.addEvent("tumble-dryer", unloaded, tumbleDryer(stream));
      }
    }
  }
}

/** The boiler after the morning's showers, a while after the first resident rises. */
function addShower(
  load: HouseholdLoad,
  stream: RandomStream,
  occupancy: Uint8Array,
  day: number,
): void {
  const today = occupancy.subarray(day * DAY_MINUTES, (day + 1) * DAY_MINUTES);
  const rise = today.indexOf(OCCUPANCY.awake);
  const delay = Math.round(60 * between(stream, 10, 45));
  if (rise >= 0 && chance(stream, 0.9)) {
    load.addEvent("water-heating", 60 * (day * DAY_MINUTES + rise) + delay, waterHeater(stream));
  }
}
