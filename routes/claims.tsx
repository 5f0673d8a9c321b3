import { page } from "fresh";
import { BrokenReports } from "../components/BrokenReports.tsx";
import { ClaimList } from "../components/ClaimList.tsx";
import { DataLabel } from "../components/DataLabel.tsx";
import { PageHead } from "../components/PageHead.tsx";
import { ProfileSwitch } from "../components/ProfileSwitch.tsx";
import { define } from "../src/web/define.ts";
import { type Evidence, evidenceOf } from "../src/web/evidence.ts";
import { holdsPart } from "../src/web/part_report.ts";
import { reportAsked } from "../src/web/request.ts";
import { STUDY_PARTS } from "../src/web/study_parts.ts";

export const handler = define.handlers(async ({ state, url }) => {
  const reports = await state.library.read();
  return page({ reports, report: reportAsked(url, reports) });
});

export default define.page<typeof handler>(({ data: { reports, report } }) => {
  const evidence: ReadonlyMap<string, Evidence> = report ? evidenceOf(report) : new Map();
  const total = STUDY_PARTS.reduce((sum, { claims }) => sum + claims.length, 0);
  return (
    <article>
      <PageHead title="What the study claims">
        <p class="lead">
          {total}{" "}
          claims, in our words, each with its id. Below each stands what the published results hold
          for or against it: so far for {evidence.size}{" "}
          of them. No verdict is given on a single seed or on simulated data.
        </p>
        {report && (
          <p>
            <DataLabel simulated={report.simulated} />
          </p>
        )}
      </PageHead>
      <BrokenReports broken={reports.broken} />
      {report && <ProfileSwitch path="/claims" current={report} shown={reports.shown} />}
      {STUDY_PARTS.map(({ id, slug, title, claims }) => (
        <section key={id} aria-labelledby={slug}>
          <h2 id={slug}>
            <a href={`/experiments/${slug}`}>{title}</a>
          </h2>
          <ClaimList
            claims={claims}
            evidence={evidence}
            tested={report !== undefined && holdsPart(report, id)}
          />
        </section>
      ))}
    </article>
  );
});
