/** P1, P2 and the tables that go with them, computed in one go: what `deno task theory --json` prints. */
import { type CellRatio, cellRatios, type CellSizes } from "./cell_ratio.ts";
import { analyseStack, type StackReport } from "./layer_stack.ts";
import { type Reach, type ReachSettings, reachTable } from "./reach.ts";
import { type RnnStep, rnnStep, type RnnStepInput } from "./rnn_step.ts";
import { STUDY_NETWORKS, type StudyNetwork } from "./study_networks.ts";

/** A network of P1 with its costs. */
export interface CountedNetwork extends Pick<StudyNetwork, "id" | "name" | "sees" | "fails"> {
  /** Its costs, layer by layer. */
  readonly report: StackReport;
}

/** Everything that is computed without data or training. */
export interface Theory {
  /** P1: the study's network first. */
  readonly networks: readonly CountedNetwork[];
  /** P2. */
  readonly step: RnnStep;
  /** The cells at the sizes of the study's forecasting models. */
  readonly cells: { readonly sizes: CellSizes; readonly rows: readonly CellRatio[] };
  /** Receptive field of an RNN against kernels. */
  readonly reach: { readonly settings: ReachSettings; readonly rows: readonly Reach[] };
}

/** Q7: one feature, a window of 60, two layers of 64 units, one output. */
const FORECASTING: CellSizes = { features: 1, units: 64, layers: 2, outputs: 1, steps: 60 };

const REACH: ReachSettings = { kernels: [3, 5, 7], layers: [1, 2, 4, 8], steps: 50 };

/**
 * Computes all of it.
 * @param given the step of P2
 * @throws RangeError when the step's sizes do not fit
 */
export function theory(given: RnnStepInput): Theory {
  return {
    networks: STUDY_NETWORKS.map(({ id, name, input, layers, sees, fails }) => ({
      id,
      name,
      report: analyseStack(input, layers),
      sees,
      fails,
    })),
    step: rnnStep(given),
    cells: { sizes: FORECASTING, rows: cellRatios(FORECASTING) },
    reach: { settings: REACH, rows: reachTable(REACH) },
  };
}
