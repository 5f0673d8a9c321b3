/**
 * The study's own numbers and claims, as printed in its report: the one place where they live. A student's deep-learning
 * report on recurrent networks, homework 5, Iran University of Science and Technology. Nothing here was measured by
 * this project.
 */

/** A claim of the study, in our words. */
export interface Claim {
  /** Its id in reports and on the site: `Q6-A/A1`, `Q7-a/a3`. */
  readonly id: string;
  /** What the study states. */
  readonly text: string;
}

function claims(part: string, texts: Readonly<Record<string, string>>): readonly Claim[] {
  return Object.entries(texts).map(([name, text]) => ({ id: `${part}/${name}`, text }));
}

/** The study's names of its recurrent cells and models. */
export type StudyModel = "SimpleRNN" | "LSTM" | "GRU" | "BiLSTM";

/** P1: parameters and FLOPs for 50 steps of 64 features and 10 classes; a multiply and an add count one each. */
export const P1_COSTS: readonly {
  readonly layer: string;
  readonly parameters: number;
  readonly flopsPerStep: number;
  readonly steps: number;
}[] = [
  { layer: "RNN 64→32", parameters: 3136, flopsPerStep: 6208, steps: 50 },
  { layer: "RNN 32→64", parameters: 6272, flopsPerStep: 12_416, steps: 50 },
  { layer: "Linear 64→512", parameters: 33_280, flopsPerStep: 66_048, steps: 1 },
  { layer: "Linear 512→10", parameters: 5130, flopsPerStep: 10_250, steps: 1 },
];

/** P2: one step of a tanh RNN worked by hand, matrices row by row, printed to four decimals at most. */
export const P2_STEP = {
  given: {
    hiddenToHidden: [[0.3, 0.1], [-0.4, 0.2]],
    inputToHidden: [[0.5, -0.2], [-1.0, 0.9]],
    hiddenToOutput: [[1.5, -0.5], [0.5, 1.0]],
    hiddenBias: [0.1, -0.1],
    outputBias: [0, 0],
    input: [0.8, -0.5],
    previousHidden: [-0.2, 0.4],
  },
  worked: {
    recurrent: [-0.02, 0.16],
    fromInput: [0.5, -1.25],
    preactivation: [0.58, -1.19],
    hidden: [0.5227, -0.8306],
    output: [1.199, -0.569],
  },
} as const;

/** Q6-A: test accuracy in per cent, by review length in tokens; multiples of 1/3000. */
export const Q6_A_ACCURACY: readonly {
  readonly length: number;
  readonly SimpleRNN: number;
  readonly LSTM: number;
}[] = [
  { length: 50, SimpleRNN: 63.03, LSTM: 76.50 },
  { length: 100, SimpleRNN: 58.23, LSTM: 81.57 },
  { length: 200, SimpleRNN: 53.50, LSTM: 83.87 },
  { length: 400, SimpleRNN: 49.97, LSTM: 50.53 },
];

/** Q6-A: claims on sequence length. */
export const Q6_A_CLAIMS: readonly Claim[] = claims("Q6-A", {
  A1: "SimpleRNN's accuracy falls as sequences grow, to chance at 200–400",
  A2: "LSTM gains from 50 to 200 tokens, because it uses the added context",
  A3: "LSTM falls to chance at 400",
  A4: "The fall at 400 is an optimisation difficulty (fixed learning rate)",
  A5: "SimpleRNN's fall is the vanishing gradient",
});

/** Q6-B: magnitude of the gradient at step t of 200, as printed with eight decimals. */
export const Q6_B_GRADIENT: readonly {
  readonly t: number;
  readonly SimpleRNN: number;
  readonly LSTM: number;
}[] = [
  { t: 10, SimpleRNN: 0, LSTM: 0.00003045 },
  { t: 100, SimpleRNN: 0, LSTM: 0.000027 },
  { t: 190, SimpleRNN: 0.00000014, LSTM: 0.00002357 },
];

/** Q6-B: ratio of the early to the late gradient. */
export const Q6_B_RATIO = { SimpleRNN: 0, LSTM: 1.292 } as const;

/** Q6-B: claims on the gradient over time. */
export const Q6_B_CLAIMS: readonly Claim[] = claims("Q6-B", {
  B1: "SimpleRNN's gradient vanishes (early/late below 1e−6) and decays exponentially in t",
  B2: "LSTM's gradient stays within one order of magnitude over 200 steps",
});

/** Q6-C: variance over time of a state's norm, mean and standard deviation over samples. */
export const Q6_C_VARIANCE: readonly {
  readonly state: string;
  readonly mean: number;
  readonly standardDeviation: number;
}[] = [
  { state: "SimpleRNN h", mean: 0.2973, standardDeviation: 0.1190 },
  { state: "LSTM h", mean: 0.4096, standardDeviation: 0.2606 },
  { state: "LSTM c", mean: 838.4113, standardDeviation: 256.8120 },
];

