import { assert, assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import type { LoadSample, NetworkCard, Sample } from "../../src/explorer/network_card.ts";
import { readingOf, readSample, type Seen, withoutCells } from "../../src/explorer/reading.ts";
import { chanceOf, kilowattsOf, lossSlope } from "../../src/explorer/verdict.ts";
import { plainView } from "../../src/explorer/view_state.ts";
import { classifier, forecaster, IDS, LOAD, networkOf, REVIEW } from "./reading_fixture.ts";

const LIMITS = { steps: 12, backward: false, loads: true } as const;
const TOP = { layer: 1, direction: 0, order: "index" } as const;

async function seenBy(card: NetworkCard, sample: Sample): Promise<Seen> {
  return readSample(await networkOf(card), card, sample, IDS);
}

const LANES: Readonly<Record<string, readonly string[]>> = {
  SimpleRNN: ["h", "y", "dL_dh", "dy_dx"],
  LSTM: ["f", "i", "g", "c", "o", "h", "y", "dL_dh", "dy_dx"],
  GRU: ["z", "r", "n", "h", "y", "dL_dh", "dy_dx"],
};

for (const cell of ["SimpleRNN", "LSTM", "GRU"] as const) {
  Deno.test(`${cell}: every gate and state has a lane whose line is the mean over its units`, async () => {
    const card = forecaster(cell), seen = await seenBy(card, LOAD);
    const { lanes } = readingOf(seen, card, TOP, LOAD);
    assertEquals(lanes.map(({ id }) => id), LANES[cell]);
    for (const { kind, cells, line, low, high } of lanes) {
      assertEquals(line.length, 12);
      if (kind === "log" || kind === "series") {
        assertEquals(cells, undefined);
        continue;
      }
      for (let step = 0; step < 12; step++) {
        const units = cells!.subarray(step * 8, (step + 1) * 8);
        assertAlmostEquals(line[step]!, units.reduce((sum, value) => sum + value) / 8, 1e-6);
        assert(units.every((value) => value >= low && value <= high));
      }
    }
  });
}

Deno.test("the forecast at the last step is the forecast", async () => {
  const card = forecaster("LSTM"), seen = await seenBy(card, LOAD);
  const { lanes, output } = readingOf(seen, card, TOP, LOAD);
  const made = lanes.find(({ id }) => id === "y")!;
  assertEquals(made.unit, "kW");
  assertAlmostEquals(made.line.at(-1)!, kilowattsOf(output, card), 1e-6);
});

Deno.test("the reach of the loss is what a small change of h makes of the loss", async () => {
  // At the last step of the top layer h reaches the output through the head alone: ∂ŷ/∂h is the head's weight.
  const card = forecaster("GRU"), network = await networkOf(card);
  const seen = readSample(network, card, LOAD, IDS);
  const { lanes, output } = readingOf(seen, card, TOP, LOAD);
  const { mean, standardDeviation } = card.scaling!;
  const truth = (LOAD.next - mean) / standardDeviation;
  const loss = (value: number): number => (value - truth) ** 2;
  const slope = (loss(output + 1e-3) - loss(output - 1e-3)) / 2e-3;
  const weight = Math.sqrt(network.headWeight.reduce((sum, value) => sum + value * value, 0));
  const reach = lanes.find(({ id }) => id === "dL_dh")!;
  assertAlmostEquals(reach.line.at(-1)! / (Math.abs(slope) * weight), 1, 1e-5);
});

Deno.test("without a truth the reach is that of the output, and says so", async () => {
  const card = forecaster("LSTM"), seen = await seenBy(card, LOAD);
  const known = readingOf(seen, card, TOP, LOAD).lanes.find(({ kind }) => kind === "log")!;
  const own = readingOf(seen, card, TOP, undefined).lanes.find(({ kind }) => kind === "log")!;
  assertEquals([known.symbol, own.symbol], ["‖∂L/∂hₜ‖", "‖∂ŷ/∂hₜ‖"]);
  const scale = Math.abs(lossSlope(seen.inspection.output, LOAD, card));
  own.line.forEach((value, step) => {
    assertAlmostEquals(known.line[step]! / (value! * scale), 1, 1e-6);
  });
});

Deno.test("saliency in kW for a kW is what moving a load makes of the forecast", async () => {
  const card = forecaster("LSTM"), network = await networkOf(card);
  const forecast = (kilowatts: readonly number[]): number => {
    const moved: LoadSample = { ...LOAD, kilowatts };
    return kilowattsOf(readSample(network, card, moved, IDS).inspection.output, card);
  };
  const { lanes } = readingOf(readSample(network, card, LOAD, IDS), card, TOP, LOAD);
  const saliency = lanes.find(({ id }) => id === "dy_dx")!;
  for (const step of [5, 11]) {
    const moved = (by: number): number =>
      forecast(LOAD.kilowatts.map((load, i) => i === step ? load + by : load));
    const slope = (moved(0.01) - moved(-0.01)) / 0.02;
    assertAlmostEquals(saliency.line[step]!, Math.abs(slope), 2e-4);
  }
});

Deno.test("a BiLSTM has no read-out at each step; its upper backward direction shows one step", async () => {
  const card = forecaster("LSTM", true), seen = await seenBy(card, LOAD);
  const { lanes } = readingOf(seen, card, { ...TOP, direction: 1 }, LOAD);
  assertEquals(lanes.some(({ id }) => id === "y"), false);
  const forget = lanes.find(({ id }) => id === "f")!;
  assertEquals(forget.line.map((value) => value === null), [...Array(11).fill(true), false]);
});

Deno.test("a network without the layer or direction that is asked for shows the one it has", async () => {
  const card = classifier("pre"), seen = await seenBy(card, REVIEW);
  const asked = readingOf(seen, card, { layer: 3, direction: 1, order: "index" }, REVIEW);
  assertEquals(asked.lanes, readingOf(seen, card, { ...TOP, layer: 0 }, REVIEW).lanes);
});

Deno.test("units are sorted by what is asked for; reviews have no correlation", async () => {
  const card = forecaster("LSTM"), seen = await seenBy(card, LOAD);
  const { units, halfLives } = readingOf(seen, card, { ...TOP, order: "half-life" }, LOAD);
  for (let i = 1; i < units.length; i++) {
    assert(halfLives![units[i - 1]!]! >= halfLives![units[i]!]!);
  }
  const reading = readingOf(
    await seenBy(classifier("pre"), REVIEW),
    classifier("pre"),
    { layer: 0, direction: 0, order: "correlation" },
    REVIEW,
  );
  assertEquals(reading.correlations, undefined);
  assertEquals(reading.units, [0, 1, 2, 3, 4, 5, 6, 7]);
});

Deno.test("read at its true last step, a review's padding is not run", async () => {
  const card = classifier("true-last"), seen = await seenBy(card, REVIEW);
  const { lanes, tokens } = readingOf(seen, card, { ...TOP, layer: 0 }, REVIEW);
  const read = tokens!.filter(({ token }) => token !== null).length;
  assertEquals(read, 6);
  for (const { id, line } of lanes) {
    if (id === "dL_dh" || id === "h" || id === "y") {
      assertEquals(line.map((value) => value === null), [
        ...Array(read).fill(false),
        ...Array(card.steps - read).fill(true),
      ], id);
    }
  }
  const verdicts = lanes.find(({ id }) => id === "y")!;
  assertAlmostEquals(verdicts.line[read - 1]!, chanceOf(seen.inspection.output), 1e-6);
});

Deno.test("a reading on its way to the page is small, and its lines are right to four digits", async () => {
  const card = forecaster("LSTM"), seen = await seenBy(card, LOAD);
  const reading = readingOf(seen, card, plainView({ ...card.spec.recurrent, ...LIMITS }), LOAD);
  const sent = JSON.parse(JSON.stringify(withoutCells(reading)));
  assertGreater(10_000, JSON.stringify(sent).length);
  reading.lanes.forEach(({ id, low, high, line }, i) => {
    const { line: sentLine, cells, ...sentLane } = sent.lanes[i];
    assertEquals(cells, undefined);
    assertEquals([sentLane.id, sentLane.low, sentLane.high], [id, low, high + 0]);
    line.forEach((value, step) => {
      assert(Math.abs(sentLine[step] - value!) <= 5e-4 * Math.abs(value!));
    });
  });
});
