import type { JSX } from "preact";
import type { JudgedClaim } from "../src/report/claim.ts";
import { ClaimEvidence } from "./ClaimEvidence.tsx";
import type { Claim } from "../src/report/study.ts";

/** The name of a claim's place on a page. */
export function claimAnchor(id: string): string {
  return id.toLowerCase().replace("/", "-");
}

/** Claims of the study, each with its verdict and the numbers that it rests on. */
export function ClaimList(
  { claims, verdicts }: {
    readonly claims: readonly Claim[];
    readonly verdicts: ReadonlyMap<string, JudgedClaim>;
  },
): JSX.Element {
  return (
    <ol class="claims">
      {claims.map(({ id, text }) => {
        const judged = verdicts.get(id);
        const verdict = judged?.verdict ?? "not run";
        return (
          <li key={id} id={claimAnchor(id)}>
            <p class="claim">
              <span class="claim-id">{id}</span> {text.replaceAll("'", "’")}.
            </p>
            {judged === undefined || verdict === "not run"
              ? <p class="evidence none">Not tested in the published results.</p>
              : <ClaimEvidence claim={judged} />}
          </li>
        );
      })}
    </ol>
  );
}
