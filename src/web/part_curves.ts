/** Learning curves of a part of the study: one set of pictures for each setting, one line for each network, over its seeds. */
import { CURVE_PICTURES, type CurvePicture, picturesOf } from "./metrics.ts";
import type { Run } from "./runs.ts";

/** A curve over seeds. */
export interface MeanCurve {
  /** Mean over the seeds after each epoch that all of them had. */
  readonly values: readonly number[];
  /** Lowest and highest value after each epoch; absent for one seed. */
  readonly band?: readonly (readonly [low: number, high: number])[];
}

/** Mean and range of curves, epoch by epoch. */
export function meanCurve(curves: readonly (readonly number[])[]): MeanCurve {
  const epochs = Math.min(...curves.map(({ length }) => length));
  const at = Array.from({ length: epochs }, (_, i) => curves.map((curve) => curve[i]!));
  return {
    values: at.map((values) => values.reduce((a, b) => a + b) / values.length),
    ...(curves.length > 1 && {
      band: at.map((values) => [Math.min(...values), Math.max(...values)] as const),
    }),
  };
}

/** A picture of one setting. */
export interface SettingPicture {
  /** The setting, as the jobs' names have it: `window-30`; empty where a part has one setting. */
  readonly setting: string;
  /** What is shown. */
  readonly picture: CurvePicture;
  /** A line for each network. */
  readonly lines: readonly (MeanCurve & { readonly name: string })[];
}

/** Networks and seeds are told apart by lines and bands; what else a job's name holds is its setting. */
function settingOf(job: string, model: string): string {
  const slug = model.replaceAll(" ", "-");
  return job.split("/").slice(1)
    .filter((piece) => piece !== slug && !/^seed-\d+$/.test(piece)).join(", ");
}

/** The validation curves of a part's jobs. */
export function partCurves(runs: readonly Run[], part: string): SettingPicture[] {
  const own = runs.flatMap((run) => {
    const job = [run.job, ...run.aliases].find((name) => name.startsWith(`${part}/`));
    return job === undefined || Object.keys(run.curves).length === 0 ? [] : [{ ...run, job }];
  });
  const settings = Map.groupBy(own, ({ job, model }) => settingOf(job, model));
  return [...settings].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .flatMap(([setting, group]) =>
      picturesOf(group.map(({ curves }) => curves))
        // The squared error and the cross-entropy decide; the absolute error is a run's own affair.
        .filter((picture) => picture !== CURVE_PICTURES[1])
        .map((picture): SettingPicture => ({
          setting,
          picture,
          lines: [...Map.groupBy(group, ({ model }) => model)].map(([name, seeds]) => ({
            name,
            ...meanCurve(seeds.map(({ curves }) => curves[picture.validation]!)),
          })),
        }))
    );
}
