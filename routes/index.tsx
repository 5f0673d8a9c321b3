import { page } from "fresh";
import { AccuracyTable } from "../components/ForecastTable.tsx";
import { BrokenReports } from "../components/BrokenReports.tsx";
import { ClaimStrip } from "../components/ClaimStrip.tsx";
import { Commands } from "../components/Commands.tsx";
import { DataLabel } from "../components/DataLabel.tsx";
import { TestErrorFigure } from "../components/ForecastFigures.tsx";
import { NoReports } from "../components/NoReports.tsx";
import { PageHead } from "../components/PageHead.tsx";
import { ProfileSwitch } from "../components/ProfileSwitch.tsx";
import { define } from "../src/web/define.ts";
import { forecastFindings, reviewFindings } from "../src/web/findings.ts";
import { reportAsked } from "../src/web/request.ts";
import { verdictsOf } from "../src/web/verdicts.ts";
import { STUDY_PARTS } from "../src/web/study_parts.ts";

export const handler = define.handlers(async ({ state, url }) => {
  const reports = await state.library.read();
  const report = reportAsked(url, reports);
  return page({ reports, report, verdicts: await verdictsOf(state.library, report) });
});

export default define.page<typeof handler>(({ data: { reports, report, verdicts } }) => {
  const comparison = report?.results.experiments["Q7-a"];
  return (
    <article>
      <PageHead title="One study, trained again from the first bit" kicker="A reproduction">
        <p class="lead">
          A student’s report on recurrent networks compares SimpleRNN, LSTM, GRU and BiLSTM: on
          reading film reviews, and on forecasting a household’s electric power one minute ahead. It
          draws {STUDY_PARTS
            .reduce((sum, { claims }) => sum + claims.length, 0)}{" "}
          conclusions from single runs. Here each network is trained again, so exactly that anyone
          can check the result by its hash, and every conclusion meets the numbers.
        </p>
      </PageHead>
      {report === undefined || comparison === undefined ? <NoReports reports={reports} /> : (
        <>
          <BrokenReports broken={reports.broken} />
          <ProfileSwitch path="/" current={report} shown={reports.shown} />
          <section aria-labelledby="found">
            <h2 id="found">
              What was found <DataLabel simulated={report.simulated} />
            </h2>
            {report.simulated && (
              <p class="caution">
                These data come from this project’s own simulator of a household and its own grammar
                of reviews. They show that the pipeline works and is exact; of real households and
                reviews they say nothing. The study’s figures, on real data, stand beside them for
                orientation.
              </p>
            )}
            <ul class="findings">
              {[
                ...reviewFindings(report.results.experiments["Q6-A"]),
                ...forecastFindings(comparison),
              ].map(({ headline, detail }) => (
                <li key={headline}>
                  <h3>{headline}</h3>
                  <p>{detail}</p>
                </li>
              ))}
            </ul>
          </section>
          <TestErrorFigure comparison={comparison} simulated={report.simulated} />
          <section aria-labelledby="claims">
            <h2 id="claims">What became of its claims</h2>
            <BrokenReports broken={verdicts.broken} />
            {verdicts.broken.length === 0 && (
              <ClaimStrip verdicts={verdicts.byClaim} profile={report.profile} />
            )}
          </section>
          <section aria-labelledby="numbers">
            <h2 id="numbers">The numbers, beside the study’s own</h2>
            <AccuracyTable
              comparison={comparison}
              report={report}
              caption={`Forecasts of ${
                comparison.windows.toLocaleString("en-GB")
              } test windows, one minute ahead`}
            />
            <p class="table-note">
              Errors are on standardised values; skill is the share of persistence’s squared error
              that is saved.{" "}
              <a href={`/experiments/q7-a?profile=${report.profile}`}>
                The whole experiment: cost, curves, tests and method
              </a>.
            </p>
          </section>
        </>
      )}
      <Commands />
    </article>
  );
});
