import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { tokenise } from "../../src/data/review_tokens.ts";
import { simulateReviews } from "../../src/data/simulated_reviews.ts";
import { writeSafetensors } from "../../src/nn/safetensors.ts";
import type { Artefact } from "../../src/report/artefact.ts";
import {
  formatSamples,
  makeSamples,
  parseSamples,
  type SampleSources,
} from "../../src/report/samples.ts";

const WINDOW = 6;
/** A load that no two minutes share. */
const SERIES = Float32Array.from({ length: 100 }, (_, i) => 0.217 + i / 7);

function artefact(experiment: string, starts: Record<string, string> = {}): Artefact {
  const bytes = writeSafetensors({}, starts);
  return {
    id: `${experiment}/LSTM/seed-1`,
    key: "0".repeat(64),
    experiment,
    config: { window: WINDOW, record: "events" },
    data: { household: "1".repeat(64), events: "2".repeat(64) },
    kernel: "3".repeat(64),
    engine: 1,
    outputs: { "traces.safetensors": { read: () => Promise.resolve(bytes) } },
  };
}

const PROBE = artefact("Q7-b", { "calm.start": "3", "rise.start": "40", "peak.start": "93" });

function sources(...artefacts: Artefact[]): SampleSources {
  return {
    profile: "quick",
    artefacts,
    labels: { household: "real" },
    series: (name) => {
      assertEquals(name, "household");
      return Promise.resolve(SERIES);
    },
  };
}

Deno.test("windows are those of the probe, in decimals that give every f32 back, with the minute that followed", async () => {
  const { windows, reviews } = await makeSamples(sources(PROBE));
  assertEquals(windows.map(({ id, start }) => [id, start]), [["calm", 3], ["rise", 40], [
    "peak",
    93,
  ]]);
  for (const { start, kilowatts, next, label } of windows) {
    assertEquals(label, "real");
    assertEquals(kilowatts.map(Math.fround), [...SERIES.subarray(start, start + WINDOW)]);
    assertEquals(Math.fround(next), SERIES[start + WINDOW]);
  }
  assertEquals(reviews, []);
});

Deno.test("a sentence gives the numbers that its window was chosen for", async () => {
  const { windows } = await makeSamples(sources(PROBE));
  const [calm, rise, peak] = windows;
  assert(calm!.why.includes(`between ${calm!.kilowatts[0]!.toFixed(2)} kW`));
  const [before, after] = rise!.kilowatts.slice(2, 4);
  assert(rise!.why.startsWith(`From ${before!.toFixed(2)} kW to ${after!.toFixed(2)} kW`));
  assert(peak!.why.startsWith(`${peak!.kilowatts[3]!.toFixed(2)} kW`));
});

Deno.test("reviews come from the simulated corpus, and are what their sentences say", async () => {
  const { reviews } = await makeSamples(sources(artefact("Q6-A")));
  assertEquals(reviews.map(({ id }) => id), ["negation", "contrast", "padding", "full"]);
  const corpus = simulateReviews({ seed: 2011, train: 2, test: 3000 });
  const evidence = reviews.map(({ place, text, sentiment }) => {
    const at = corpus.reviews.findIndex(({ split, label, id }) =>
      place === `${split}/${label}/${id}`
    );
    const found = corpus.reviews[at]!;
    assertEquals(tokenise(text), tokenise(found.text));
    assertEquals(sentiment, found.label);
    return corpus.evidence[at]!.evidence;
  });
  assert(evidence[0]!.every(({ negated, kind }) => negated && kind === "negated"));
  assertEquals(evidence[1]!.map(({ kind }) => kind), ["conceded", "decisive"]);
  const lengths = corpus.reviews.filter(({ split }) => split === "test")
    .map(({ text }) => tokenise(text).length);
  assertEquals(tokenise(reviews[2]!.text).length, Math.min(...lengths));
  assert(tokenise(reviews[3]!.text).length >= 200);
});

Deno.test("equal artefacts give equal text, which parses to itself", async () => {
  const text = formatSamples(await makeSamples(sources(PROBE, artefact("Q6-A"))));
  assertEquals(text, formatSamples(await makeSamples(sources(artefact("Q6-A"), PROBE))));
  assertEquals(formatSamples(parseSamples(JSON.parse(text))), text);
});

Deno.test("a probe without the start of a whole window is named", async () => {
  for (const start of ["", "94", "x"]) {
    const broken = artefact("Q7-b", { "calm.start": start || "-1", "rise.start": "1" });
    await assertRejects(() => makeSamples(sources(broken)), CliError, "calm.start");
  }
});

Deno.test("samples of another version, or without a load, are refused with the place", () => {
  assertThrows(() => parseSamples({ schema: "unroll-samples/2" }), CliError, "schema");
  const windows = [{
    id: "calm",
    title: "",
    why: "",
    dataset: "",
    label: "real",
    start: 0,
    kilowatts: [1, "2"],
    next: 1,
  }];
  const samples = { schema: "unroll-samples/1", profile: "quick", windows, reviews: [] };
  assertThrows(() => parseSamples(samples), CliError, "windows.0.kilowatts.1");
});
