/**
 * Times one training step of each contender on each case. Contenders take turns, one step each, so that a slow moment of the
 * machine hits them all; what counts is the ratio of their medians in one run.
 */
import type { Contender, PreparedContender } from "./contender.ts";
import { type Spread, spreadOf } from "./spread.ts";
import type { TrainingCase } from "./training_cases.ts";

/** One case of one contender. */
export interface TrainingRow {
  /** Name of the case. */
  readonly case: string;
  /** Name of the contender. */
  readonly contender: string;
  /** Milliseconds of a step. */
  readonly milliseconds: Spread;
  /** Its median over that of the first contender: above 1 the first is faster. */
  readonly ratio: number;
}

/** Runs `rounds` rounds of each case; the first contender is the base of every ratio. */
export async function benchTraining(
  cases: readonly TrainingCase[],
  contenders: readonly Contender[],
  rounds: number,
  progress: (done: number, total: number, name: string) => void = () => {},
): Promise<TrainingRow[]> {
  const rows: TrainingRow[] = [];
  for (const [index, training] of cases.entries()) {
    const prepared: PreparedContender[] = [];
    for (const contender of contenders) prepared.push(await contender.prepare(training));
    const times = contenders.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, contender] of prepared.entries()) times[i]!.push(await contender.step());
      progress(index * rounds + round + 1, cases.length * rounds, training.name);
    }
    prepared.forEach((contender) => contender.dispose());
    const spreads = times.map(spreadOf);
    contenders.forEach(({ name }, i) => {
      const milliseconds = spreads[i]!;
      const ratio = milliseconds.median / spreads[0]!.median;
      rows.push({ case: training.name, contender: name, milliseconds, ratio });
    });
  }
  return rows;
}
