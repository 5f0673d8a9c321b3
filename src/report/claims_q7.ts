/**
 * The claims on forecasting, Q7-a to Q7-e, as tests. Errors are compared within a seed, in per cent of test MSE: within five per cent counts
 * as close, ten as steep, two as a gain.
 */
import type { ClaimDeclaration } from "./claim.ts";
import { exactly, overSeeds, scaled } from "./estimate.ts";
import {
  causality,
  everySeed,
  forecaster,
  gates,
  imputer,
  jobsOf,
  MissingEvidence,
  overPairs,
} from "./evidence.ts";
import { gateChanges } from "./gate_changes.ts";
import {
  bound,
  type ClaimTest,
  difference,
  equivalence,
  ranking,
  ratio,
  type Subject,
} from "./hypothesis.ts";
import type { Estimate } from "./estimate.ts";
import type { Experiments } from "./parts.ts";
import { above, below, type Predicate, within } from "./predicate.ts";
import type { TrainedModel } from "./trained_model.ts";

const CLOSE = 5, STEEP = 10, GAIN = 2;

/** Test MSE of `a` relative to that of `b`, minus one, in per cent. */
function excess(
  a: TrainedModel,
  b: TrainedModel,
  names: readonly [string, string] = [a.model, b.model],
): { readonly subject: Subject; readonly found: Estimate } {
  return {
    subject: {
      statistic: `test MSE of ${names[0]} relative to that of ${names[1]}, minus 100%, %`,
      jobs: jobsOf(a, b),
    },
    found: scaled(overPairs(a.runs, b.runs, (x, y) => x.test.mse / y.test.mse - 1), 100),
  };
}

function differs(
  a: TrainedModel,
  b: TrainedModel,
  predicate: Predicate,
  names?: readonly [string, string],
): ClaimTest {
  const { subject, found } = excess(a, b, names);
  return difference(subject, found, predicate);
}

function parameterRatio(a: TrainedModel, b: TrainedModel, predicate: Predicate): ClaimTest {
  const statistic = `parameters of ${a.model} over those of ${b.model}`;
  return ratio({ statistic, jobs: jobsOf(a, b) }, exactly(a.parameters / b.parameters), predicate);
}

const Q7_A: readonly ClaimDeclaration[] = [
  {
    id: "Q7-a/a1",
    tests(e) {
      const [gru, lstm, simple, both] = ["GRU", "LSTM", "SimpleRNN", "BiLSTM"]
        .map((model) => forecaster(e, "Q7-a", model)) as [
          TrainedModel,
          TrainedModel,
          TrainedModel,
          TrainedModel,
        ];
      const close = excess(gru, lstm);
      return [
        equivalence(close.subject, close.found, CLOSE),
        parameterRatio(gru, lstm, below(1)),
        differs(simple, gru, above(CLOSE)),
        differs(gru, both, below(CLOSE)),
      ];
    },
    limit:
      "Cost is counted in parameters; seconds differ from run to run and stand in the table of costs.",
  },
  {
    id: "Q7-a/a2",
    tests(e) {
      const [both, lstm] = [forecaster(e, "Q7-a", "BiLSTM"), forecaster(e, "Q7-a", "LSTM")];
      return [differs(lstm, both, below(GAIN)), parameterRatio(both, lstm, above(1.9))];
    },
    limit:
      "Any ratio of parameters above 1.9 counts as about double, however large. Time was not tested: seconds differ from run " +
      "to run and stand in the table of costs.",
  },
  {
    id: "Q7-a/a3",
    tests(e) {
      const simple = forecaster(e, "Q7-a", "SimpleRNN");
      return ["LSTM", "GRU", "BiLSTM"].map((model) =>
        differs(simple, forecaster(e, "Q7-a", model), above(CLOSE))
      );
    },
  },
  {
    id: "Q7-a/a4",
    tests(e) {
      const [gru, lstm] = [forecaster(e, "Q7-a", "GRU"), forecaster(e, "Q7-a", "LSTM")];
      return [difference(
        {
          statistic: "epochs to the lowest validation loss, GRU minus LSTM",
          jobs: jobsOf(gru, lstm),
        },
        overPairs(gru.runs, lstm.runs, (a, b) => a.convergenceEpoch - b.convergenceEpoch),
        below(0),
      )];
    },
    limit: "An epoch is a draw from the training part and no pass over it, for both.",
  },
];

