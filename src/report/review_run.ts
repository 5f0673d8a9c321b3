/** One sentiment classifier's run as a report sees it. */
import { z } from "zod";
import { CliError } from "../core/cli_error.ts";
import { readSafetensors } from "../nn/safetensors.ts";
import { type Artefact, checked, outputOf, readJson } from "./artefact.ts";
import { type JobRef, jobRef } from "./job_ref.ts";

/** Name of the baseline without order. */
export const BAG_OF_WORDS = "bag of words";

/** A classifier's metrics, its hits and its provenance. */
export interface ReviewRun extends JobRef {
  /** `SimpleRNN`, `LSTM` or the baseline. */
  readonly model: string;
  /** Seed of the training; `null` for the baseline. */
  readonly seed: number | null;
  /** Tokens of a sequence. */
  readonly length: number;
  /** Where padding goes and which state is read; `null` for the baseline, to which order does not matter. */
  readonly padding: string | null;
  /** Name of what was changed in the training; `null` for an unchanged one. */
  readonly factor: string | null;
  /** Trained values. */
  readonly parameters: number;
  /** Epoch of the lowest validation loss, from 1. */
  readonly bestEpoch: number;
  /** Share of test reviews classified rightly. */
  readonly accuracy: number;
  /** Mean cross-entropy on the test reviews. */
  readonly loss: number;
  /** Labels of the test reviews, 0 or 1. */
  readonly targets: Float32Array;
  /** 1 for each test review that was classified rightly. */
  readonly hits: Uint8Array;
}

const configSchema = z.looseObject({
  model: z.string(),
  seed: z.int(),
  reviews: z.looseObject({ length: z.int().positive(), padding: z.string() }),
});

const metricsSchema = z.looseObject({
  parameters: z.int(),
  bestEpoch: z.int().positive(),
  test: z.looseObject({ loss: z.number(), accuracy: z.number(), reviews: z.int().positive() }),
});

/**
 * Reads a classifier's artefact: its configuration, `metrics.json`, and the tensors `logit` and `target` (f32 [reviews]) of
 * `predictions.safetensors`.
 * @throws CliError when one of them is missing, of another form, or its predictions contradict its accuracy
 */
export async function readReviewRun(artefact: Artefact): Promise<ReviewRun> {
  const { id } = artefact;
  const config = checked(artefact.config, configSchema, `the configuration of job ${id}`);
  const { parameters, bestEpoch, test } = await readJson(artefact, "metrics.json", metricsSchema);
  const { tensors } = readSafetensors(await outputOf(artefact, "predictions.safetensors").read());
  const [logits, targets] = ["logit", "target"].map((name) => {
    const data = tensors[name]?.data;
    if (!(data instanceof Float32Array) || data.length !== test.reviews) {
      throw new CliError(
        `Cannot use predictions.safetensors of job ${id}: expected ${test.reviews} values of f32 as ${name}, ` +
          `got ${tensors[name]?.dtype ?? "nothing"} [${tensors[name]?.shape ?? ""}]`,
      );
    }
    return data;
  }) as [Float32Array, Float32Array];
  const hits = Uint8Array.from(logits, (logit, i) => Number((logit > 0) === (targets[i] === 1)));
  const right = hits.reduce((sum, hit) => sum + hit, 0);
  if (Math.abs(right / test.reviews - test.accuracy) > 1e-6) {
    throw new CliError(
      `Cannot use job ${id}: its accuracy is ${test.accuracy}, its predictions give ${right} of ${test.reviews}`,
    );
  }
  const isBaseline = config.model === BAG_OF_WORDS;
  return {
    ...jobRef(artefact),
    model: config.model,
    seed: isBaseline ? null : config.seed,
    length: config.reviews.length,
    padding: isBaseline ? null : config.reviews.padding,
    factor: /\/factors\/([^/]+)\//.exec(id)?.[1] ?? null,
    parameters,
    bestEpoch,
    accuracy: test.accuracy,
    loss: test.loss,
    targets,
    hits,
  };
}
