/** P4: a perceptron and recurrent networks on patterns that move. */
import { z } from "zod";
import { type Artefact, checked, readJson, type Schema } from "./artefact.ts";
import { type Interval, intervalSchema, meanInterval } from "./interval.ts";
import { type JobRef, jobRef, jobRefSchema } from "./job_ref.ts";
import { ABSENT, anchor, grouped, link, table, withInterval } from "./markdown.ts";
import type { Part } from "./part.ts";

/** The order of reports. */
const NETWORKS = ["MLP", "SimpleRNN", "GRU"];

/** One network on every test. */
export interface PatternNetwork {
  /** Its name. */
  readonly model: string;
  /** Trainable parameters. */
  readonly parameters: number;
  /** The trainings, seeds ascending. */
  readonly runs: readonly JobRef[];
  /** Accuracy at the places of the training part. */
  readonly seen: Interval;
  /** Accuracy in the half that held no pattern in training. */
  readonly unseen: Interval;
  /** Accuracy in the second half of sequences twice as long; `null` for a network that cannot read them. */
  readonly longer: Interval | null;
}

/** The part as `results.json` holds it. */
export interface ShiftedPatterns {
  /** No data set: each job makes its sequences from its seed. */
  readonly dataset: null;
  /** Steps of a training sequence. */
  readonly steps: number;
  /** Sequences of each test. */
  readonly sequences: number;
  /** The networks. */
  readonly networks: readonly PatternNetwork[];
}

const interval = intervalSchema as z.ZodType<Interval>;

/** Form of `ShiftedPatterns` in `results.json`. */
export const shiftedPatternsSchema: Schema<ShiftedPatterns> = z.strictObject({
  dataset: z.null(),
  steps: z.int().positive(),
  sequences: z.int().positive(),
  networks: z.array(z.strictObject({
    model: z.string(),
    parameters: z.int().positive(),
    runs: z.array(jobRefSchema as z.ZodType<JobRef>).min(1),
    seen: interval,
    unseen: interval,
    longer: interval.nullable(),
  })).min(1),
});

const configSchema = z.looseObject({
  model: z.string(),
  seed: z.int(),
  steps: z.int().positive(),
});
const scored = z.looseObject({ accuracy: z.number() });
const metricsSchema = z.looseObject({
  parameters: z.int().positive(),
  sequences: z.int().positive(),
  test: z.strictObject({ seen: scored, unseen: scored, longer: scored.nullable() }),
});

/**
 * Gathers the trainings.
 * @throws CliError when an artefact is incomplete
 */
export async function readShiftedPatterns(
  artefacts: readonly Artefact[],
): Promise<ShiftedPatterns> {
  const runs = await Promise.all(artefacts.map(async (artefact) => ({
    ...checked(artefact.config, configSchema, `the configuration of job ${artefact.id}`),
    ...await readJson(artefact, "metrics.json", metricsSchema),
    ref: jobRef(artefact),
  })));
  runs.sort((a, b) => NETWORKS.indexOf(a.model) - NETWORKS.indexOf(b.model) || a.seed - b.seed);
  const networks = [...Map.groupBy(runs, ({ model }) => model)].map(([model, own]) => {
    const longer = own.flatMap(({ test }) => test.longer === null ? [] : [test.longer.accuracy]);
    return {
      model,
      parameters: own[0]!.parameters,
      runs: own.map(({ ref }) => ref),
      seen: meanInterval(own.map(({ test }) => test.seen.accuracy)),
      unseen: meanInterval(own.map(({ test }) => test.unseen.accuracy)),
      longer: longer.length === 0 ? null : meanInterval(longer),
    };
  });
  return { dataset: null, steps: runs[0]!.steps, sequences: runs[0]!.sequences, networks };
}

function groupName(model: string): string {
  return `P4 ${model}`;
}

function section({ steps, sequences, networks }: ShiftedPatterns): string {
  const cell = (model: string, accuracy: Interval | null): string => {
    if (accuracy === null) return ABSENT;
    const { mean, halfWidth, count } = accuracy;
    const perCent = { mean: 100 * mean, halfWidth: halfWidth && 100 * halfWidth, count };
    return link(withInterval(perCent, 1), anchor("jobs", groupName(model)));
  };
  return [
    "## P4 · A perceptron and recurrent networks on patterns that move",
    `The study asks whether a perceptron generalises over position and length as a recurrent network does. Here each network learns to tell ` +
    `two patterns apart that stand in noise, in the first half of ${steps} steps alone. It is then asked about patterns in the same ` +
    `half, in the other half, and in the second half of sequences of ${
      2 * steps
    } steps, which a perceptron cannot read. Sequences are ` +
    `made from each job's seed (simulated data); ${
      grouped(sequences)
    } of each kind are asked about; accuracy in per cent, chance is 50.`,
    table(
      ["network", "parameters", "same places", "other half", "twice as long"],
      networks.map(({ model, parameters, seen, unseen, longer }) => [
        model,
        grouped(parameters),
        cell(model, seen),
        cell(model, unseen),
        cell(model, longer),
      ]),
      ["l", "r", "r", "r", "r"],
    ),
    `"±" is half of the 95% interval of the mean over seeds (Student's t). The study answers in words, without ` +
    "figures; [so do we](../../docs/discussion.md), beside this table.",
  ].join("\n\n");
}

/** P4: what of the discussion can be tried cheaply. */
export const patternPart: Part<ShiftedPatterns> = {
  read: readShiftedPatterns,
  render: (value) => ({
    section: section(value),
    figures: {},
    jobs: value.networks.map(({ model, runs }) => ({ name: groupName(model), jobs: runs })),
  }),
};