/** How a gate answers an event, against the five steps before. */
function answer(
  e: Experiments,
  [model, gate, name]: readonly [string, string, string],
  event: "rise" | "fall" | "peak",
  predicate: Predicate,
): ClaimTest[] {
  const { runs } = gates(e, model);
  const { change } = gateChanges(runs, event, gate);
  if (change.length === 0) return [];
  const statistic = `change of the ${model}'s ${name} gate at a ${event}`;
  return [difference({ statistic, jobs: jobsOf({ runs }) }, overSeeds(change), predicate)];
}

/** Whether a gate is lowest at the peak itself, of all lags. */
function lowAtPeak(
  e: Experiments,
  [model, gate, name]: readonly [string, string, string],
): ClaimTest[] {
  const { runs } = gates(e, model);
  const { aboveLow } = gateChanges(runs, "peak", gate);
  if (aboveLow.length === 0) return [];
  const statistic = `the ${model}'s ${name} gate at a peak minus its lowest value around it`;
  return [difference({ statistic, jobs: jobsOf({ runs }) }, overSeeds(aboveLow), below(0))];
}

function some(tests: readonly ClaimTest[], what: string): readonly ClaimTest[] {
  if (tests.length === 0) throw new MissingEvidence(what);
  return tests;
}

const FORGET = ["LSTM", "f", "forget"] as const;
const INPUT = ["LSTM", "i", "input"] as const;
const RESET = ["GRU", "r", "reset"] as const;

const Q7_B: readonly ClaimDeclaration[] = [
  {
    id: "Q7-b/b1",
    tests(e) {
      const { runs } = gates(e, "LSTM");
      const open = runs.map((run) => run.gates.find(({ gate }) => gate === "f")?.open ?? null);
      return [bound(
        { statistic: "share of the forget gate's values of 0.9 or more", jobs: jobsOf({ runs }) },
        everySeed(open, "forget gate"),
        above(0.5),
      )];
    },
  },
  {
    id: "Q7-b/b2",
    tests: (e) =>
      some(
        (["rise", "fall"] as const).flatMap((event) => [
          ...answer(e, FORGET, event, below(0)),
          ...answer(e, INPUT, event, above(0)),
        ]),
        "abrupt change",
      ),
  },
  {
    id: "Q7-b/b3",
    tests(e) {
      const { runs } = gates(e, "GRU");
      return [bound(
        {
          statistic: "correlation of the GRU's update gate with the LSTM's forget gate",
          jobs: jobsOf({ runs }),
        },
        everySeed(runs.map(({ zWithF }) => zWithF), "correlation"),
        above(0.5),
      )];
    },
  },
  {
    id: "Q7-b/b4",
    tests(e) {
      const [gru, lstm] = [gates(e, "GRU"), gates(e, "LSTM")];
      const movement = (run: typeof gru.runs[number]): number =>
        run.gates.reduce((sum, { totalVariation }) => sum + totalVariation, 0) / run.gates.length;
      return [ratio(
        {
          statistic: "move per step of the GRU's gates over that of the LSTM's",
          jobs: jobsOf(gru, lstm),
        },
        overPairs(gru.runs, lstm.runs, (a, b) => movement(a) / movement(b)),
        below(1),
      )];
    },
  },
  {
    id: "Q7-b/b5",
    tests: (e) =>
      some(
        [
          ...answer(e, FORGET, "peak", below(0)),
          ...lowAtPeak(e, FORGET),
          ...lowAtPeak(e, RESET),
        ],
        "peak",
      ),
    limit:
      "A peak that is reached within one minute by a whole standard deviation counts as a rise, not as a peak.",
  },
];

function lengthened(e: Experiments, model: string, window: number): ReturnType<typeof excess> {
  const [long, short] = [forecaster(e, "Q7-c", model, window), forecaster(e, "Q7-c", model, 30)];
  return excess(long, short, [`${model} at ${window}`, `${model} at 30`]);
}

