/**
 * The simulated household lives in the year 2007, over and over: day 0 is Monday the first of January. Everything that
 * varies with hour or season is a table with straight lines between its entries, so no sine is needed.
 */

/** Minutes in a day. */
export const DAY_MINUTES = 1440;
const YEAR_DAYS = 365;

/** 0 for Monday … 6 for Sunday. */
export function weekday(day: number): number {
  return day % 7;
}

/** True on Saturdays and Sundays. */
export function isWeekend(day: number): boolean {
  return weekday(day) >= 5;
}

/**
 * Reads a table whose entries stand at equal distances on a circle, the first half a distance after its start; between
 * entries it is linear.
 *
 * @param position from 0 (start of the circle) to 1 (the same point again)
 */
function aroundCircle(table: readonly number[], position: number): number {
  const place = position * table.length - 0.5 + table.length;
  const index = Math.floor(place), weight = place - index;
  const here = table[index % table.length]!, next = table[(index + 1) % table.length]!;
  return here * (1 - weight) + next * weight;
}

/** A table of twelve months' means at a day, counted from the start. */
export function atSeason(monthly: readonly number[], day: number): number {
  return aroundCircle(monthly, (day % YEAR_DAYS) / YEAR_DAYS);
}

/** A table of twenty-four hours' means at a minute of the day. */
export function atHour(hourly: readonly number[], minuteOfDay: number): number {
  return aroundCircle(hourly, minuteOfDay / DAY_MINUTES);
}

/** Hours of sunrise and sunset near Paris by month, in local time, summer time included. */
const SUNRISE = [8.6, 7.9, 7.0, 7.0, 6.2, 5.8, 6.0, 6.7, 7.4, 8.1, 8.0, 8.6];
const SUNSET = [17.3, 18.1, 18.9, 20.6, 21.3, 21.9, 21.8, 21.1, 20.1, 19.0, 17.3, 16.9];

/** How dark it is, from 0 by day to 1 by night, with an hour of twilight on either side. */
export function darkness(day: number, minuteOfDay: number): number {
  const hour = minuteOfDay / 60;
  const sinceSunrise = hour - (atSeason(SUNRISE, day) - 1);
  const untilSunset = atSeason(SUNSET, day) + 1 - hour;
  return 1 - Math.max(0, Math.min(1, sinceSunrise, untilSunset));
}
