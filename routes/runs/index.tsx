import { page } from "fresh";
import { NoReports } from "../../components/NoReports.tsx";
import { BrokenReports } from "../../components/BrokenReports.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { runsHref, RunTable } from "../../components/RunTable.tsx";
import { Select } from "../../components/Select.tsx";
import { define } from "../../src/web/define.ts";
import { choice } from "../../src/web/request.ts";
import { RUN_ORDERS, runsOf, sortedRuns } from "../../src/web/runs.ts";

/** Runs on one page. */
const PAGE = 100;

export const handler = define.handlers(async ({ state, url }) => {
  const reports = await state.library.read();
  const all = runsOf(reports.shown);
  const parts = ["", ...new Set(all.flatMap(({ parts }) => parts).sort())];
  const profiles = ["", ...new Set(all.map(({ profile }) => profile))];
  const models = ["", ...new Set(all.map(({ model }) => model))];
  const part = choice(url, "part", parts);
  const profile = choice(url, "profile", profiles);
  const model = choice(url, "model", models);
  const sort = choice(url, "sort", ["", ...RUN_ORDERS.map(({ name }) => name)]);
  const direction = choice(url, "direction", ["up", "down"]);
  const filtered = all.filter((run) =>
    (part === "" || run.parts.includes(part)) && (profile === "" || run.profile === profile) &&
    (model === "" || run.model === model)
  );
  const order = RUN_ORDERS.find(({ name }) => name === sort);
  const runs = order ? sortedRuns(filtered, order, direction === "down") : filtered;
  const pages = Array.from({ length: Math.max(1, Math.ceil(runs.length / PAGE)) }, (_, i) => i + 1);
  const number = Number(choice(url, "page", pages.map(String)));
  const asked = { part, profile, model, sort, direction };
  const shown = runs.slice((number - 1) * PAGE, number * PAGE);
  return page({ reports, all, runs, shown, parts, profiles, models, pages, number, asked });
});

export default define.page<typeof handler>(({ data }) => {
  const { reports, all, runs, shown, parts, profiles, models, pages, number, asked } = data;
  return (
    <article>
      <PageHead title="Runs">
        <p class="lead">
          A run is one job: a network trained from one seed, a baseline, or a probe that looks into
          a trained network. Its key is the sha256 of everything that may change its outcome; the
          same key gives the same weights on every machine.
        </p>
      </PageHead>
      {all.length === 0 ? <NoReports reports={reports} /> : (
        <>
          <BrokenReports broken={reports.broken} />
          <form class="filter" method="get" action="/runs">
            <Select name="part" label="Experiment" values={parts} chosen={asked.part} />
            <Select name="profile" label="Profile" values={profiles} chosen={asked.profile} />
            <Select name="model" label="Model" values={models} chosen={asked.model} />
            {asked.sort !== "" && <input type="hidden" name="sort" value={asked.sort} />}
            {asked.direction !== "up" && (
              <input type="hidden" name="direction" value={asked.direction} />
            )}
            <button type="submit">Show</button>
            <p aria-live="polite">{runs.length} of {all.length} runs</p>
          </form>
          <RunTable runs={shown} asked={asked} />
          {pages.length > 1 && (
            <nav class="switch" aria-label="Pages of runs">
              {pages.map((page) => (
                <a
                  key={page}
                  href={runsHref({ ...asked, page: String(page) })}
                  aria-current={page === number ? "page" : undefined}
                >
                  {(page - 1) * PAGE + 1}–{Math.min(page * PAGE, runs.length)}
                </a>
              ))}
            </nav>
          )}
        </>
      )}
    </article>
  );
});
