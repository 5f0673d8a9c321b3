import { FigureTable } from "../components/FigureTable.tsx";
import { PageHead } from "../components/PageHead.tsx";
import RnnStepper from "../islands/RnnStepper.tsx";
import StackCalculator from "../islands/StackCalculator.tsx";
import { fixed, grouped } from "../src/report/markdown.ts";
import { P1_COSTS, P2_STEP } from "../src/report/study.ts";
import { vectorText } from "../src/theory/step_text.ts";
import { STUDY_NETWORKS } from "../src/theory/study_networks.ts";
import { theory } from "../src/theory/theory.ts";
import { define } from "../src/web/define.ts";

const { cells, reach } = theory(P2_STEP.given);

export default define.page(() => (
  <article>
    <PageHead title="Counting by hand" kicker="Problems P1 and P2">
      <p class="lead">
        The study begins with two problems worked on paper. Here they are computed, and every number
        can be changed. The questions P3 to P5 are answered in words in the{" "}
        <a href="/discussion">discussion</a>.
      </p>
    </PageHead>
    <section aria-labelledby="p1">
      <h2 id="p1">P1: what a stack of layers costs</h2>
      <p>
        A multiply and an add count one each, with one add for each element of a bias. “Sees” is the
        most of the input that one place of a layer’s output may depend on.
      </p>
      <StackCalculator
        presets={STUDY_NETWORKS.map(({ name, input, layers }) => ({ name, input, layers }))}
      />
      <FigureTable
        caption="The study’s own count of its network"
        table={{
          header: ["layer", "parameters", "FLOPs a step", "steps", "FLOPs"],
          rows: P1_COSTS.map(({ layer, parameters, flopsPerStep, steps }) => [
            layer,
            grouped(parameters),
            grouped(flopsPerStep),
            String(steps),
            grouped(flopsPerStep * steps),
          ]),
        }}
      />
    </section>
    <section aria-labelledby="p2">
      <h2 id="p2">P2: one step of a recurrent cell</h2>
      <p>
        h = tanh(W_hh·h + W_xh·x + b_h), and ŷ = W_hy·h + b_y. On paper the study found h ={" "}
        {vectorText(P2_STEP.worked.hidden)} and ŷ = {vectorText(P2_STEP.worked.output, 3)}.
      </p>
      <RnnStepper given={P2_STEP.given} />
    </section>
    <section aria-labelledby="cells">
      <h2 id="cells">The cells at equal sizes</h2>
      <p>
        With {cells.sizes.layers} layers of {cells.sizes.units}{" "}
        units, as in the forecasts. A cell has one block of weights for each gate and candidate: 1
        in SimpleRNN, 3 in GRU, 4 in LSTM.
      </p>
      <FigureTable
        caption="Parameters and FLOPs, and their ratio to SimpleRNN’s"
        table={{
          header: ["model", "recurrent stack", "ratio", "with head", "ratio", "FLOPs"],
          rows: cells.rows.map((row) => [
            row.model,
            grouped(row.stack),
            fixed(row.stackRatio, 2),
            grouped(row.whole),
            fixed(row.wholeRatio, 2),
            grouped(row.flops),
          ]),
        }}
      />
    </section>
    <section aria-labelledby="reach">
      <h2 id="reach">How far back one output sees</h2>
      <FigureTable
        caption="Steps seen by the last output"
        table={{
          header: [
            "model",
            ...reach.settings.layers.map((count) => `${count} ${count === 1 ? "layer" : "layers"}`),
            `layers for ${reach.settings.steps} steps`,
          ],
          rows: reach.rows.map(({ model, reach: seen, layersNeeded }) => [
            model,
            ...seen.map((steps) => steps === null ? "all" : String(steps)),
            String(layersNeeded),
          ]),
        }}
      />
      <p class="table-note">
        What may have an influence and what does have one are two things:{" "}
        <a href="/experiments/q6-b">see the gradient over time</a>.
      </p>
    </section>
  </article>
));
