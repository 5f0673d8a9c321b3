/** The verdicts on a report's claims, from its results: the same as its `claims.json`. */
import type { JudgedClaim } from "../report/claim.ts";
import { judgeClaims } from "../report/judge.ts";
import type { ProfileReport } from "./report_library.ts";

/** Judged claims by the claim's id; none without a report. */
export function verdictsOf(report: ProfileReport | undefined): ReadonlyMap<string, JudgedClaim> {
  const claims = report ? judgeClaims(report.results).claims : [];
  return new Map(claims.map((claim) => [claim.id, claim]));
}
