import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { PADDING_MODES, type PaddingMode, ReviewData } from "../../src/data/review_data.ts";
import { Vocabulary } from "../../src/data/review_vocabulary.ts";
import { standardise } from "../../src/data/scaling.ts";
import type { NetworkCard } from "../../src/explorer/network_card.ts";
import { reviewSteps, standardisedLoads, wordIds } from "../../src/explorer/step_input.ts";

const WORDS = ["the", ".", "film", "not", "good", "isn't", "!"];
const STEPS = 9;
const FORECASTER: NetworkCard = {
  id: "0123456789ab",
  job: "Q7-a/LSTM/seed-1",
  model: "LSTM",
  spec: {
    recurrent: { cell: "LSTM", inputs: 1, hidden: 4, layers: 1, bidirectional: false },
    readout: "last",
    outputs: 1,
  },
  steps: 60,
  scaling: { mean: 1.0913, standardDeviation: 1.0571 },
};

const texts = fc.array(
  fc.constantFrom(...WORDS, "plot", "GOOD", "Isn’t", "<br />", "...", "—", "héros"),
  { maxLength: 2 * STEPS },
).map((words) => words.join(" "));

/** The ids and the length with which the networks were trained. */
function trained(text: string, padding: PaddingMode): { ids: Int32Array; lengths?: Int32Array } {
  const vocabulary = Vocabulary.fromTokens(WORDS);
  const data = new ReviewData([{ text, label: "pos" }], { vocabulary, length: STEPS, padding });
  return data.gather(Uint32Array.of(0), 0, 1);
}

for (const padding of PADDING_MODES) {
  Deno.test(`a review is read as in training, padding ${padding}`, () => {
    fc.assert(fc.property(texts, (text) => {
      const { ids, length } = reviewSteps(text, wordIds(WORDS), STEPS, padding);
      const expected = trained(text, padding);
      assertEquals(ids, expected.ids);
      assertEquals(length, expected.lengths?.[0]);
    }));
  });
}

Deno.test("each step says which word it reads, whether that is known, and what is not read", () => {
  const { tokens, unread } = reviewSteps("The plot. Not good", wordIds(WORDS), 7, "pre");
  assertEquals(tokens.map(({ token }) => token), [null, null, "the", "plot", ".", "not", "good"]);
  assertEquals(tokens.filter(({ known }) => !known).map(({ token }) => token), ["plot"]);
  assertEquals(unread, 0);
  assertEquals(reviewSteps("The plot. Not good", wordIds(WORDS), 3, "pre").unread, 2);
});

Deno.test("loads are standardised to the bits of training", () => {
  const kilowatts = fc.array(fc.integer({ min: 0, max: 20_000 }).map((watts) => watts / 1000));
  fc.assert(fc.property(kilowatts, (loads) => {
    assertEquals(
      standardisedLoads(loads, FORECASTER),
      standardise(Float32Array.from(loads), FORECASTER.scaling!),
    );
  }));
});

Deno.test("a network that reads words is not given loads", () => {
  const { scaling: _, ...classifier } = FORECASTER;
  assertThrows(() => standardisedLoads([1], classifier), RangeError, "it reads words");
});
