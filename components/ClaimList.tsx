import type { JSX } from "preact";
import type { Claim } from "../src/report/study.ts";
import type { Evidence } from "../src/web/evidence.ts";

/** Claims of the study, each with what the results hold for and against it. */
export function ClaimList(
  { claims, evidence, tested }: {
    readonly claims: readonly Claim[];
    readonly evidence: ReadonlyMap<string, Evidence>;
    /** Whether the results hold the experiment that the claims belong to. */
    readonly tested: boolean;
  },
): JSX.Element {
  return (
    <ol class="claims">
      {claims.map(({ id, text }) => {
        const found = evidence.get(id);
        return (
          <li key={id} id={id.toLowerCase().replace("/", "-")}>
            <p class="claim">
              <span class="claim-id">{id}</span> {text.replaceAll("'", "’")}.
            </p>
            {found === undefined
              ? (
                <p class="evidence none">
                  {tested
                    ? "The experiment’s tables hold what bears on it; no summary is drawn up yet."
                    : "Not tested in the published results."}
                </p>
              )
              : (
                <p class="evidence">
                  {found.text}
                </p>
              )}
          </li>
        );
      })}
    </ol>
  );
}
