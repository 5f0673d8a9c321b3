/** From declared claims and results to verdicts and sentences. */
import type { Json } from "../core/canonical_json.ts";
import { checked } from "./artefact.ts";
import { type ClaimDeclaration, type Claims, claimsSchema, type JudgedClaim } from "./claim.ts";
import { SENTIMENT_CLAIMS } from "./claims_q6.ts";
import { FORECAST_CLAIMS } from "./claims_q7.ts";
import type { Estimate } from "./estimate.ts";
import { MissingEvidence } from "./evidence.ts";
import type { ClaimTest } from "./hypothesis.ts";
import { capital, grouped, scientific } from "./markdown.ts";
import type { DataLabel } from "./part.ts";
import type { Experiments } from "./parts.ts";
import { conjunction, type Judgement } from "./predicate.ts";
import type { Results } from "./results.ts";
import { significant } from "./significant.ts";
import { type Claim, STUDY_CLAIMS } from "./study.ts";

const DECLARATIONS: readonly ClaimDeclaration[] = [...SENTIMENT_CLAIMS, ...FORECAST_CLAIMS];
/** What became of a rival explanation, in words. */
export const RIVAL_WORDS: Readonly<Record<Judgement, string>> = {
  supported: "holds",
  refuted: "does not hold",
  inconclusive: "is undecided",
};

/** A number with four significant digits and a true minus sign. */
export function shown(value: number): string {
  if (value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 100_000)) {
    return value < 0 ? `−${scientific(-value, 3)}` : scientific(value, 3);
  }
  return String(Number(value.toPrecision(4))).replace("-", "−");
}

/** An estimate in words: `−5.1 [−6.2, −4] over 3 seeds`. */
export function inWords({ value, low, high, over, count }: Estimate): string {
  if (over === "exact") return shown(value);
  if (low === null || high === null) return `${shown(value)} from one seed`;
  return `${shown(value)} [${shown(low)}, ${shown(high)}] over ${grouped(count)} ${over}`;
}

function clause({ statistic, estimate, predicate }: ClaimTest): string {
  return `${statistic}: ${inWords(estimate)}, demanded: ${predicate}`;
}

function isOneSeed(tests: readonly ClaimTest[]): boolean {
  return tests.some(({ estimate }) => estimate.low === null);
}

/** The tests of a claim or of a rival, or what is missing for them. */
function attempt(
  { tests }: Pick<ClaimDeclaration, "tests">,
  experiments: Experiments,
): readonly ClaimTest[] | MissingEvidence {
  try {
    return tests(experiments);
  } catch (error) {
    if (error instanceof MissingEvidence) return error;
    throw error;
  }
}

function rivalOf({ rival }: ClaimDeclaration, experiments: Experiments): JudgedClaim["rival"] {
  if (rival === undefined) return null;
  const tests = attempt(rival, experiments);
  if (tests instanceof MissingEvidence) return null;
  return { text: rival.text, judgement: conjunction(tests.map((t) => t.judgement)), tests };
}

function sentenceOf(
  judgement: Judgement,
  tests: readonly ClaimTest[],
  rival: JudgedClaim["rival"],
  limit: string | undefined,
): string {
  const verdict = judgement === "inconclusive" && isOneSeed(tests)
    ? "Inconclusive, one seed"
    : capital(judgement);
  const parts = [`${verdict}: ${tests.map(clause).join("; ")}.`];
  if (rival !== null) {
    const words = RIVAL_WORDS[rival.judgement];
    parts.push(
      `A rival explanation ${words}: ${rival.text}. ${
        capital(rival.tests.map(clause).join("; "))
      }.`,
    );
  }
  if (limit !== undefined) parts.push(limit);
  return parts.join(" ");
}

/** Judges one claim; `label` is that of the data of its part. */
export function judge(
  { id, text }: Claim,
  declaration: ClaimDeclaration,
  experiments: Experiments,
  label: DataLabel | null,
): JudgedClaim {
  const tests = attempt(declaration, experiments);
  if (tests instanceof MissingEvidence) {
    const sentence = `Not run: no ${tests.what}.`;
    return { id, text, verdict: "not run", label: null, sentence, tests: [], rival: null };
  }
  const verdict = conjunction(tests.map(({ judgement }) => judgement));
  const rival = rivalOf(declaration, experiments);
  const sentence = sentenceOf(verdict, tests, rival, declaration.limit);
  return { id, text, verdict, label, sentence, tests, rival };
}

/**
 * Judges every claim of the study.
 * @throws Error when a claim of the study has no declaration
 */
export function judgeClaims({ profile, provenance, experiments }: Results): Claims {
  const claims = STUDY_CLAIMS.map((claim) => {
    const declaration = DECLARATIONS.find(({ id }) => id === claim.id);
    if (declaration === undefined) throw new Error(`Cannot judge claim ${claim.id}: no tests`);
    const part = claim.id.slice(0, claim.id.indexOf("/")) as keyof Experiments;
    const dataset = experiments[part]?.dataset;
    const label = dataset === undefined || dataset === null
      ? null
      : provenance.data[dataset]!.label;
    return judge(claim, declaration, experiments, label);
  });
  return { schema: "unroll-claims/2", profile, claims };
}

/**
 * Checks the content of a `claims.json`.
 * @throws CliError that names the first place where it differs from the schema
 */
export function parseClaims(value: unknown): Claims {
  return checked(value, claimsSchema, "claims.json");
}

/** The text of `claims.json`: numbers of nine significant digits, indented, one line feed at the end. */
export function formatClaims(claims: Claims): string {
  const rounded = significant(claims as unknown as Json);
  return `${JSON.stringify(parseClaims(rounded), null, 2)}\n`;
}
