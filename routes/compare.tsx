import { page } from "fresh";
import { ComparisonTable } from "../components/ComparisonTable.tsx";
import { Figure } from "../components/Figure.tsx";
import { LineChart } from "../components/LineChart.tsx";
import { NoReports } from "../components/NoReports.tsx";
import { PageHead } from "../components/PageHead.tsx";
import { Select } from "../components/Select.tsx";
import { fixed } from "../src/report/markdown.ts";
import { pairTests } from "../src/web/compare.ts";
import { define } from "../src/web/define.ts";
import { pText } from "../src/web/findings.ts";
import { choice } from "../src/web/request.ts";
import { runName, runsOf } from "../src/web/runs.ts";

/** Names of the parameters, one for each run side by side. */
const PLACES = ["a", "b", "c", "d"] as const;

export const handler = define.handlers(async ({ state, url }) => {
  const reports = await state.library.read();
  const all = runsOf(reports.shown);
  const ids = ["", ...all.map(({ id }) => id)];
  const asked = PLACES.map((place) => choice(url, place, ids));
  // Somebody who comes without a wish sees two networks that differ.
  const first = all[0], other = all.find(({ model }) => model !== first?.model);
  const chosen = asked.some((id) => id !== "")
    ? asked
    : PLACES.map((_, i) => [first, other][i]?.id ?? "");
  const runs = [...new Set(chosen)].flatMap((id) => all.filter((run) => run.id === id));
  return page({ reports, all, chosen, runs, tests: pairTests(runs, reports.shown) });
});

export default define.page<typeof handler>(({ data: { reports, all, chosen, runs, tests } }) => {
  const curves = runs.filter(({ validation }) => validation.length > 0);
  const names = new Map(all.map((run) => [run.id, `${run.profile}: ${runName(run)}`]));
  const lines = curves.map((run, colour) => ({
    name: runName(run),
    colour,
    values: run.validation,
  }));
  return (
    <article>
      <PageHead title="Compare runs">
        <p class="lead">Up to four runs side by side: what they were told, and what came of it.</p>
      </PageHead>
      {all.length === 0 ? <NoReports reports={reports} /> : (
        <>
          <form class="filter" method="get" action="/compare">
            {PLACES.map((place, i) => (
              <Select
                key={place}
                name={place}
                label={`Run ${place}`}
                values={["", ...names.keys()]}
                chosen={chosen[i]!}
                text={(id) => names.get(id) ?? "none"}
              />
            ))}
            <button type="submit">Compare</button>
          </form>
          <ComparisonTable runs={runs} />
          <section aria-labelledby="tests">
            <h2 id="tests">Does the difference exceed chance?</h2>
            {tests.length === 0
              ? (
                <p>
                  The test compares two forecasters on the same windows: choose two different ones
                  of one profile. Two seeds of one network differ by the luck of training alone.
                </p>
              )
              : (
                <ul>
                  {tests.map(({ profile, a, b, meanDifferential, probability }) => (
                    <li key={`${profile} ${a} ${b}`}>
                      {meanDifferential < 0 ? a : b} is better than {meanDifferential < 0 ? b : a}
                      {" "}
                      by {fixed(Math.abs(meanDifferential), 5)} in MSE, {pText(probability)}{" "}
                      (Diebold–Mariano on the errors averaged over all seeds, profile {profile}).
                    </li>
                  ))}
                </ul>
              )}
          </section>
          {lines.length > 0 && (
            <Figure
              title="Validation error after each epoch"
              note="Mean squared error on standardised values."
              table={{
                header: ["epoch", ...lines.map(({ name }) => name)],
                rows: Array.from(
                  { length: Math.max(...lines.map(({ values }) => values.length)) },
                  (_, i) => [
                    String(i + 1),
                    ...lines.map(({ values }) =>
                      values[i] === undefined ? "–" : fixed(values[i], 6)
                    ),
                  ],
                ),
              }}
            >
              <LineChart
                xName="epoch"
                yName="validation MSE"
                lines={lines}
                summary={lines.map(({ name, values }) =>
                  `${name} ends at ${fixed(values.at(-1)!, 4)}.`
                ).join(" ")}
              />
            </Figure>
          )}
        </>
      )}
    </article>
  );
});
