/** What the study claims, as tests to be made; and how a claim ended. */
import { z } from "zod";
import type { Schema } from "./artefact.ts";
import type { ClaimTest } from "./hypothesis.ts";
import { type Estimate, estimateSchema } from "./estimate.ts";
import type { DataLabel } from "./part.ts";
import type { Experiments } from "./parts.ts";
import type { Judgement } from "./predicate.ts";

/** When the tests were written, for readers: this repository's history shows it. */
export const DECLARED: string =
  "Tests and thresholds were written when Q7-a's results on real data were known, and before those of any other part were " +
  "published; they have not changed since. Rival explanations decide no verdict, and some were sharpened later.";

/** A claim with the tests that decide it. */
export interface ClaimDeclaration {
  /** Id in the study. */
  readonly id: string;
  /** All of them have to hold. Throws `MissingEvidence` where results lack something. */
  tests(experiments: Experiments): readonly ClaimTest[];
  /** Another explanation of what the claim explains, with its own tests. */
  readonly rival?: {
    /** What it says, in a clause. */
    readonly text: string;
    /** All of them have to hold. */
    tests(experiments: Experiments): readonly ClaimTest[];
  };
  /** What the tests leave out, if anything, in a sentence. */
  readonly limit?: string;
}

/** How a claim ended. */
export type Verdict = Judgement | "not run";

/** A claim with its verdict. */
export interface JudgedClaim {
  /** Id in the study. */
  readonly id: string;
  /** What the study states, in our words. */
  readonly text: string;
  /** How it ended. */
  readonly verdict: Verdict;
  /** Whether the evidence is simulated or real; `null` where there is none. */
  readonly label: DataLabel | null;
  /** The verdict with its numbers in words. */
  readonly sentence: string;
  /** The evidence. */
  readonly tests: readonly ClaimTest[];
  /** What became of another explanation; `null` for a claim without one, or whose evidence is lacking. */
  readonly rival: {
    /** What it says. */
    readonly text: string;
    /** How it ended. */
    readonly judgement: Judgement;
    /** Its evidence. */
    readonly tests: readonly ClaimTest[];
  } | null;
}

/** Content of `claims.json`. */
export interface Claims {
  /** Version of this form. */
  readonly schema: "unroll-claims/2";
  /** The profile: `quick` or `paper`. */
  readonly profile: string;
  /** Every claim of the study, in its order. */
  readonly claims: readonly JudgedClaim[];
}

const judgement = z.enum(["supported", "refuted", "inconclusive"]);
const tests = z.array(z.strictObject({
  kind: z.enum(["trend", "difference", "equivalence", "ratio", "ranking", "bound"]),
  statistic: z.string(),
  predicate: z.string(),
  estimate: estimateSchema as z.ZodType<Estimate>,
  judgement,
  jobs: z.array(z.string()).min(1),
}));

/** Form of `claims.json`. */
export const claimsSchema: Schema<Claims> = z.strictObject({
  schema: z.literal("unroll-claims/2"),
  profile: z.string(),
  claims: z.array(z.strictObject({
    id: z.string(),
    text: z.string(),
    verdict: z.union([judgement, z.literal("not run")]),
    label: z.enum(["simulated", "real"]).nullable(),
    sentence: z.string(),
    tests,
    rival: z.strictObject({ text: z.string(), judgement, tests }).nullable(),
  })),
});
