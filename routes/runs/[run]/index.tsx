import { page } from "fresh";
import { ConfigTable } from "../../../components/ConfigTable.tsx";
import { CurveFigures } from "../../../components/CurveFigures.tsx";
import { DataLabel } from "../../../components/DataLabel.tsx";
import { PageHead } from "../../../components/PageHead.tsx";
import { RunDownloads } from "../../../components/RunDownloads.tsx";
import { RunFacts } from "../../../components/RunFacts.tsx";
import { RunProvenance } from "../../../components/RunProvenance.tsx";
import { define } from "../../../src/web/define.ts";
import { findRun } from "../../../src/web/find_run.ts";
import { runName } from "../../../src/web/runs.ts";

export const handler = define.handlers(async ({ params, state: { library, models } }) => {
  const { run, report } = await findRun(library, params["run"]!);
  return page({ run, report, files: await models.of(run) });
});

export default define.page<typeof handler>(({ data: { run, report, files } }) => (
  <article>
    <PageHead title={runName(run)} kicker={`${run.job} · profile ${run.profile}`}>
      <p>
        <DataLabel simulated={run.simulated} />{" "}
        <a href={`/experiments/${run.experiment.toLowerCase()}?profile=${run.profile}`}>
          Experiment {run.experiment}
        </a>
        {run.aliases.length > 0 && `, the same job as ${run.aliases.join(", ")}`}
      </p>
    </PageHead>
    <RunFacts run={run} />
    {Object.keys(run.curves).length > 0 && (
      <CurveFigures
        all={[{ name: run.model, curves: run.curves }]}
        note={`The lowest validation loss, after epoch ${run.bestEpoch}, chose the weights.`}
      />
    )}
    <section aria-labelledby="told">
      <h2 id="told">What it was told</h2>
      <ConfigTable caption="Configuration, as it was hashed" runs={[run]} />
    </section>
    <section aria-labelledby="provenance">
      <h2 id="provenance">The chain from data to weights</h2>
      <RunProvenance run={run} report={report} />
    </section>
    <section aria-labelledby="take">
      <h2 id="take">Take it with you</h2>
      <RunDownloads run={run} files={files} />
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
