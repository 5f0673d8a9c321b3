import type { JSX } from "preact";
import type { JudgedClaim } from "../src/report/claim.ts";
import type { ClaimTest } from "../src/report/hypothesis.ts";
import { inWords, RIVAL_WORDS, shown } from "../src/report/judge.ts";
import { capital } from "../src/report/markdown.ts";

/** What the tests leave out: the end of the claim's sentence, behind the last test. */
function limitOf({ sentence, tests, rival }: JudgedClaim): string {
  const last = [...tests, ...rival?.tests ?? []].at(-1);
  if (last === undefined) return "";
  const [, ...rest] = sentence.split(`demanded: ${last.predicate}.`);
  return rest.at(-1)?.trim() ?? "";
}

function Tests({ tests }: { readonly tests: readonly ClaimTest[] }): JSX.Element {
  return (
    <ul class="tests">
      {tests.map(({ statistic, estimate, predicate, judgement }) => (
        <li key={statistic}>
          {capital(statistic)}: <strong>{inWords(estimate)}</strong>
          {estimate.bySeed.length > 0 && ` (${estimate.bySeed.map(shown).join("; ")})`}; demanded:
          {" "}
          {predicate} <span class={`verdict ${judgement}`}>{judgement}</span>
        </li>
      ))}
    </ul>
  );
}

/** The verdict on a claim with every test behind it, the rival explanation's among them. */
export function ClaimEvidence({ claim }: { readonly claim: JudgedClaim }): JSX.Element {
  const { verdict, tests, rival } = claim;
  const limit = limitOf(claim);
  return (
    <div class={`evidence ${verdict}`}>
      <p>
        <strong class={`verdict ${verdict}`}>{verdict}</strong>
        {tests.some(({ estimate }) => estimate.low === null) && " from one seed"}
      </p>
      <Tests tests={tests} />
      {rival !== null && (
        <>
          <p>
            A rival explanation {RIVAL_WORDS[rival.judgement]}: {rival.text}.
          </p>
          <Tests tests={rival.tests} />
        </>
      )}
      {limit !== "" && <p>{limit}</p>}
    </div>
  );
}
