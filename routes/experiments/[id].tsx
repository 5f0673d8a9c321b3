import { HttpError, page } from "fresh";
import { BrokenReports } from "../../components/BrokenReports.tsx";
import { ClaimList } from "../../components/ClaimList.tsx";
import { DataLabel } from "../../components/DataLabel.tsx";
import { Downloads } from "../../components/Downloads.tsx";
import { FigureTable } from "../../components/FigureTable.tsx";
import { ForecastReport } from "../../components/ForecastReport.tsx";
import { NoReports } from "../../components/NoReports.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { MarkdownReport } from "../../components/MarkdownReport.tsx";
import { PartJobs } from "../../components/PartJobs.tsx";
import { ProfileSwitch } from "../../components/ProfileSwitch.tsx";
import { Provenance } from "../../components/Provenance.tsx";
import { trainingNote } from "../../src/report/training_note.ts";
import { define } from "../../src/web/define.ts";
import { verdictsOf } from "../../src/web/verdicts.ts";
import { dataOfPart, madeUp, partReport } from "../../src/web/part_report.ts";
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
  const report = reportAsked(url, reports);
  return page({ part, reports, report, verdicts: await verdictsOf(state.library, report) });
});

export default define.page<typeof handler>(({ data: { part, reports, report, verdicts } }) => {
  const comparison = part.id === "Q7-a" ? report?.results.experiments["Q7-a"] : undefined;
  const rendered = report && comparison === undefined ? partReport(report, part.id) : undefined;
  const note = report && trainingNote(report.jobs.jobs, part.id);
  const shownHere = report !== undefined && (comparison !== undefined || rendered !== undefined);
  return (
    <article>
      <PageHead title={part.title} kicker={`Experiment ${part.id}`}>
        <p class="lead">{part.question}</p>
        {shownHere && (
          <p>
            <DataLabel simulated={madeUp(report, part.id)} />
          </p>
        )}
      </PageHead>
      {report === undefined ? <NoReports reports={reports} /> : (
        <ProfileSwitch
          path={`/experiments/${part.slug}`}
          current={report}
          shown={reports.shown}
        />
      )}
      {shownHere && part.claims.length > 0 && madeUp(report, part.id) && (
        <p class="caution">
          These data come from this project’s own simulator; <a href="/data">see how alike</a>{" "}
          they are. The study’s figures, on real data, stand beside ours for orientation only.
        </p>
      )}
      {report && !shownHere && (
        <p class="caution">
          The published results of profile {report.profile} do not hold this experiment yet.{" "}
          {part.claims.length > 0 && "Here are the study’s own figures and claims."}
        </p>
      )}
      {note && shownHere && <p class="table-note">{note}</p>}
      {part.figures && comparison === undefined && (
        <FigureTable caption="The study’s own figures" table={part.figures} />
      )}
      {report && comparison && <ForecastReport report={report} comparison={comparison} />}
      {report && rendered && (
        <MarkdownReport text={rendered.section} figures={`/reports/${report.profile}/figures/`} />
      )}
      {part.claims.length > 0 && (
        <section aria-labelledby="claims">
          <h2 id="claims">What the study claims</h2>
          <BrokenReports broken={verdicts.broken} />
          <ClaimList claims={part.claims} verdicts={verdicts.byClaim} />
        </section>
      )}
      {report && rendered && <PartJobs groups={rendered.jobs} />}
      {shownHere && (
        <section aria-labelledby="provenance">
          <h2 id="provenance">Where the numbers come from</h2>
          <Provenance provenance={report.results.provenance} data={dataOfPart(report, part.id)} />
          <p>
            <a href={`/experiments/${part.slug}/curves?profile=${report.profile}`}>
              How the networks learned, epoch by epoch
            </a>
          </p>
          <p>
            <a href={`/runs?part=${part.id}&profile=${report.profile}`}>
              Every job of this experiment, with its configuration, curves and hashes
            </a>
          </p>
          <Downloads profile={report.profile} />
        </section>
      )}
    </article>
  );
});
