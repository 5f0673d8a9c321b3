import { HttpError, page } from "fresh";
import { ClaimList } from "../../components/ClaimList.tsx";
import { DataLabel } from "../../components/DataLabel.tsx";
import { Downloads } from "../../components/Downloads.tsx";
import { FigureTable } from "../../components/FigureTable.tsx";
import { ForecastReport } from "../../components/ForecastReport.tsx";
import { NoReports } from "../../components/NoReports.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { ProfileSwitch } from "../../components/ProfileSwitch.tsx";
import { Provenance } from "../../components/Provenance.tsx";
import { define } from "../../src/web/define.ts";
import { evidenceOf } from "../../src/web/evidence.ts";
import { reportAsked } from "../../src/web/request.ts";
import { partOf, STUDY_PARTS } from "../../src/web/study_parts.ts";

export const handler = define.handlers(async ({ params, state, url }) => {
  const part = partOf(params["id"]!);
  if (part === undefined) {
    throw new HttpError(
      404,
      `The study has no such experiment. It has ${STUDY_PARTS.map(({ id }) => id).join(", ")}.`,
    );
  }
  const reports = await state.library.read();
  return page({ part, reports, report: reportAsked(url, reports) });
});

export default define.page<typeof handler>(({ data: { part, reports, report } }) => {
  const comparison = part.id === "Q7-a" ? report?.results.experiments["Q7-a"] : undefined;
  const shownHere = report !== undefined && comparison !== undefined;
  return (
    <article>
      <PageHead title={part.title} kicker={`Experiment ${part.id}`}>
        <p class="lead">{part.question}</p>
        {shownHere && (
          <p>
            <DataLabel simulated={report.simulated} />
          </p>
        )}
      </PageHead>
      {shownHere
        ? (
          <>
            <ProfileSwitch
              path={`/experiments/${part.slug}`}
              current={report}
              shown={reports.shown}
            />
            {report.simulated && (
              <p class="caution">
                These series come from this project’s own simulator of a household. The study’s
                figures, on real data, stand beside ours for orientation only.
              </p>
            )}
            <ForecastReport report={report} comparison={comparison} />
          </>
        )
        : part.id === "Q7-a"
        ? <NoReports reports={reports} />
        : (
          <p class="caution">
            The published results do not hold this experiment yet. Here are the study’s own figures
            and claims.
          </p>
        )}
      {!shownHere && part.figures && (
        <FigureTable caption="The study’s own figures" table={part.figures} />
      )}
      <section aria-labelledby="claims">
        <h2 id="claims">What the study claims</h2>
        <ClaimList
          claims={part.claims}
          evidence={shownHere ? evidenceOf(report) : new Map()}
        />
      </section>
      {shownHere && (
        <section aria-labelledby="provenance">
          <h2 id="provenance">Where the numbers come from</h2>
          <Provenance provenance={report.results.provenance} />
          <p>
            <a href={`/runs?profile=${report.profile}`}>
              Every job of this profile, with its key and hashes
            </a>
          </p>
          <Downloads profile={report.profile} />
        </section>
      )}
    </article>
  );
});
