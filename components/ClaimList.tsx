import type { JSX } from "preact";
import type { Claim } from "../src/report/study.ts";
import type { Evidence } from "../src/web/evidence.ts";

/** Claims of the study, each with what the results hold for and against it. */
export function ClaimList(
  { claims, evidence }: {
    readonly claims: readonly Claim[];
    readonly evidence: ReadonlyMap<string, Evidence>;
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
              ? <p class="evidence none">Not tested in the published results.</p>
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
