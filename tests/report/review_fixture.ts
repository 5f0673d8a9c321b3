/** Artefacts of a made-up Q6-A: networks whose accuracy depends on length and padding, on four hundred test reviews. */
import { RandomStream } from "../../src/core/random.ts";
import { sha256 } from "../../src/core/sha256.ts";
import type { Artefact } from "../../src/report/artefact.ts";
import { result, safetensors } from "./fixture.ts";

const REVIEWS = 400;

/** One classifier's artefact: it gets `skill` of the reviews right, give or take half a point. */
export function reviewArtefact(
  { part, model, length, padding, seed, skill }: {
    part: string;
    model: string;
    length: number;
    padding: string;
    seed: number;
    skill: number;
  },
): Artefact {
  const id = `Q6-A/${part}`;
  const luck = new RandomStream(seed, `luck/${id}`);
  const target = Float32Array.from({ length: REVIEWS }, (_, i) => i % 2);
  // Half a point more or less by seed, so that intervals are narrow but not empty.
  const hits = Math.min(REVIEWS, Math.round((skill + (seed - 2) / 200) * REVIEWS));
  const right = new Set(luck.sample(REVIEWS, hits));
  const logit = target.map((label, i) => ((label === 1) === right.has(i) ? 1 : -1));
  const metrics = {
    parameters: 1000,
    vocabulary: { size: 100, sha256: sha256("vocabulary") },
    epochs: [{ epoch: 1, trainingLoss: 0.6, validationLoss: 0.6, validationAccuracy: skill }],
    bestEpoch: 1,
    test: { loss: 0.6, accuracy: hits / REVIEWS, reviews: REVIEWS },
  };
  return {
    id,
    key: sha256(`key of ${id}`),
    experiment: "Q6-A",
    config: { model, seed, reviews: { length, padding } },
    data: { "simulated-reviews": sha256("reviews") },
    kernel: sha256("kernel"),
    engine: 1,
    outputs: {
      "metrics.json": result(JSON.stringify(metrics)),
      "predictions.safetensors": result(safetensors({ logit, target })),
      "weights.safetensors": result(`weights of ${id}`),
    },
  };
}

/** Share of reviews that a network gets right; both fall to chance where padding parts text and read-out. */
function skillOf(model: string, length: number, padding: string): number {
  if (padding !== "post") return model === "LSTM" ? 0.75 + length / 4000 : 0.65;
  const skills = model === "LSTM" ? [0.75, 0.8, 0.85, 0.5] : [0.65, 0.6, 0.5, 0.5];
  return skills[[50, 100, 200, 400].indexOf(length)]!;
}

/** Every classifier of Q6-A for the given seeds. */
export function reviewArtefacts(
  seeds: readonly number[] = [1, 2, 3],
  skill: (model: string, length: number, padding: string) => number = skillOf,
): Artefact[] {
  const networks = [400, 50, 200, 100].flatMap((length) =>
    ["pre", "post", "true-last"].flatMap((padding) =>
      ["LSTM", "SimpleRNN"].flatMap((model) =>
        seeds.map((seed) =>
          reviewArtefact({
            part: `length-${length}/${padding}/${model}/seed-${seed}`,
            model,
            length,
            padding,
            seed,
            skill: skill(model, length, padding),
          })
        )
      )
    )
  );
  const bags = [50, 100, 200, 400].map((length) =>
    reviewArtefact({
      part: `length-${length}/bag-of-words`,
      model: "bag of words",
      length,
      padding: "true-last",
      seed: 1,
      skill: 0.8,
    })
  );
  const factors = ["clipped", "faster", "slower", "forget-bias"].flatMap((factor) =>
    seeds.map((seed) =>
      reviewArtefact({
        part: `factors/${factor}/seed-${seed}`,
        model: "LSTM",
        length: 400,
        padding: "post",
        seed,
        skill: 0.52,
      })
    )
  );
  return [...factors, ...networks, ...bags];
}
