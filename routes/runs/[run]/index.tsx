import { page } from "fresh";
import { DataLabel } from "../../../components/DataLabel.tsx";
import { Figure } from "../../../components/Figure.tsx";
import { LineChart } from "../../../components/LineChart.tsx";
import { PageHead } from "../../../components/PageHead.tsx";
import { RunFacts } from "../../../components/RunFacts.tsx";
import { RunProvenance } from "../../../components/RunProvenance.tsx";
import { fixed } from "../../../src/report/markdown.ts";
import { define } from "../../../src/web/define.ts";
import { findRun } from "../../../src/web/find_run.ts";

export const handler = define.handlers(async ({ params, state }) =>
  page(await findRun(state.library, params["run"]!))
);

export default define.page<typeof handler>(({ data: { run, report } }) => (
  <article>
    <PageHead
      title={run.seed === null ? run.model : `${run.model}, seed ${run.seed}`}
      kicker={`Run ${run.id} · experiment ${run.experiment} · profile ${run.profile}`}
    >
      <p>
        <DataLabel simulated={run.simulated} />
      </p>
    </PageHead>
    <RunFacts run={run} />
    {run.validation.length > 0 && (
      <Figure
        title="Validation error after each epoch"
        note={`Mean squared error on standardised values; the lowest, after epoch ${run.convergenceEpoch}, chose the weights.`}
        table={{
          header: ["epoch", "validation MSE"],
          rows: run.validation.map((mse, i) => [String(i + 1), fixed(mse, 6)]),
        }}
      >
        <LineChart
          xName="epoch"
          yName="validation MSE"
          lines={[{ name: run.model, colour: 0, values: run.validation }]}
          summary={`Starts at ${
            fixed(run.validation[0]!, 4)
          }, is lowest after epoch ${run.convergenceEpoch} at ${
            fixed(Math.min(...run.validation), 4)
          }, ends at ${fixed(run.validation.at(-1)!, 4)}.`}
        />
      </Figure>
    )}
    <section aria-labelledby="provenance">
      <h2 id="provenance">The chain from data to weights</h2>
      <RunProvenance run={run} report={report} />
    </section>
    <section aria-labelledby="take">
      <h2 id="take">Take it with you</h2>
      <ul class="downloads">
        <li>
          <a href={`/runs/${run.id}/run.json`} download={`${run.id}.json`}>run.json</a>{" "}
          <small>this page’s numbers and hashes</small>
        </li>
        {run.validation.length > 0 && (
          <li>
            <a href={`/runs/${run.id}/validation.csv`} download={`${run.id}-validation.csv`}>
              validation.csv
            </a>{" "}
            <small>the curve</small>
          </li>
        )}
      </ul>
      <p>
        To make this run again, and have its hashes compared:
      </p>
      <pre
        tabIndex={0}
      ><code>{`npx -y deno@2.9.6 task reproduce --profile ${run.profile} --only ${run.job}`}</code></pre>
      <p>
        <a href={`/compare?a=${run.id}`}>Compare it with another run</a>
      </p>
    </section>
  </article>
));
