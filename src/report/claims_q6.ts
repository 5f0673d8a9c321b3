/**
 * The claims on sentiment, Q6-A to Q6-C, as tests. Accuracies are in points (per cent); chance is 50, and within three points of it
 * counts as chance; five points are a difference worth explaining.
 */
import type { ClaimDeclaration } from "./claim.ts";
import { exactly, overSeeds, scaled } from "./estimate.ts";
import {
  accuracy,
  accuracyGain,
  classifier,
  everySeed,
  factors,
  gradient,
  jobsOf,
  MissingEvidence,
  state,
} from "./evidence.ts";
import { bound, type ClaimTest, difference, equivalence, ratio, trend } from "./hypothesis.ts";
import { seedSeries } from "./paired.ts";
import type { Experiments } from "./parts.ts";
import { above, below, type Predicate } from "./predicate.ts";

const LENGTHS = [50, 100, 200, 400];
const CHANCE = 50, NEAR_CHANCE = 3, WORTH = 5;

function atChance(e: Experiments, model: string, length: number, padding: string): ClaimTest {
  const found = classifier(e, model, length, padding);
  return equivalence(
    { statistic: `accuracy of ${found.name}, %`, jobs: jobsOf(found) },
    scaled(accuracy(e, found), 100),
    NEAR_CHANCE,
    CHANCE,
  );
}

/** A network's name in a claim: model, length, padding. */
type Cell = readonly [model: string, length: number, padding: string];

function gain(e: Experiments, better: Cell, worse: Cell, predicate: Predicate): ClaimTest {
  const a = classifier(e, ...better), b = classifier(e, ...worse);
  return difference(
    { statistic: `accuracy of ${a.name} minus that of ${b.name}, points`, jobs: jobsOf(a, b) },
    scaled(accuracyGain(e, a, b), 100),
    predicate,
  );
}

/** The change of training that helps most, against another place of padding with the training as it was. */
function bestFactor(e: Experiments): ClaimTest[] {
  const best = factors(e).reduce((a, b) => (b.accuracy.mean > a.accuracy.mean ? b : a));
  return (["post", "pre"] as const).map((padding) => {
    const other = classifier(e, "LSTM", 400, padding);
    return difference(
      {
        statistic: `accuracy of ${best.name} minus that of ${other.name}, points`,
        jobs: jobsOf(best, other),
      },
      scaled(accuracyGain(e, best, other), 100),
      above(padding === "post" ? WORTH : -WORTH),
    );
  });
}

/** log₁₀ of early over late gradient. */
function vanishing(e: Experiments): ClaimTest {
  const { runs, curves } = gradient(e, "SimpleRNN");
  return bound(
    { statistic: "log₁₀ of the SimpleRNN's early over late gradient", jobs: jobsOf({ runs }) },
    overSeeds(curves.map(({ logRatio }) => logRatio)),
    below(-6),
  );
}

const Q6_A: readonly ClaimDeclaration[] = [
  {
    id: "Q6-A/A1",
    tests(e) {
      const groups = LENGTHS.map((length) => classifier(e, "SimpleRNN", length, "post"));
      const series = seedSeries(groups.map(({ runs }) => runs), (run) => 100 * run.accuracy);
      if (series.length === 0) throw new MissingEvidence("seed of SimpleRNN at every length");
      return [
        trend(
          {
            statistic: "accuracy of SimpleRNN post for each doubling of the length, points",
            jobs: jobsOf(...groups),
          },
          LENGTHS.map((_, doublings) => doublings),
          series,
          below(0),
        ),
        atChance(e, "SimpleRNN", 200, "post"),
        atChance(e, "SimpleRNN", 400, "post"),
      ];
    },
    rival: {
      text:
        "the network forgets the text over padding, so that it falls where padding is read, and not where it is not",
      tests: fallOverPadding,
    },
  },
  {
    id: "Q6-A/A2",
    tests: (e) =>
      ["post", "pre", "true-last"].map((padding) =>
        gain(e, ["LSTM", 200, padding], ["LSTM", 50, padding], above(0))
      ),
    limit: "A gain that does not depend on the place of padding is laid to the added text.",
  },
  {
    id: "Q6-A/A3",
    tests: (e) => [atChance(e, "LSTM", 400, "post")],
    rival: {
      text:
        "it is padding and not length that does it, so that the LSTM stays above chance where padding stands before the " +
        "text or is not read",
      tests: (e) =>
        ["pre", "true-last"].map((padding) => {
          const found = classifier(e, "LSTM", 400, padding);
          return bound(
            { statistic: `accuracy of ${found.name}, %`, jobs: jobsOf(found) },
            scaled(accuracy(e, found), 100),
            above(CHANCE + NEAR_CHANCE),
          );
        }),
    },
    limit:
      "The study does not say where its padding went; after the text is what reproduces its fall if anything does. Longer " +
      "training was not tried.",
  },
  {
    id: "Q6-A/A4",
    tests: (e) => [
      gain(e, ["LSTM", 200, "post"], ["LSTM", 400, "post"], above(WORTH)),
      ...bestFactor(e),
    ],
    rival: {
      text:
        "the place of padding is the cause, so that moving it is enough, with the training as it was",
      tests: (e) =>
        ["pre", "true-last"].map((padding) =>
          gain(e, ["LSTM", 400, padding], ["LSTM", 400, "post"], above(WORTH))
        ),
    },
    limit:
      "The best of several changes of the training is taken, which favours the claim; longer training is not among them.",
  },
  {
    id: "Q6-A/A5",
    tests: (e) => [
      gain(e, ["SimpleRNN", 50, "post"], ["SimpleRNN", 400, "post"], above(0)),
      vanishing(e),
    ],
    rival: {
      text:
        "padding is the cause, so that the accuracy falls where it is read, and not where it is not",
      tests: fallOverPadding,
    },
    limit: "That both occur does not show that one causes the other.",
  },
];

