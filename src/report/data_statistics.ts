/**
 * What simulated and real data sets look like, side by side, so that a reader can judge how alike they are: numbers alone, in
 * `reports/data/statistics.json`. No text of a review enters it.
 */
import { z } from "zod";
import type { Json } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";
import { chronologicalSplit } from "../data/chronological_split.ts";
import type { Review } from "../data/review_corpus.ts";
import { type ReviewStatistics, reviewStatistics } from "../data/review_statistics.ts";
import { fitScaling, standardise } from "../data/scaling.ts";
import { type SeriesStatistics, seriesStatistics } from "../data/series_statistics.ts";
import type { ReviewEvidence } from "../data/simulated_review_evidence.ts";
import {
  type EvidenceStatistics,
  evidenceStatistics,
} from "../data/simulated_review_statistics.ts";
import { CHANGE_KINDS, changeAt, type ChangeKind } from "../experiments/load_changes.ts";
import type { DataLabel } from "./part.ts";
import { significant } from "./significant.ts";

/** How many minutes show a change of each kind. */
export type ChangeCounts = Readonly<Record<ChangeKind, number>>;

/** What every data set has. */
export interface DescribedData {
  /** Canonical name. */
  readonly dataset: string;
  /** Whether it was simulated. */
  readonly label: DataLabel;
  /** Of the canonical form. */
  readonly sha256: string;
}

/** A series of power. */
export interface DescribedSeries extends DescribedData {
  /** As `seriesStatistics` has them. */
  readonly statistics: SeriesStatistics;
  /** Changes by thresholds, which serve every household alike. */
  readonly thresholdChanges: ChangeCounts;
  /** Changes by the simulator's record; `null` for real data, whose truth nobody knows. */
  readonly trueChanges: ChangeCounts | null;
}

/** A corpus of reviews. */
export interface DescribedReviews extends DescribedData {
  /** As `reviewStatistics` has them. */
  readonly statistics: ReviewStatistics;
  /** Of the simulator's record; `null` for real reviews. */
  readonly evidence: EvidenceStatistics | null;
}

/** Content of `statistics.json`. */
export interface DataStatistics {
  /** Version of this form. */
  readonly schema: "unroll-data/1";
  /** Simulated first. */
  readonly power: readonly DescribedSeries[];
  /** Simulated first. */
  readonly reviews: readonly DescribedReviews[];
}

function countChanges(kindAt: (minute: number) => ChangeKind | undefined, minutes: number) {
  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<
    ChangeKind,
    number
  >;
  for (let minute = 1; minute < minutes; minute++) {
    const kind = kindAt(minute);
    if (kind !== undefined) counts[kind]++;
  }
  return counts;
}

/**
 * Describes a series, standardised as forecasters see it for the thresholds.
 * @param truth [minutes]: true changes, for simulated data
 */
export function describeSeries(
  data: DescribedData,
  series: Float32Array,
  truth?: readonly (ChangeKind | undefined)[],
): DescribedSeries {
  const { start, end } = chronologicalSplit(series.length).train;
  const values = standardise(series, fitScaling(series.subarray(start, end)));
  return {
    ...data,
    statistics: seriesStatistics(series),
    thresholdChanges: countChanges((minute) => changeAt(values, minute), series.length),
    trueChanges: truth ? countChanges((minute) => truth[minute], series.length) : null,
  };
}

/** Describes a corpus, `evidence` being the record of a simulated one. */
export function describeReviews(
  data: DescribedData,
  reviews: readonly Review[],
  evidence?: readonly ReviewEvidence[],
): DescribedReviews {
  return {
    ...data,
    statistics: reviewStatistics(reviews),
    evidence: evidence ? evidenceStatistics(evidence) : null,
  };
}

/** The text of `statistics.json`, numbers to nine significant digits. */
export function formatDataStatistics(statistics: DataStatistics): string {
  return `${JSON.stringify(significant(statistics as unknown as Json), null, 2)}\n`;
}

const count = z.int().nonnegative();
const changes = z.strictObject({ rise: count, fall: count, peak: count, none: count });
const at = z.array(z.strictObject({ at: z.number(), value: z.number() })).min(1);
const described = {
  dataset: z.string(),
  label: z.enum(["simulated", "real"]),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};
const occurrence = z.strictObject({ perThousandTokens: z.number(), shareOfReviews: z.number() });
const labels = z.strictObject({ neg: count, pos: count });

const schema = z.strictObject({
  schema: z.literal("unroll-data/1"),
  power: z.array(z.strictObject({
    ...described,
    statistics: z.strictObject({
      minutes: count,
      missing: z.strictObject({ minutes: count, gaps: count, longest: count }),
      mean: z.number(),
      standardDeviation: z.number(),
      skewness: z.number(),
      maximum: z.number(),
      quantiles: at,
      autocorrelation: at,
      persistence: z.strictObject({ meanSquaredError: z.number(), meanAbsoluteError: z.number() }),
      dailyProfile: z.array(z.number()).length(24),
      weeklyProfile: z.array(z.number()).length(7),
    }),
    thresholdChanges: changes,
    trueChanges: changes.nullable(),
  })).min(1),
  reviews: z.array(z.strictObject({
    ...described,
    statistics: z.strictObject({
      counts: z.strictObject({ train: labels, test: labels }),
      length: z.strictObject({
        mean: z.number(),
        shortest: count,
        longest: count,
        quantiles: z.array(z.strictObject({ at: z.number(), tokens: count })).min(1),
        histogram: z.array(z.strictObject({ from: count, share: z.number() })).min(1),
      }),
      distinctTokens: count,
      coverage: z.array(z.strictObject({ size: count, share: z.number() })).min(1),
      negations: occurrence,
      contrasts: occurrence,
      tokensPerSentence: z.number(),
      repeated: z.strictObject({ all: count, acrossParts: count }),
    }),
    evidence: z.strictObject({
      counts: z.strictObject({ plain: count, negated: count, conceded: count, decisive: count }),
      negated: count,
      perReview: z.number(),
      ceiling: z.array(z.strictObject({ tokens: count, accuracy: z.number() })),
    }).nullable(),
  })).min(1),
});

/**
 * Checks parsed content of `statistics.json`.
 * @throws CliError when it has another form
 */
export function parseDataStatistics(value: unknown): DataStatistics {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CliError(
    `Cannot use statistics.json: ${issue!.message} at ${issue!.path.join(".") || "the top"}`,
    { hint: "Make it again: deno task data:statistics --publish" },
  );
}
