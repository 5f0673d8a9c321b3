import { assertAlmostEquals, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { compareReviews } from "../../src/report/compare_reviews.ts";
import { reviewPart } from "../../src/report/review_part.ts";
import { machine, result, safetensors } from "./fixture.ts";
import { reviewArtefacts } from "./review_fixture.ts";

const context = {
  label: "real",
  timings: { schema: "unroll-timings/1", machine, secondsPerEpoch: {} },
} as const;

Deno.test("classifiers are grouped over seeds; a changed training is not mixed with an unchanged one", async () => {
  const { classifiers, reviews } = await compareReviews(reviewArtefacts());
  assertEquals(classifiers.length, 24 + 4 + 4);
  assertEquals(reviews, 400);
  const lstm = classifiers.filter(({ name }) => name.startsWith("LSTM 400 post"));
  assertEquals(lstm.map(({ name }) => name), [
    "LSTM 400 post",
    "LSTM 400 post clipped",
    "LSTM 400 post faster",
    "LSTM 400 post forget-bias",
    "LSTM 400 post slower",
  ]);
  for (const { runs } of lstm) assertEquals(runs.map(({ seed }) => seed), [1, 2, 3]);
});

Deno.test("a pair's discordant reviews explain the difference of the two accuracies", async () => {
  const { classifiers, pairs, reviews } = await compareReviews(reviewArtefacts());
  const runsOf = (name: string) => classifiers.find((item) => item.name === name)!.runs;
  assertEquals(new Set(pairs.map(({ a, b }) => [a, b].sort().join())).size, pairs.length);
  for (const { a, b, tests } of pairs) {
    for (const { seed, onlyA, onlyB } of tests) {
      const first = runsOf(a).find((run) => run.seed === seed)!;
      const second = runsOf(b).length === 1
        ? runsOf(b)[0]!
        : runsOf(b).find((run) => run.seed === seed)!;
      assertAlmostEquals(first.accuracy - second.accuracy, (onlyA - onlyB) / reviews, 1e-12);
    }
  }
});

Deno.test("predictions that contradict the accuracy, or other test reviews, are refused", async () => {
  const [first, ...others] = reviewArtefacts([1]);
  const withPredictions = (target: Float32Array, logit: Float32Array) => ({
    ...first!,
    outputs: {
      ...first!.outputs,
      "predictions.safetensors": result(safetensors({ logit, target })),
    },
  });
  const labels = Float32Array.from({ length: 400 }, (_, i) => i % 2);
  await assertRejects(
    () => compareReviews([withPredictions(labels, new Float32Array(400).fill(-1)), ...others]),
    CliError,
    "its predictions give 200 of 400",
  );
  const flipped = labels.map((label) => 1 - label);
  const { accuracy } = (await compareReviews([first!])).classifiers[0]!.runs[0]!;
  const logits = flipped.map((label, i) => (label === 1) === (i < 400 * accuracy - 0.5) ? 1 : -1);
  await assertRejects(
    () => compareReviews([withPredictions(flipped, logits), ...others]),
    CliError,
    "their targets differ",
  );
});

Deno.test("each place of padding has a table beside the study's numbers", async () => {
  const { section, figures } = reviewPart.render(await compareReviews(reviewArtefacts()), context);
  assertEquals(section.split("| 63.03 |").length - 1, 3);
  assertEquals(section.split("| 50.53 |").length - 1, 3);
  assertStringIncludes(section, "What helps at 400 tokens");
  assertEquals(Object.keys(figures), ["q6-a-simplernn.svg", "q6-a-lstm.svg"]);
});

Deno.test("a run of a few lengths and one seed is reported as far as it goes", async () => {
  const some = reviewArtefacts([1]).filter(({ id }) => id.includes("length-50/post/LSTM"));
  const value = await compareReviews(some);
  const { section } = reviewPart.render(value, context);
  assertEquals(value.classifiers[0]!.accuracy.over, "reviews");
  assertEquals(section.includes("What helps"), false);
});
