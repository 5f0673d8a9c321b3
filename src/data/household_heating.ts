import { RandomStream } from "../core/random.ts";
import { atHour, atSeason, DAY_MINUTES } from "./household_calendar.ts";
import type { HouseholdLoad } from "./household_load.ts";
import { OCCUPANCY } from "./household_occupancy.ts";

/** Mean outdoor temperature by month and its swing within a day, in °C, near Paris. */
const OUTDOOR = [4, 5, 9, 12, 15, 19, 20, 20, 17, 12, 7, 5];
const SWING = [
  ...[-2, -2.4, -2.8, -3, -3.2, -3.2, -2.8, -2, -1, 0, 1.2, 2.2],
  ...[3, 3.5, 3.8, 3.6, 3, 2.2, 1.4, 0.6, 0, -0.6, -1.1, -1.6],
];

/** Set points in °C by occupancy: away, asleep, awake. */
const SET_POINT: Readonly<Record<number, number>> = {
  [OCCUPANCY.away]: 17,
  [OCCUPANCY.asleep]: 17.5,
  [OCCUPANCY.awake]: 20,
};
const HYSTERESIS = 0.35;
/** Minutes in which the indoor temperature would come to the outdoor one if it kept its first speed. */
const TIME_CONSTANT = 800;
/** How far the heater could keep the rooms above the outdoor temperature, in °C. */
const REACH = 25;

/**
 * Adds the electric heating of the main room: a first-order thermal model, stepped by the minute, under a thermostat with
 * hysteresis and a lower set point at night and in absence. Each run of the heater is an event; a run that the end of the
 * simulation interrupts is recorded as far as it went.
 *
 * @param occupancy [minutes]: a state for each minute of the load
 */
export function addHeating(load: HouseholdLoad, seed: number, occupancy: Uint8Array): void {
  const weather = new RandomStream(seed, "household/weather");
  let anomaly = 0, indoor = 19, startedAt = -1;
  const power = 1.2;
  const record = (end: number): void => {
    const seconds = 60 * (end - startedAt);
    load.addEvent("heating", 60 * startedAt, [{ seconds, kilowatts: power }]);
  };
  for (let minute = 0; minute < occupancy.length; minute++) {
    const day = Math.floor(minute / DAY_MINUTES), minuteOfDay = minute % DAY_MINUTES;
    if (minuteOfDay === 0) anomaly = 0.75 * anomaly + 1.8 * weather.normal();
    const outdoor = atSeason(OUTDOOR, day) + atHour(SWING, minuteOfDay) + anomaly;
    const isOn = startedAt >= 0;
    indoor += ((outdoor - indoor) + (isOn ? REACH : 0)) / TIME_CONSTANT;
    const setPoint = SET_POINT[occupancy[minute]!]!;
    if (!isOn && indoor < setPoint - HYSTERESIS) startedAt = minute + 1;
    if (isOn && indoor > setPoint + HYSTERESIS) {
      record(minute + 1);
      startedAt = -1;
    }
  }
  if (startedAt >= 0 && startedAt < occupancy.length) record(occupancy.length);
}
