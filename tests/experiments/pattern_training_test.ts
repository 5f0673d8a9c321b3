import { assert, assertEquals, assertGreater } from "@std/assert";
import type { JsonObject } from "../../src/core/canonical_json.ts";
import { patternJobs } from "../../src/experiments/p4_patterns.ts";
import { trainOnPatterns } from "../../src/experiments/pattern_training.ts";
import { fakeContext, metricsOf } from "./fake_context.ts";

function smallJob(model: string): JsonObject {
  const { config } = patternJobs().find(({ id }) => id === `P4/${model}/seed-1`)!;
  return {
    ...config,
    sizes: { train: 200, validation: 50, test: 100 },
    training: { ...(config["training"] as JsonObject), epochs: 2 },
  };
}

Deno.test("a perceptron has no score on sequences that it cannot read", async () => {
  const context = fakeContext(smallJob("MLP"), {});
  await trainOnPatterns(context);
  const { test, parameters, epochs } = metricsOf(context);
  assertEquals(test.longer, null);
  assertEquals(parameters, 24 * 40 + 40 + 40 + 1);
  assertEquals(epochs.length, 2);
  for (const { accuracy } of [test.seen, test.unseen]) assert(accuracy >= 0 && accuracy <= 1);
});

Deno.test("a recurrent network is scored on sequences twice as long with the same weights", async () => {
  const context = fakeContext(smallJob("GRU"), {});
  await trainOnPatterns(context);
  const { test, parameters } = metricsOf(context);
  assertEquals(parameters, 3 * 17 * (1 + 17 + 2) + 17 + 1);
  assertGreater(test.longer.loss, 0);
});

Deno.test("a training that goes on from a checkpoint ends in the same bits", async () => {
  const whole = fakeContext(smallJob("GRU"), {});
  await trainOnPatterns(whole);
  const resumed = fakeContext(smallJob("GRU"), {}, whole.checkpoints[0]!);
  await trainOnPatterns(resumed);
  for (const name of ["weights.safetensors", "metrics.json"]) {
    assertEquals(resumed.outputs[name], whole.outputs[name], name);
  }
});

Deno.test("the networks that are compared differ by less than a tenth in size", async () => {
  const sizes: number[] = [];
  for (const model of ["MLP", "SimpleRNN", "GRU"]) {
    const context = fakeContext(smallJob(model), {});
    await trainOnPatterns(context);
    sizes.push(metricsOf(context).parameters);
  }
  assertGreater(1.1, Math.max(...sizes) / Math.min(...sizes));
});
