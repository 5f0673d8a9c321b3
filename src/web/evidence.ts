/**
 * What results say to the claims of Q7-a: the numbers that a reader would look up, in the words of the claim. It judges
 * nothing; a verdict needs several seeds and a rule that was set before looking.
 */
import type { ForecastComparison } from "../report/forecast_comparison.ts";
import { fixed, grouped, withInterval } from "../report/markdown.ts";
import { medianSecondsPerEpoch } from "../report/timings.ts";
import { pairOf, pText } from "./findings.ts";
import type { ProfileReport } from "./report_library.ts";

type ModelResult = ForecastComparison["models"][number];

/** What stands for or against a claim. */
export interface Evidence {
  /** The claim's id: `Q7-a/a1`. */
  readonly claim: string;
  /** In sentences. */
  readonly text: string;
}

function test(comparison: ForecastComparison, a: string, b: string): string {
  const pair = pairOf(comparison, a, b);
  return pair === undefined ? "" : ` (Diebold–Mariano, ${pText(pair.probability)})`;
}

function errorOf({ model, test }: ModelResult): string {
  return `${model} ${withInterval(test.mse, 4)}`;
}

/** Evidence of one report by the claim's id. */
export function evidenceOf(report: ProfileReport): ReadonlyMap<string, Evidence> {
  const comparison = report.results.experiments["Q7-a"];
  const found = new Map<string, Evidence>();
  if (comparison === undefined) return found;
  const named = (name: string): ModelResult | undefined =>
    comparison.models.find(({ model }) => model === name);
  const [plain, lstm, gru, both] = ["SimpleRNN", "LSTM", "GRU", "BiLSTM"].map(named);
  if (!plain || !lstm || !gru || !both) return found;
  const seconds = ({ runs }: ModelResult): string => {
    const median = medianSecondsPerEpoch(report.timings, runs.map(({ job }) => job));
    return median === null ? "no time on record" : `${fixed(median, 2)} s/epoch`;
  };
  const cost = (model: ModelResult): string =>
    `${grouped(model.parameters)} parameters and ${seconds(model)}`;
  const add = (claim: string, text: string): void => void found.set(claim, { claim, text });

  add(
    "Q7-a/a1",
    `Test MSE: ${errorOf(gru)}, ${errorOf(lstm)}${test(comparison, "GRU", "LSTM")}. ` +
      `GRU takes ${cost(gru)}; LSTM takes ${cost(lstm)}.`,
  );
  add(
    "Q7-a/a2",
    `Test MSE: ${errorOf(both)}, ${errorOf(lstm)}${test(comparison, "BiLSTM", "LSTM")}. ` +
      `BiLSTM has ${
        fixed(both.parameters / lstm.parameters, 2)
      } times LSTM’s parameters, not twice; ` +
      `it takes ${seconds(both)}, LSTM ${seconds(lstm)}.`,
  );
  const ranked = [...comparison.models].sort((a, b) => b.test.mse.mean - a.test.mse.mean);
  add(
    "Q7-a/a3",
    `By test MSE, from the worst: ${ranked.map(errorOf).join(", ")}.` +
      ["LSTM", "GRU", "BiLSTM"].map((name) => {
        const pair = pairOf(comparison, "SimpleRNN", name);
        return pair === undefined ? "" : ` Against ${name}: ${pText(pair.probability)}.`;
      }).join(""),
  );
  const epochs = ({ model, runs }: ModelResult): string =>
    `${model} at ${runs.length > 1 ? "epochs" : "epoch"} ${
      runs.map(({ convergenceEpoch }) => convergenceEpoch).join(", ")
    }`;
  add("Q7-a/a4", `Lowest validation loss: ${epochs(gru)}; ${epochs(lstm)}.`);
  return found;
}
