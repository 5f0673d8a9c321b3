import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { NetworkCard, Sample } from "../../src/explorer/network_card.ts";
import { valueText } from "../../src/explorer/plot.ts";
import { type Reading, readingOf, readSample } from "../../src/explorer/reading.ts";
import { laneTable, layerName, stepName, summaryText } from "../../src/explorer/summary.ts";
import { unitText } from "../../src/explorer/unit_text.ts";
import { plainView, type ViewState } from "../../src/explorer/view_state.ts";
import { classifier, forecaster, IDS, LOAD, networkOf, REVIEW } from "./reading_fixture.ts";

function viewOf({ steps, spec: { recurrent } }: NetworkCard): ViewState {
  const { layers, hidden, bidirectional } = recurrent;
  return plainView({ steps, layers, hidden, backward: bidirectional, loads: true });
}

async function read(card: NetworkCard, sample: Sample): Promise<Reading> {
  return readingOf(
    readSample(await networkOf(card), card, sample, IDS),
    card,
    viewOf(card),
    sample,
  );
}

Deno.test("steps are called by their minute, their word, or padding", async () => {
  const load = await read(forecaster("GRU"), LOAD);
  assertEquals([0, 4, 5].map((step) => stepName(LOAD, load, step)), ["23:55", "23:59", "00:00"]);
  const review = await read(classifier("pre"), REVIEW);
  assertEquals([0, 5, 6, 8].map((step) => stepName(REVIEW, review, step)), [
    "padding",
    "“film”",
    "“was”",
    "“marvellous” (unknown)",
  ]);
});

Deno.test("a layer is named with its direction where there are two", () => {
  const one = forecaster("LSTM"), both = forecaster("LSTM", true);
  assertEquals(layerName(one, viewOf(one)), "layer 2 of 2");
  assertEquals(
    layerName(both, { ...viewOf(both), layer: 0, direction: 1 }),
    "layer 1 of 2, backward",
  );
});

Deno.test("a summary tells the ends of every lane, where they are, and the value at the cursor", async () => {
  const card = forecaster("LSTM"), reading = await read(card, LOAD);
  const text = summaryText(card, LOAD, reading, { ...viewOf(card), cursor: 6 });
  assertStringIncludes(text, "LSTM, layer 2 of 2, 12 steps.");
  assertStringIncludes(text, "kW for 00:07.");
  for (const { name, line } of reading.lanes) {
    const values = line as number[], most = Math.max(...values), at = values.indexOf(most);
    const sentence = text.split(/\. (?=[A-Z])/).find((one) =>
      one.toLowerCase().startsWith(name.toLowerCase())
    )!;
    assertStringIncludes(sentence, `to ${valueText(most)} at step ${at + 1} (`);
    assertStringIncludes(sentence, `at the cursor ${valueText(values[6])}`);
  }
});

Deno.test("a lane of which no step was run says so", async () => {
  const card = forecaster("GRU"), reading = await read(card, LOAD);
  const lanes = reading.lanes.map((lane) => ({ ...lane, line: lane.line.map(() => null) }));
  const text = summaryText(card, LOAD, { ...reading, lanes }, viewOf(card));
  assertStringIncludes(text, "Update gate: no step was run.");
});

Deno.test("a table has a row for each shown step and a column for each lane", async () => {
  const card = forecaster("GRU"), reading = await read(card, LOAD);
  const { header, rows } = laneTable(LOAD, reading, { ...viewOf(card), from: 4, to: 9 });
  assertEquals(rows.map(([step]) => step), ["5", "6", "7", "8", "9"]);
  assertEquals(header.slice(0, 4), ["step", "time", "load, kW", "z, mean"]);
  assert(rows.every((row) => row.length === header.length));
  assertEquals(rows[1]!.slice(1, 3), ["00:00", "4.500"]);
  const z = reading.lanes.find(({ id }) => id === "z")!;
  assertEquals(rows[1]![3], valueText(z.line[5]));
  const review = await read(classifier("pre"), REVIEW);
  const words = laneTable(REVIEW, review, { ...viewOf(classifier("pre")), from: 3, to: 5 });
  assertEquals(words.rows.map((row) => row[1]), ["padding", "“the”"]);
});

Deno.test("a unit is told by its half-life and its correlation, as far as there are any", async () => {
  const gru = forecaster("GRU"), plain = forecaster("SimpleRNN");
  const readings = [await read(gru, LOAD), await read(plain, LOAD)];
  assertStringIncludes(unitText([gru, plain], readings, viewOf(gru)), "Press a row");
  const text = unitText([gru, plain], readings, { ...viewOf(gru), unit: 2 });
  const [first, second] = text.split(/\. /);
  assertStringIncludes(first!, `half-life ${valueText(readings[0]!.halfLives![2])} steps`);
  assertStringIncludes(second!, `load ${valueText(readings[1]!.correlations![2])}`);
  assertEquals(second!.includes("half-life"), false);
});
