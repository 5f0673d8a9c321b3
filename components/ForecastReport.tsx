import type { JSX } from "preact";
import type { ForecastComparison } from "../src/report/forecast_comparison.ts";
import { fixed, grouped } from "../src/report/markdown.ts";
import type { ProfileReport } from "../src/web/report_library.ts";
import { TestErrorFigure, ValidationFigure } from "./ForecastFigures.tsx";
import { AccuracyTable, CostTable } from "./ForecastTable.tsx";
import { PairTable } from "./PairTable.tsx";

/** Everything that Q7-a has found, from the headline to the tests. */
export function ForecastReport(
  { report, comparison }: {
    readonly report: ProfileReport;
    readonly comparison: ForecastComparison;
  },
): JSX.Element {
  const { scaling, dieboldMariano, windows, models } = comparison;
  const seeds = Math.min(...models.map(({ runs }) => runs.length));
  return (
    <>
      <section aria-labelledby="accuracy">
        <h2 id="accuracy">Accuracy</h2>
        <TestErrorFigure comparison={comparison} simulated={report.simulated} />
        <AccuracyTable
          comparison={comparison}
          report={report}
          caption={`One-step forecasts of ${grouped(windows)} test windows`}
        />
        <p class="table-note">
          Skill is 1 − MSE / MSE of persistence, which forecasts the last value seen: 1 is perfect,
          0 is no better. {seeds > 1
            ? `“±” is half of the 95% interval of the mean over ${seeds} seeds (Student’s t).`
            : "Each network was trained with one seed: there is no interval, and small differences mean nothing."}
        </p>
      </section>
      <section aria-labelledby="cost">
        <h2 id="cost">Cost</h2>
        <CostTable comparison={comparison} report={report} />
        <p class="table-note">
          Seconds are the median over epochs on{" "}
          {report.timings.machine.processor}, one thread; the study’s machine is not known. The
          convergence epoch is that of the lowest validation loss, counted from 1. An epoch here is
          a draw from the training part and no pass over it, so that neither can be set against the
          study’s directly.
        </p>
        <ValidationFigure comparison={comparison} />
      </section>
      <section aria-labelledby="tests">
        <h2 id="tests">Are two forecasters equally accurate?</h2>
        <p>
          The test of Diebold and Mariano asks whether two forecasters, on the same windows in the
          order of time, differ in squared error by more than chance; corrected for small samples,
          with {dieboldMariano.bandwidth}{" "}
          lags in the variance. Probabilities are two-sided and not adjusted for their number; those
          below 0.05 are in bold. The test asks about these trained networks; it does not hold the
          scatter over seeds.
        </p>
        <PairTable comparison={comparison} />
      </section>
      <section aria-labelledby="method" class="prose">
        <h2 id="method">Method</h2>
        <ul>
          <li>
            Each network has two recurrent layers of 64 units, reads 60 past values and forecasts
            the next minute. Weights start as in PyTorch, Adam trains them on the mean squared
            error.
          </li>
          <li>
            The series is split in the order of time: 70% for training, 15% for validation, 15% for
            testing. Mean (
            {fixed(scaling.mean, 4)}{" "}
            kW) and standard deviation ({fixed(scaling.standardDeviation, 4)}{" "}
            kW) come from the training part alone. Windows that would cross a gap of the sensor are
            dropped.
          </li>
          <li>The weights of the epoch with the lowest validation loss are tested, once.</li>
          <li>
            Persistence forecasts the last value seen. The linear autoregression is fitted by least
            squares to the same 60 values.
          </li>
        </ul>
      </section>
    </>
  );
}
