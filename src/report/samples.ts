/**
 * `samples.json`: the windows and reviews that the gate explorer offers first, each with a sentence on what it tells. Windows are
 * those of Q7-b, chosen from the test part by its rule, in kW with the value that followed. Reviews are simulated in every
 * profile, since no sentence of a real one may be published, and chosen by what their record of evidence says of them.
 */
import { z } from "zod";
import { CliError } from "../core/cli_error.ts";
import type { Review, ReviewLabel } from "../data/review_corpus.ts";
import { tokenise } from "../data/review_tokens.ts";
import { simulateReviews } from "../data/simulated_reviews.ts";
import type { Evidence } from "../data/simulated_review_evidence.ts";
import { readSafetensors } from "../nn/safetensors.ts";
import { type Artefact, checked, outputOf } from "./artefact.ts";
import { TRACED_WINDOWS } from "./gate_behaviour.ts";
import { grouped } from "./markdown.ts";
import { commonDataset, type DataLabel } from "./part.ts";

/** A window of a household's load. */
export interface WindowSample {
  /** Its name in addresses: `rise`. */
  readonly id: string;
  /** In a few words. */
  readonly title: string;
  /** What it tells, in a sentence. */
  readonly why: string;
  /** Canonical data set that it is cut from. */
  readonly dataset: string;
  /** Whether that was measured or simulated. */
  readonly label: DataLabel;
  /** Minute of the series at which it begins, from 0; the series begins at midnight. */
  readonly start: number;
  /** [window] in kW, one a minute, oldest first. */
  readonly kilowatts: readonly number[];
  /** The load of the minute after it, in kW. */
  readonly next: number;
}

/** A simulated review. */
export interface ReviewSample {
  /** Its name in addresses: `negation`. */
  readonly id: string;
  /** In a few words. */
  readonly title: string;
  /** What it tells, in a sentence. */
  readonly why: string;
  /** Every text here is of the project's own making. */
  readonly label: "simulated";
  /** Its place in the simulated corpus: `test/pos/1102`. */
  readonly place: string;
  /** What it means to say. */
  readonly sentiment: ReviewLabel;
  /** The review. */
  readonly text: string;
}

/** Content of `samples.json`. */
export interface Samples {
  /** Version of this form. */
  readonly schema: "unroll-samples/1";
  /** The profile: `quick` or `paper`. */
  readonly profile: string;
  /** For networks that forecast. */
  readonly windows: readonly WindowSample[];
  /** For networks that read reviews. */
  readonly reviews: readonly ReviewSample[];
}

/** What windows are cut from. */
export interface SampleSources {
  /** The profile. */
  readonly profile: string;
  /** Its finished jobs. */
  readonly artefacts: readonly Artefact[];
  /** Whether each data set is simulated or real. */
  readonly labels: Readonly<Record<string, DataLabel>>;
  /** Reads a canonical series in kW by the name of its data set. */
  series(dataset: string): Promise<Float32Array>;
}

/** Seed and test part of the simulated corpus, as `data/sources.json` has them. */
const CORPUS = { seed: 2011, train: 2, test: 3000 };
/** Tokens of the classifiers that the explorer shows. */
const LENGTH = 200;

const id = z.string().regex(/^[a-z][a-z-]*$/);
const text = { id, title: z.string(), why: z.string() };
const samplesSchema: z.ZodType<Samples> = z.strictObject({
  schema: z.literal("unroll-samples/1"),
  profile: z.string(),
  windows: z.array(z.strictObject({
    ...text,
    dataset: z.string(),
    label: z.enum(["simulated", "real"]),
    start: z.int().nonnegative(),
    kilowatts: z.array(z.number().nonnegative()).min(2),
    next: z.number().nonnegative(),
  })),
  reviews: z.array(z.strictObject({
    ...text,
    label: z.literal("simulated"),
    place: z.string(),
    sentiment: z.enum(["pos", "neg"]),
    text: z.string().min(1),
  })),
});

/**
 * Checks the content of a `samples.json`.
 * @throws CliError that names the first place where it differs from the schema
 */
export function parseSamples(value: unknown): Samples {
  return checked(value, samplesSchema, "samples.json");
}

/**
 * The text of `samples.json`, one line feed at the end.
 * @throws CliError when the samples break their own schema
 */
export function formatSamples(samples: Samples): string {
  return `${JSON.stringify(parseSamples(samples), null, 2)}\n`;
}

/**
 * Chooses a profile's samples. Windows need the probes of Q7-b, reviews need Q6-A; what was not run is left out.
 * @throws CliError when a probe's artefact is incomplete
 */
export async function makeSamples(sources: SampleSources): Promise<Samples> {
  const of = (experiment: string) =>
    sources.artefacts.filter((artefact) => artefact.experiment === experiment);
  const probes = of("Q7-b").sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    schema: "unroll-samples/1",
    profile: sources.profile,
    windows: probes.length > 0 ? await windowSamples(probes[0]!, sources) : [],
    reviews: of("Q6-A").length > 0 ? reviewSamples() : [],
  };
}

const configSchema = z.looseObject({ window: z.int().positive(), record: z.string().optional() });

