import type { RandomStream } from "../core/random.ts";
import { between, integerBetween } from "./draws.ts";
import type { Phase } from "./household_load.ts";

/** Draws one run of an appliance: its consecutive phases. */
export type Appliance = (stream: RandomStream) => Phase[];

const minutes = (count: number): number => Math.max(1, Math.round(60 * count));

/** A heater under its own thermostat: on and off in turns until the time is up, never quite alike. */
function switching(
  stream: RandomStream,
  load: { minutes: number; on: number; off: number; high: number; low: number },
): Phase[] {
  const phases: Phase[] = [];
  for (let left = load.minutes; left > 0;) {
    const on = load.on * between(stream, 0.7, 1.3), off = load.off * between(stream, 0.7, 1.3);
    phases.push({ seconds: minutes(on), kilowatts: load.high });
    phases.push({ seconds: minutes(off), kilowatts: load.low });
    left -= on + off;
  }
  return phases;
}

/** Two litres at most: some minutes at full power. */
export function kettle(stream: RandomStream): Phase[] {
  return [
    { seconds: integerBetween(stream, 100, 260), kilowatts: between(stream, 1.8, 2.1) },
  ];
}

/** Bring to the boil, then simmer in pulses on one or two plates. */
export function hob(stream: RandomStream): Phase[] {
  const plate = between(stream, 1.1, 2.2);
  return [
    { seconds: minutes(between(stream, 5, 11)), kilowatts: plate },
    ...switching(stream, {
      minutes: between(stream, 8, 35),
      on: between(stream, 2, 5),
      off: between(stream, 2, 5),
      high: plate * between(stream, 0.6, 0.9),
      low: 0.05,
    }),
  ];
}

/** Preheat, then hold the temperature; the fan and the lamp run on. */
export function oven(stream: RandomStream): Phase[] {
  const element = between(stream, 2, 2.5);
  return [
    { seconds: minutes(between(stream, 8, 14)), kilowatts: element },
    ...switching(stream, {
      minutes: between(stream, 20, 60),
      on: between(stream, 2, 4),
      off: between(stream, 4, 7),
      high: element,
      low: 0.06,
    }),
  ];
}

/** Prewash, main wash with heating, rinse, hot rinse, drying by rest heat. */
export function dishwasher(stream: RandomStream): Phase[] {
  const heater = between(stream, 1.8, 2.1), pump = between(stream, 0.06, 0.12);
  return [
    { seconds: minutes(between(stream, 6, 10)), kilowatts: pump },
    { seconds: minutes(between(stream, 14, 22)), kilowatts: heater + pump },
    { seconds: minutes(between(stream, 18, 30)), kilowatts: pump },
    { seconds: minutes(between(stream, 12, 18)), kilowatts: heater + pump },
    { seconds: minutes(between(stream, 15, 25)), kilowatts: 0.02 },
  ];
}

/** Fill, heat, tumble to and fro, rinse, and spin ever faster. */
export function washingMachine(stream: RandomStream): Phase[] {
  const heater = between(stream, 1.7, 2.1), drum = between(stream, 0.12, 0.25);
  return [
    { seconds: minutes(between(stream, 2, 4)), kilowatts: 0.03 },
    { seconds: minutes(between(stream, 12, 26)), kilowatts: heater + drum },
    ...switching(stream, {
      minutes: between(stream, 20, 40),
      on: 1.5,
      off: 0.7,
      high: drum,
      low: 0.03,
    }),
    { seconds: minutes(between(stream, 3, 5)), kilowatts: 0.4 },
    ...switching(stream, {
      minutes: between(stream, 8, 14),
      on: 1.2,
      off: 0.8,
      high: drum,
      low: 0.03,
    }),
    { seconds: minutes(between(stream, 5, 9)), kilowatts: between(stream, 0.45, 0.65) },
  ];
}

/** The heater goes on and off as the air reaches its temperature, more often towards the end; then it cools. */
export function tumbleDryer(stream: RandomStream): Phase[] {
  const heater = between(stream, 1.9, 2.3), drum = 0.2;
  return [
    { seconds: minutes(between(stream, 18, 30)), kilowatts: heater + drum },
    ...switching(stream, {
      minutes: between(stream, 20, 40),
      on: 6,
      off: 3,
      high: heater + drum,
      low: drum,
    }),
    { seconds: minutes(8), kilowatts: drum },
  ];
}

/** The boiler heats what a shower or a bath took. */
export function waterHeater(stream: RandomStream): Phase[] {
  return [
    { seconds: minutes(between(stream, 12, 42)), kilowatts: between(stream, 1.9, 2.2) },
  ];
}
