import { RandomStream } from "../core/random.ts";
import { between, chance } from "./draws.ts";
import { atSeason, DAY_MINUTES, isWeekend, weekday } from "./household_calendar.ts";

/** What the residents do at a minute. */
export const OCCUPANCY = { away: 0, asleep: 1, awake: 2 } as const;

/** Chance by month that the family leaves on a Friday evening until Sunday: August is for holidays. */
const WEEKEND_AWAY = [0.05, 0.08, 0.06, 0.12, 0.15, 0.1, 0.25, 0.5, 0.1, 0.08, 0.05, 0.12];

/**
 * One state of {@link OCCUPANCY} for each minute of `days` days. A day has a time to rise, often an absence for work or
 * errands, and a time for bed; some weekends are spent elsewhere. A day depends on the seed and on its own number (and, for a
 * weekend away, its Friday's), so that a longer simulation begins with a shorter one.
 */
export function simulateOccupancy(seed: number, days: number): Uint8Array {
  const states = new Uint8Array(days * DAY_MINUTES).fill(OCCUPANCY.asleep);
  const fill = (day: number, from: number, to: number, state: number): void => {
    const start = day * DAY_MINUTES;
    states.fill(state, start + Math.round(from * 60), start + Math.round(to * 60));
  };
  for (let day = 0; day < days; day++) {
    const stream = new RandomStream(seed, "household/occupancy", day);
    const weekend = isWeekend(day);
    const rise = weekend ? between(stream, 7.3, 9.5) : between(stream, 5.9, 7.2);
    const bed = weekday(day) === 4 || weekday(day) === 5
      ? between(stream, 22.8, 23.95)
      : between(stream, 21.9, 23.4);
    fill(day, rise, bed, OCCUPANCY.awake);
    if (chance(stream, weekend ? 0.4 : 0.5)) {
      const leave = weekend ? between(stream, 10, 15) : between(stream, 7.9, 9.2);
      const back = weekend ? leave + between(stream, 1, 5) : between(stream, 16.3, 18.8);
      fill(day, Math.max(leave, rise + 0.5), back, OCCUPANCY.away);
    }
  }
  for (let friday = 4; friday < days; friday += 7) {
    const stream = new RandomStream(seed, "household/weekend-away", friday);
    if (!chance(stream, atSeason(WEEKEND_AWAY, friday))) continue;
    const leave = between(stream, 17, 20), back = between(stream, 15, 21);
    fill(friday, leave, 48 + back, OCCUPANCY.away);
  }
  return states;
}