const Q7_C: readonly ClaimDeclaration[] = [
  {
    id: "Q7-c/c1",
    tests(e) {
      const { subject, found } = lengthened(e, "SimpleRNN", 120);
      return [difference(subject, found, above(STEEP))];
    },
  },
  {
    id: "Q7-c/c2",
    tests: (e) =>
      ["LSTM", "GRU"].flatMap((model) =>
        [60, 120].map((window) => {
          const { subject, found } = lengthened(e, model, window);
          return equivalence(subject, found, CLOSE);
        })
      ),
  },
  {
    id: "Q7-c/c3",
    tests: (e) => [
      differs(
        forecaster(e, "Q7-c", "GRU", 120),
        forecaster(e, "Q7-c", "LSTM", 120),
        below(CLOSE),
        ["GRU at 120", "LSTM at 120"],
      ),
    ],
  },
  {
    id: "Q7-c/c4",
    tests(e) {
      const { subject, found } = lengthened(e, "BiLSTM", 120);
      return [difference(subject, found, above(-GAIN))];
    },
  },
];

const Q7_D: readonly ClaimDeclaration[] = [
  {
    id: "Q7-d/d1",
    tests(e) {
      const { runs } = causality(e, "BiLSTM");
      return [bound(
        {
          statistic: "largest move of a BiLSTM's forecast when every later value is changed",
          jobs: jobsOf({ runs }),
        },
        exactly(Math.max(...runs.map(({ future }) => future))),
        above(0),
      )];
    },
    rival: {
      text:
        "a window that ends at the origin holds no future value, so that its forecast is as causal as the LSTM's",
      tests: (e) =>
        ["BiLSTM", "LSTM"].flatMap((model) => {
          const { runs } = causality(e, model), jobs = jobsOf({ runs });
          return [
            bound(
              { statistic: `largest move of the ${model}'s forecast with another future`, jobs },
              exactly(Math.max(...runs.map(({ future }) => future))),
              within(0, 0),
            ),
            bound(
              {
                statistic:
                  `largest move of the ${model}'s forecast with another last value, of the seed where it is least`,
                jobs,
              },
              exactly(Math.min(...runs.map(({ presentLargest }) => presentLargest))),
              above(0),
            ),
          ];
        }),
    },
  },
  {
    id: "Q7-d/d2",
    tests(e) {
      const [both, one] = [imputer(e, "BiLSTM"), imputer(e, "LSTM")];
      const seeded = ({ runs }: typeof both) =>
        runs.flatMap((run) => (run.seed === null ? [] : [{ ...run, seed: run.seed }]));
      return [ratio(
        {
          statistic: "MSE of gaps filled by the BiLSTM over that of the LSTM",
          jobs: jobsOf(both, one),
        },
        overPairs(seeded(both), seeded(one), (a, b) => a.test.mse / b.test.mse),
        below(0.9),
      )];
    },
    rival: {
      text:
        "what stands behind the gap is all that counts, so that a straight line over it does as well",
      tests(e) {
        const both = imputer(e, "BiLSTM"), line = imputer(e, "linear interpolation");
        const error = line.runs[0]!.test.mse;
        return [ratio(
          {
            statistic: "MSE of gaps filled by the BiLSTM over that of a straight line",
            jobs: jobsOf(both, line),
          },
          overSeeds(both.runs.map(({ test }) => test.mse / error)),
          above(1),
        )];
      },
    },
    limit: "The LSTM reads nothing behind the gap. Detecting anomalies was not tested.",
  },
];

const Q7_E: readonly ClaimDeclaration[] = [
  {
    id: "Q7-e/e1",
    tests(e) {
      const [full, forget, input] = ["LSTM", "forget gate only", "input gate only"]
        .map((model) => forecaster(e, "Q7-e", model)) as [TrainedModel, TrainedModel, TrainedModel];
      return ranking([excess(forget, full), excess(input, forget)]);
    },
  },
  {
    id: "Q7-e/e2",
    tests(e) {
      const without = forecaster(e, "Q7-e", "no forget gate");
      return ["LSTM", "no input gate", "no output gate"].map((model) =>
        differs(without, forecaster(e, "Q7-e", model), above(0))
      );
    },
  },
];

/** The claims of Q7-a to Q7-e, in the order of the study. */
export const FORECAST_CLAIMS: readonly ClaimDeclaration[] = [
  ...Q7_A,
  ...Q7_B,
  ...Q7_C,
  ...Q7_D,
  ...Q7_E,
];
