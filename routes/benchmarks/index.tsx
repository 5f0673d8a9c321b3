import { page } from "fresh";
import { BrokenReports } from "../../components/BrokenReports.tsx";
import { FigureTable } from "../../components/FigureTable.tsx";
import { MarkdownReport } from "../../components/MarkdownReport.tsx";
import { NoReports } from "../../components/NoReports.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { inferenceText } from "../../src/bench/inference_text.ts";
import { trainingText } from "../../src/bench/training_result.ts";
import { fixed } from "../../src/report/markdown.ts";
import { Q7_A_COMPARISON } from "../../src/report/study.ts";
import { define } from "../../src/web/define.ts";
import { epochTimes } from "../../src/web/epoch_times.ts";

export const handler = define.handlers(async ({ state: { library } }) => {
  const [reports, inference, training] = await Promise.all([
    library.read(),
    library.inference(),
    library.training(),
  ]);
  return page({ reports, inference, training });
});

export default define.page<typeof handler>(({ data: { reports, inference, training } }) => (
  <article>
    <PageHead title="Benchmarks">
      <p class="lead">
        How long predictions and trainings take, and which model to ship. Times differ from run to
        run and from machine to machine; no other number here does.
      </p>
    </PageHead>
    <section aria-labelledby="inference">
      <h2 id="inference">Inference</h2>
      {"problem" in inference
        ? <BrokenReports broken={[inference]} />
        : <MarkdownReport text={inferenceText(inference)} figures="/benchmarks/figures/" />}
    </section>
    <section aria-labelledby="training">
      <h2 id="training">Training steps</h2>
      {"problem" in training
        ? <BrokenReports broken={[training]} />
        : <MarkdownReport text={trainingText(training)} figures="" />}
    </section>
    {reports.shown.length === 0 && <NoReports reports={reports} />}
    {reports.shown.map(({ profile, timings, results }) => (
      <section key={profile} aria-labelledby={`times-${profile}`}>
        <h2 id={`times-${profile}`}>Seconds for an epoch, profile {profile}</h2>
        <p class="table-note">
          {timings.machine.processor}, {timings.machine.cores} cores, {timings.machine.system},{" "}
          {timings.machine.runtime}; one thread for each job, all cores at work.
        </p>
        <FigureTable
          caption={`Experiment Q7-a, profile ${profile}`}
          table={{
            header: ["model", "epochs timed", "fastest", "median", "slowest", "the study"],
            rows: epochTimes(results, timings).map(({ model, count, minimum, median, maximum }) => [
              model,
              String(count),
              fixed(minimum, 2),
              fixed(median, 2),
              fixed(maximum, 2),
              ...Q7_A_COMPARISON.filter((row) =>
                row.model === model
              )
                .map(({ secondsPerEpoch }) => fixed(secondsPerEpoch, 2)),
            ]),
          }}
        />
      </section>
    ))}
    <section aria-labelledby="measure" class="prose">
      <h2 id="measure">Measure it yourself</h2>
      <p>
        One training step of each cell (forward, backward and Adam; 64 samples of 60 steps; two
        layers of 64 units; one thread) against stock tf.layers on WebAssembly, in turns, and
        against PyTorch where a Python with it is given:
      </p>
      <pre tabIndex={0}><code>npx -y deno@2.9.6 task bench:train</code></pre>
      <p>
        The exported models in onnxruntime, beside this engine and stock tf.layers, from the models
        in the repository, without training anything:
      </p>
      <pre tabIndex={0}><code>npx -y deno@2.9.6 task bench</code></pre>
    </section>
  </article>
));
