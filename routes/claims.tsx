import { page } from "fresh";
import { BrokenReports } from "../components/BrokenReports.tsx";
import { ClaimList } from "../components/ClaimList.tsx";
import { DataLabel } from "../components/DataLabel.tsx";
import { PageHead } from "../components/PageHead.tsx";
import { ProfileSwitch } from "../components/ProfileSwitch.tsx";
import { DECLARED } from "../src/report/claim.ts";
import { define } from "../src/web/define.ts";
import { reportAsked } from "../src/web/request.ts";
import { STUDY_PARTS } from "../src/web/study_parts.ts";
import { verdictsOf } from "../src/web/verdicts.ts";

export const handler = define.handlers(async ({ state, url }) => {
  const reports = await state.library.read();
  const report = reportAsked(url, reports);
  return page({ reports, report, verdicts: await verdictsOf(state.library, report) });
});

export default define.page<typeof handler>(({ data: { reports, report, verdicts } }) => {
  const count = (verdict: string): number =>
    [...verdicts.byClaim.values()].filter((claim) => claim.verdict === verdict).length;
  const total = STUDY_PARTS.reduce((sum, { claims }) => sum + claims.length, 0);
  return (
    <article>
      <PageHead title="What the study claims">
        <p class="lead">
          {total}{" "}
          claims, in our words, each turned into tests. A claim is supported when the whole 95%
          interval of each test lies on its side of the threshold, refuted when one lies wholly on
          the other side.
        </p>
        <p>{DECLARED}</p>
        {report && (
          <p>
            Profile {report.profile}: {count("supported")} supported, {count("refuted")} refuted,
            {" "}
            {count("inconclusive")} inconclusive, {count("not run")} not run.
          </p>
        )}
        {report?.simulated && (
          <p class="caution">
            On simulated data a verdict speaks of the simulation alone.
          </p>
        )}
        {report && (
          <p>
            <DataLabel simulated={report.simulated} />
          </p>
        )}
      </PageHead>
      <BrokenReports broken={[...reports.broken, ...verdicts.broken]} />
      {report && <ProfileSwitch path="/claims" current={report} shown={reports.shown} />}
      {STUDY_PARTS.filter(({ claims }) => claims.length > 0).map(({ id, slug, title, claims }) => (
        <section key={id} aria-labelledby={slug}>
          <h2 id={slug}>
            <a href={`/experiments/${slug}${report ? `?profile=${report.profile}` : ""}`}>
              {title}
            </a>
          </h2>
          <ClaimList claims={claims} verdicts={verdicts.byClaim} />
        </section>
      ))}
    </article>
  );
});
