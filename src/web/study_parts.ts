/** The parts of the study as pages show them: what was asked, the study's own figures, its claims. */
import { fixed, grouped } from "../report/markdown.ts";
import {
  type Claim,
  Q6_A_ACCURACY,
  Q6_A_CLAIMS,
  Q6_B_CLAIMS,
  Q6_B_GRADIENT,
  Q6_C_CLAIMS,
  Q6_C_VARIANCE,
  Q7_A_CLAIMS,
  Q7_A_COMPARISON,
  Q7_B_CLAIMS,
  Q7_C_CLAIMS,
  Q7_C_WINDOWS,
  Q7_D_CLAIMS,
  Q7_E_CLAIMS,
  Q7_E_GATES,
} from "../report/study.ts";

/** A table of text; every column but the first holds numbers. */
export interface TextTable {
  /** Names of the columns. */
  readonly header: readonly string[];
  /** Cells, row by row. */
  readonly rows: readonly (readonly string[])[];
}

/** A part of the study. */
export interface StudyPart {
  /** Its id: `Q7-a`. */
  readonly id: string;
  /** Its last part of the address: `q7-a`. */
  readonly slug: string;
  /** What it is about, in a few words. */
  readonly title: string;
  /** What was asked, in a sentence. */
  readonly question: string;
  /** The study's own figures. */
  readonly figures?: TextTable;
  /** What the study states. */
  readonly claims: readonly Claim[];
}

const MODELS = ["SimpleRNN", "LSTM", "GRU", "BiLSTM"] as const;

function part(id: string, rest: Omit<StudyPart, "id" | "slug">): StudyPart {
  return { id, slug: id.toLowerCase(), ...rest };
}

/** The experiments, in the study's order. */
export const STUDY_PARTS: readonly StudyPart[] = [
  part("P4", {
    title: "A perceptron against recurrence",
    question: "Does a perceptron generalise over position and length as a recurrent network does?",
    claims: [],
  }),
  part("Q6-A", {
    title: "Sentiment and review length",
    question: "How does the accuracy of SimpleRNN and LSTM change as film reviews grow longer?",
    figures: {
      header: ["length, tokens", "SimpleRNN, %", "LSTM, %"],
      rows: Q6_A_ACCURACY.map(({ length, SimpleRNN, LSTM }) => [
        String(length),
        fixed(SimpleRNN, 2),
        fixed(LSTM, 2),
      ]),
    },
    claims: Q6_A_CLAIMS,
  }),
  part("Q6-B", {
    title: "Gradient over time",
    question: "How much of the loss’s gradient reaches the early steps of a sequence of 200?",
    figures: {
      header: ["step", "SimpleRNN", "LSTM"],
      rows: Q6_B_GRADIENT.map(({ t, SimpleRNN, LSTM }) => [
        String(t),
        fixed(SimpleRNN, 8),
        fixed(LSTM, 8),
      ]),
    },
    claims: Q6_B_CLAIMS,
  }),
  part("Q6-C", {
    title: "Hidden and cell states",
    question: "How do the norms of hidden and cell states move while a review is read?",
    figures: {
      header: ["state", "variance of the norm, mean", "standard deviation"],
      rows: Q6_C_VARIANCE.map(({ state, mean, standardDeviation }) => [
        state,
        fixed(mean, 4),
        fixed(standardDeviation, 4),
      ]),
    },
    claims: Q6_C_CLAIMS,
  }),
  part("Q7-a", {
    title: "Forecasting household power",
    question: "Which recurrent network forecasts the next minute of a household’s power best?",
    figures: {
      header: ["model", "test MSE", "test MAE", "s/epoch", "parameters", "convergence epoch"],
      rows: Q7_A_COMPARISON.map((row) => [
        row.model,
        fixed(row.mse, 6),
        fixed(row.mae, 6),
        fixed(row.secondsPerEpoch, 2),
        grouped(row.parameters),
        String(row.convergenceEpoch),
      ]),
    },
    claims: Q7_A_CLAIMS,
  }),
  part("Q7-b", {
    title: "What gates do",
    question: "How do the gates of LSTM and GRU answer a calm hour, an abrupt rise and a peak?",
    claims: Q7_B_CLAIMS,
  }),
  part("Q7-c", {
    title: "Length of the window",
    question: "Does a longer past help, and whom?",
    figures: {
      header: ["window, minutes", ...MODELS.map((model) => `${model}, test MSE`)],
      rows: Q7_C_WINDOWS.map((row) => [
        String(row.window),
        ...MODELS.map((model) => fixed(row[model], 6)),
      ]),
    },
    claims: Q7_C_CLAIMS,
  }),
  part("Q7-d", {
    title: "Both directions",
    question: "May a forecaster read its window backwards too?",
    claims: Q7_D_CLAIMS,
  }),
  part("Q7-e", {
    title: "Which gate matters",
    question: "What is left of an LSTM whose gates are held open one by one?",
    figures: {
      header: ["gates", "test MSE", "test MAE"],
      rows: Q7_E_GATES.map(({ gates, mse, mae }) => [gates, fixed(mse, 6), fixed(mae, 6)]),
    },
    claims: Q7_E_CLAIMS,
  }),
];

/** The part of a slug such as `q7-a`. */
export function partOf(slug: string): StudyPart | undefined {
  return STUDY_PARTS.find((candidate) => candidate.slug === slug);
}

/** Every figure that the study prints for the networks of Q7-a at a window of 60: the same training, printed up to thrice. */
export function printedTwice(model: string): readonly number[] {
  const atSixty = Q7_C_WINDOWS.find(({ window }) => window === 60)!;
  return [
    ...Q7_A_COMPARISON.filter((row) => row.model === model).map(({ mse }) => mse),
    ...MODELS.filter((name) => name === model).map((name) => atSixty[name]),
    ...(model === "LSTM" ? [Q7_E_GATES[0]!.mse] : []),
  ];
}