/** The SimpleRNN's fall where it reads padding behind the text, and where its state is read at the true last token. */
function fallOverPadding(e: Experiments): ClaimTest[] {
  const fall = (padding: string, predicate: Predicate): ClaimTest =>
    gain(e, ["SimpleRNN", 50, padding], ["SimpleRNN", 400, padding], predicate);
  return [fall("post", above(NEAR_CHANCE)), fall("true-last", below(NEAR_CHANCE))];
}

const Q6_B: readonly ClaimDeclaration[] = [
  {
    id: "Q6-B/B1",
    tests(e) {
      const { runs, curves } = gradient(e, "SimpleRNN");
      return [
        vanishing(e),
        bound(
          {
            statistic: "R² of the line through log₁₀ of the SimpleRNN's gradient",
            jobs: jobsOf({ runs }),
          },
          everySeed(curves.map(({ rSquared }) => rSquared), "line through a gradient"),
          above(0.95),
        ),
      ];
    },
    limit:
      "A magnitude that is zero in 32 bits counts as the smallest number above zero in the ratio; the line is fitted to the " +
      "other steps, whose number stands in the table of slopes.",
  },
  {
    id: "Q6-B/B2",
    tests(e) {
      const { runs, curves } = gradient(e, "LSTM");
      return [bound(
        {
          statistic: "log₁₀ of the LSTM's largest over its smallest gradient of all steps",
          jobs: jobsOf({ runs }),
        },
        overSeeds(curves.map(({ logRange }) => logRange)),
        below(1),
      )];
    },
  },
];

const Q6_C: readonly ClaimDeclaration[] = [
  {
    id: "Q6-C/C1",
    tests: (e) =>
      ["SimpleRNN", "LSTM"].map((model) => {
        const found = state(e, model, "h");
        return bound(
          { statistic: `largest mean norm of the ${model}'s h over √H`, jobs: jobsOf(found) },
          exactly(Math.max(...found.runs.map(({ largest }) => largest))),
          below(1),
        );
      }),
  },
  {
    id: "Q6-C/C2",
    tests(e) {
      const found = state(e, "LSTM", "c"), jobs = jobsOf(found), { runs } = found;
      return [
        bound(
          { statistic: "growth of ‖c‖ for each step", jobs },
          everySeed(runs.map(({ growth }) => growth), "growth of ‖c‖"),
          above(0),
        ),
        bound(
          { statistic: "R² of that line", jobs },
          everySeed(runs.map(({ rSquared }) => rSquared), "line through ‖c‖"),
          above(0.9),
        ),
        bound(
          { statistic: "growth of ‖c‖ for each text step", jobs },
          everySeed(runs.map(({ textGrowth }) => textGrowth), "growth of ‖c‖ over text"),
          above(0),
        ),
      ];
    },
    rival: {
      text: "it grows over the pad tokens",
      tests(e) {
        const found = state(e, "LSTM", "c"), jobs = jobsOf(found), { runs } = found;
        const surplus = runs.map(({ padGrowth, textGrowth }) =>
          padGrowth === null || textGrowth === null ? null : padGrowth - textGrowth
        );
        return [
          bound(
            { statistic: "growth of ‖c‖ for each pad step", jobs },
            everySeed(runs.map(({ padGrowth }) => padGrowth), "growth of ‖c‖ over padding"),
            above(0),
          ),
          difference(
            { statistic: "growth for each pad step minus that for each text step", jobs },
            everySeed(surplus, "growth of ‖c‖ over padding"),
            above(0),
          ),
        ];
      },
    },
  },
  {
    id: "Q6-C/C3",
    tests(e) {
      const [c, h] = [state(e, "LSTM", "c"), state(e, "LSTM", "h")];
      const logs = seedSeries([c.runs, h.runs], ({ variance }) => Math.log10(variance.mean))
        .map(([ofC, ofH]) => ofC! - ofH!);
      return [ratio(
        { statistic: "log₁₀ of the variance of ‖c‖ over that of ‖h‖", jobs: jobsOf(c, h) },
        overSeeds(logs),
        above(2),
      )];
    },
  },
];

/** The claims of Q6-A, Q6-B and Q6-C, in the order of the study. */
export const SENTIMENT_CLAIMS: readonly ClaimDeclaration[] = [...Q6_A, ...Q6_B, ...Q6_C];