async function windowSamples(
  probe: Artefact,
  { labels, series: open }: SampleSources,
): Promise<WindowSample[]> {
  const what = `the configuration of job ${probe.id}`;
  const { window, record } = checked(probe.config, configSchema, what);
  const dataset = commonDataset([probe], record);
  const series = await open(dataset);
  const { metadata } = readSafetensors(await outputOf(probe, "traces.safetensors").read());
  return TRACED_WINDOWS.map((kind) => {
    const start = Number(metadata[`${kind}.start`] ?? NaN);
    const loads = series.subarray(start, start + window + 1);
    if (!Number.isInteger(start) || loads.length !== window + 1 || loads.some(Number.isNaN)) {
      throw new CliError(
        `Cannot use traces.safetensors of job ${probe.id}: expected the start of a whole window as ` +
          `${kind}.start, got ${metadata[`${kind}.start`] ?? "nothing"}`,
      );
    }
    const kilowatts = Array.from(loads.subarray(0, window), shortest);
    const common = { id: kind, dataset, label: labels[dataset]!, start, kilowatts };
    return { ...common, next: shortest(loads[window]!), ...WINDOW_WORDS[kind](kilowatts) };
  });
}

/** The shortest decimal that gives an f32 back: 0.212 for 0.21199999749660492. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

const kw = (value: number): string => `${value.toFixed(2)} kW`;

/** Title and sentence of each kind of window, with the numbers that it is chosen for. */
const WINDOW_WORDS: Readonly<
  Record<
    typeof TRACED_WINDOWS[number],
    (loads: readonly number[]) => {
      readonly title: string;
      readonly why: string;
    }
  >
> = {
  calm: (loads) => ({
    title: "A calm hour",
    why: `The load stays between ${kw(Math.min(...loads))} and ${
      kw(Math.max(...loads))
    }: whatever the gates do here, the input does not make them.`,
  }),
  rise: (loads) => {
    const at = Math.floor(loads.length / 2);
    return {
      title: "An abrupt rise",
      why: `From ${kw(loads[at - 1]!)} to ${
        kw(loads[at]!)
      } within one minute, in the middle of the window: does the forget gate drop and the input gate open, as the study says?`,
    };
  },
  peak: (loads) => {
    const at = Math.floor(loads.length / 2);
    return {
      title: "A peak",
      why: `${
        kw(loads[at]!)
      } in the middle of the window, the most within ten minutes on either side: the study says that the gates reset at that very step.`,
    };
  },
};

interface Candidate {
  readonly review: Review;
  readonly evidence: readonly Evidence[];
  readonly tokens: number;
}

/** Shortest first, so that what makes a review telling is not lost in filler. */
function candidates(): Candidate[] {
  const { reviews, evidence } = simulateReviews(CORPUS);
  return reviews
    .map((review, i) => ({
      review,
      evidence: evidence[i]!.evidence,
      tokens: tokenise(review.text).length,
    }))
    .filter(({ review }) => review.split === "test")
    .sort((a, b) => a.tokens - b.tokens);
}

const isNegated = ({ kind }: Evidence): boolean => kind === "negated";

/** Each kind of review: which one is taken, and what it tells. */
const REVIEW_KINDS: readonly {
  readonly id: string;
  readonly title: string;
  readonly takes: (candidate: Candidate) => boolean;
  readonly why: (candidate: Candidate) => string;
}[] = [
  {
    id: "negation",
    title: "A negation",
    takes: ({ review, evidence }) => review.label === "pos" && evidence.every(isNegated),
    why: () =>
      "Its one word of blame is denied, so that it is praise: only a network that carries the negation to that word can tell.",
  },
  {
    id: "contrast",
    title: "A contrast",
    takes: ({ evidence }) =>
      evidence.map(({ kind }) => kind).join() === "conceded,decisive" &&
      evidence.every(({ negated }) => !negated),
    why: () =>
      "Praise is conceded before “but”, blame decides after it: what was stored of the first half must make way.",
  },
  {
    id: "padding",
    title: "Mostly padding",
    takes: () => true,
    why: ({ tokens }) =>
      `Only ${tokens} of the ${LENGTH} steps hold a word: watch what the states do while nothing is read.`,
  },
  {
    id: "full",
    title: "A whole review",
    takes: ({ tokens }) => tokens >= LENGTH,
    why: ({ tokens, evidence }) =>
      `${grouped(tokens)} tokens fill all ${LENGTH} steps, with ${
        evidence.filter(({ at }) => at < LENGTH).length
      } words of praise or blame among them: how far back does the verdict’s gradient reach?`,
  },
];

function reviewSamples(): ReviewSample[] {
  const all = candidates();
  return REVIEW_KINDS.map(({ id, title, takes, why }) => {
    const found = all.find(takes)!;
    const { split, label, id: number, text } = found.review;
    return {
      id,
      title,
      why: why(found),
      label: "simulated",
      place: `${split}/${label}/${number}`,
      sentiment: label,
      text: text.replaceAll(/(?:<br \/>)+/g, " "),
    };
  });
}
