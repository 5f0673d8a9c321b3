import type { JSX } from "preact";
import type { JudgedClaim, Verdict } from "../src/report/claim.ts";
import { STUDY_PARTS } from "../src/web/study_parts.ts";
import { claimAnchor } from "./ClaimList.tsx";

/** A sign for each verdict, so that colour is not all that tells them apart. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  supported: "✓",
  refuted: "✗",
  inconclusive: "?",
  "not run": "–",
};

/** Every claim of the study with its verdict at a glance, part by part. */
export function ClaimStrip(
  { verdicts, profile }: {
    readonly verdicts: ReadonlyMap<string, JudgedClaim>;
    readonly profile: string;
  },
): JSX.Element {
  const all = [...verdicts.values()];
  const counts = (Object.keys(SIGNS) as Verdict[]).flatMap((verdict) => {
    const count = all.filter((claim) => claim.verdict === verdict).length;
    return count === 0 ? [] : [`${SIGNS[verdict]}\u00a0${count}\u00a0${verdict}`];
  });
  return (
    <>
      <p>Of {all.length} claims: {counts.join(", ")}.</p>
      <ul class="strip">
        {STUDY_PARTS.filter(({ claims }) => claims.length > 0).map(({ slug, title, claims }) => (
          <li key={slug}>
            <a href={`/experiments/${slug}?profile=${profile}`}>{title}</a>
            <span class="chips">
              {claims.map(({ id, text }) => {
                const verdict = verdicts.get(id)?.verdict ?? "not run";
                return (
                  <a
                    key={id}
                    class={`chip ${verdict.replace(" ", "-")}`}
                    href={`/claims?profile=${profile}#${claimAnchor(id)}`}
                    title={text}
                  >
                    {id.split("/").at(-1)} <span aria-hidden="true">{SIGNS[verdict]}</span>
                    <span class="visually-hidden">{verdict}</span>
                  </a>
                );
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
