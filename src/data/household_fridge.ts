import { RandomStream } from "../core/random.ts";
import { between, integerBetween } from "./draws.ts";
import type { HouseholdLoad } from "./household_load.ts";

/**
 * Adds the compressor's cycles, day and night: about a quarter of an hour on, half an hour off, and after some forty cycles
 * a defrosting heater, each recorded as an event.
 */
export function addFridge(load: HouseholdLoad, seed: number): void {
  const stream = new RandomStream(seed, "household/fridge");
  const end = 60 * load.kilowatts.length;
  let untilDefrost = integerBetween(stream, 20, 45);
  for (let second = integerBetween(stream, 0, 1500); second < end;) {
    const compressor = { seconds: integerBetween(stream, 700, 1250), kilowatts: 0 };
    compressor.kilowatts = between(stream, 0.085, 0.105);
    const defrost = { seconds: integerBetween(stream, 600, 1000), kilowatts: 0.26 };
    const phases = untilDefrost === 0 ? [compressor, defrost] : [compressor];
    untilDefrost = untilDefrost === 0 ? integerBetween(stream, 35, 45) : untilDefrost - 1;
    load.addEvent("fridge", second, phases);
    second += phases.reduce((sum, phase) => sum + phase.seconds, 0);
    second += integerBetween(stream, 1200, 2200);
  }
}
