/** What draws power for a while, as the record of truth names it. */
export const EVENT_KINDS = [
  "fridge",
  "heating",
  "water-heating",
  "kettle",
  "hob",
  "oven",
  "dishwasher",
  "washing-machine",
  "tumble-dryer",
] as const;
/** One of the kinds of event. */
export type EventKind = (typeof EVENT_KINDS)[number];

/** A stretch of constant power. */
export interface Phase {
  /** Whole seconds, at least 1. */
  readonly seconds: number;
  /** In kW, before the mains voltage acts on it. */
  readonly kilowatts: number;
}

/** One true event of a simulation. */
export interface HouseholdEvent {
  /** What ran. */
  readonly kind: EventKind;
  /** Seconds from the start of the series. */
  readonly startSecond: number;
  /** Duration in seconds, though the series may end earlier. */
  readonly seconds: number;
  /** Mean power over the duration, in kW, rounded to watts. */
  readonly meanKilowatts: number;
  /** Highest power of a phase, in kW, rounded to watts. */
  readonly peakKilowatts: number;
}

const toWatts = (kilowatts: number): number => Math.round(kilowatts * 1000) / 1000;

/**
 * The sum of all loads, as means over each minute, and the record of the events behind it. Events begin and end at whole
 * seconds, so a minute in which one begins holds a share of its power: as in a real meter's averages.
 */
export class HouseholdLoad {
  /** [minutes]: in kW. */
  readonly kilowatts: Float64Array;
  /** In the order in which they were added. */
  readonly events: HouseholdEvent[] = [];

  /** Begins with no load for `minutes` minutes. */
  constructor(minutes: number) {
    this.kilowatts = new Float64Array(minutes);
  }

  /** Adds an event of consecutive phases and records it. What lies beyond the end is cut off, but recorded in full. */
  addEvent(kind: EventKind, startSecond: number, phases: readonly Phase[]): void {
    if (startSecond >= 60 * this.kilowatts.length) return;
    let second = startSecond, energy = 0, peak = 0;
    for (const phase of phases) {
      this.#addPhase(second, phase);
      second += phase.seconds;
      energy += phase.seconds * phase.kilowatts;
      peak = Math.max(peak, phase.kilowatts);
    }
    const seconds = second - startSecond;
    this.events.push({
      kind,
      startSecond,
      seconds,
      meanKilowatts: toWatts(energy / seconds),
      peakKilowatts: toWatts(peak),
    });
  }

  #addPhase(start: number, { seconds, kilowatts }: Phase): void {
    const end = Math.min(start + seconds, 60 * this.kilowatts.length);
    for (let second = start; second < end;) {
      const minute = Math.floor(second / 60);
      const until = Math.min(end, 60 * (minute + 1));
      this.kilowatts[minute]! += kilowatts * (until - second) / 60;
      second = until;
    }
  }
}