/** Q6-C: claims on the states' dynamics. */
export const Q6_C_CLAIMS: readonly Claim[] = claims("Q6-C", {
  C1: "Hidden-state norms stay bounded in both cells (tanh)",
  C2: "The cell-state norm grows about linearly with t, because nothing bounds c",
  C3: "The variance of ‖c‖ exceeds that of ‖h‖ by orders of magnitude",
});

/** Q7-a: one-step forecasts, window 60, two layers of 64 units; errors on standardised values. */
export const Q7_A_COMPARISON: readonly {
  readonly model: StudyModel;
  readonly mse: number;
  readonly mae: number;
  readonly secondsPerEpoch: number;
  readonly parameters: number;
  readonly convergenceEpoch: number;
}[] = [
  {
    model: "SimpleRNN",
    mse: 0.071006,
    mae: 0.152899,
    secondsPerEpoch: 14.87,
    parameters: 12_673,
    convergenceEpoch: 1,
  },
  {
    model: "LSTM",
    mse: 0.045800,
    mae: 0.077710,
    secondsPerEpoch: 17.61,
    parameters: 50_497,
    convergenceEpoch: 5,
  },
  {
    model: "GRU",
    mse: 0.047694,
    mae: 0.083857,
    secondsPerEpoch: 16.92,
    parameters: 37_889,
    convergenceEpoch: 3,
  },
  {
    model: "BiLSTM",
    mse: 0.044849,
    mae: 0.078881,
    secondsPerEpoch: 22.04,
    parameters: 133_761,
    convergenceEpoch: 8,
  },
];

/** Q7-a: claims on the comparison. */
export const Q7_A_CLAIMS: readonly Claim[] = claims("Q7-a", {
  a1: "GRU is the best trade-off: error close to LSTM's at lower cost",
  a2: "BiLSTM is not worth it: about double the parameters and time for no clear gain",
  a3: "SimpleRNN is clearly worst",
  a4: "GRU converges in fewer epochs than LSTM",
});

/** Q7-b: claims on the gates of three test samples. */
export const Q7_B_CLAIMS: readonly Claim[] = claims("Q7-b", {
  b1: "The LSTM's forget gate stays close to 1 at most time steps",
  b2: "At an abrupt change of the input the forget gate drops and the input gate rises",
  b3: "The GRU's update gate moves like the LSTM's forget gate",
  b4: "The GRU's gates are smoother than the LSTM's",
  b5: "At a consumption peak the gates reset at that very time step",
});

/** Q7-c: test MSE on standardised values, by window length in minutes. */
export const Q7_C_WINDOWS:
  readonly ({ readonly window: number } & Readonly<Record<StudyModel, number>>)[] = [
    { window: 30, SimpleRNN: 0.060644, LSTM: 0.044766, GRU: 0.047842, BiLSTM: 0.045770 },
    { window: 60, SimpleRNN: 0.054666, LSTM: 0.045707, GRU: 0.046858, BiLSTM: 0.045145 },
    { window: 120, SimpleRNN: 0.071197, LSTM: 0.045724, GRU: 0.046669, BiLSTM: 0.044642 },
  ];

/** Q7-c: claims on the window's length. */
export const Q7_C_CLAIMS: readonly Claim[] = claims("Q7-c", {
  c1: "SimpleRNN's error grows steeply from 30 to 120",
  c2: "Gated models are flat",
  c3: "GRU keeps up with LSTM at 120",
  c4: "BiLSTM gains nothing with length",
});

/** Q7-d: claims on bidirectional models in forecasting. */
export const Q7_D_CLAIMS: readonly Claim[] = claims("Q7-d", {
  d1: "A BiLSTM uses the future, so its test score deceives and it fails in deployment",
  d2: "Bidirectionality belongs in imputation and in detecting anomalies in recorded data",
});

/** Q7-e: test errors on standardised values; a gate that is switched off is held at 1. */
export const Q7_E_GATES: readonly {
  readonly gates: string;
  readonly mse: number;
  readonly mae: number;
}[] = [
  { gates: "full LSTM", mse: 0.046112, mae: 0.079261 },
  { gates: "forget gate only", mse: 0.057776, mae: 0.123804 },
  { gates: "input gate only", mse: 0.051964, mae: 0.087089 },
];

/** Q7-e: claims on which gate matters. */
export const Q7_E_CLAIMS: readonly Claim[] = claims("Q7-e", {
  e1: "Ranking full, forget-only, input-only",
  e2: "The forget gate is the most vital part",
});

/** Every claim of the study, in its order. */
export const STUDY_CLAIMS: readonly Claim[] = [
  ...Q6_A_CLAIMS,
  ...Q6_B_CLAIMS,
  ...Q6_C_CLAIMS,
  ...Q7_A_CLAIMS,
  ...Q7_B_CLAIMS,
  ...Q7_C_CLAIMS,
  ...Q7_D_CLAIMS,
  ...Q7_E_CLAIMS,
];
