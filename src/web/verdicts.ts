/** The verdicts on a report's claims, from its `claims.json`. */
import type { Claims, JudgedClaim } from "../report/claim.ts";
import type { BrokenReport, ProfileReport, ReportLibrary } from "./report_library.ts";

/** Verdicts of a report, and what is wrong where they cannot be shown. */
export interface Verdicts {
  /** Judged claims by the claim's id; none without a report. */
  readonly byClaim: ReadonlyMap<string, JudgedClaim>;
  /** The file at fault, if there is one. */
  readonly broken: readonly BrokenReport[];
}

/** The verdicts of a report, or none without one. */
export async function verdictsOf(
  library: ReportLibrary,
  report: ProfileReport | undefined,
): Promise<Verdicts> {
  const claims: Claims | BrokenReport | undefined = report && await library.claims(report);
  if (claims === undefined) return { byClaim: new Map(), broken: [] };
  if ("problem" in claims) return { byClaim: new Map(), broken: [claims] };
  return { byClaim: new Map(claims.claims.map((claim) => [claim.id, claim])), broken: [] };
}
