import { page } from "fresh";
import { ComparisonTable } from "../components/ComparisonTable.tsx";
import { ConfigTable } from "../components/ConfigTable.tsx";
import { CurveFigures } from "../components/CurveFigures.tsx";
import { DifferenceTests } from "../components/DifferenceTests.tsx";
import { BrokenReports } from "../components/BrokenReports.tsx";
import { NoReports } from "../components/NoReports.tsx";
import { PageHead } from "../components/PageHead.tsx";
import { RunPicker } from "../components/RunPicker.tsx";
import { forecastTests, reviewTests } from "../src/web/compare.ts";
import { define } from "../src/web/define.ts";
import { choice } from "../src/web/request.ts";
import { type Run, runsOf } from "../src/web/runs.ts";

/** Names of the parameters, one for each run side by side. */
const PLACES = ["a", "b", "c", "d"] as const;

/** What somebody sees who comes without a wish: the first network of the headline and another. */
function telling(all: readonly Run[]): readonly (Run | undefined)[] {
  const trained = all.filter(({ experiment, seed }) => experiment === "Q7-a" && seed !== null);
  const [first] = trained;
  return [first, trained.find(({ model }) => model !== first?.model)];
}

export const handler = define.handlers(async ({ state, url }) => {
  const reports = await state.library.read();
  const all = runsOf(reports.shown);
  const ids = ["", ...all.map(({ id }) => id)];
  const asked = PLACES.map((place) => choice(url, place, ids));
  const chosen = asked.some((id) => id !== "")
    ? asked
    : PLACES.map((_, i) => telling(all)[i]?.id ?? "");
  const runs = [...new Set(chosen)].flatMap((id) => all.filter((run) => run.id === id));
  const forecasts = forecastTests(runs, reports.shown), reviews = reviewTests(runs, reports.shown);
  return page({ reports, all, runs, forecasts, reviews });
});

export default define.page<typeof handler>(({ data }) => {
  const { reports, all, runs, forecasts, reviews } = data;
  const profiles = new Set(runs.map(({ profile }) => profile));
  return (
    <article>
      <PageHead title="Compare runs">
        <p class="lead">Up to four runs side by side: what they were told, and what came of it.</p>
      </PageHead>
      {all.length === 0 ? <NoReports reports={reports} /> : (
        <>
          <BrokenReports broken={reports.broken} />
          <RunPicker places={PLACES} all={all} chosen={runs} />
          <ComparisonTable runs={runs} />
          <section aria-labelledby="tests">
            <h2 id="tests">Does the difference exceed chance?</h2>
            <DifferenceTests forecasts={forecasts} reviews={reviews} />
          </section>
          {runs.length > 1 && (
            <section aria-labelledby="told">
              <h2 id="told">What they were told</h2>
              <ConfigTable caption="Settings in which the configurations differ" runs={runs} />
            </section>
          )}
          <CurveFigures
            all={runs.map(({ profile, job, curves }) => ({
              name: profiles.size > 1 ? `${profile}: ${job}` : job,
              curves,
            }))}
            note="On the validation part, for every run that was trained in epochs."
          />
        </>
      )}
    </article>
  );
});
