import type { JsonObject } from "../../src/core/canonical_json.ts";
import type { JobContext, JobProgress } from "../../src/core/job.ts";
import { encodeSeries } from "../../src/data/series.ts";

/** What a job wrote, said and saved. */
export interface FakeContext extends JobContext {
  /** Every output by name. */
  readonly outputs: Record<string, { content: Uint8Array | string; kind: "result" | "timing" }>;
  /** Every checkpoint, in order. */
  readonly checkpoints: Uint8Array[];
  /** Every report of progress, in order. */
  readonly reports: JobProgress[];
}

/** A context that keeps everything in memory; its clock advances by one second whenever it is read. */
export function fakeContext(
  config: JsonObject,
  data: Readonly<Record<string, string>>,
  checkpoint?: Uint8Array,
): FakeContext {
  const outputs: FakeContext["outputs"] = {};
  const checkpoints: Uint8Array[] = [], reports: JobProgress[] = [];
  let seconds = 0;
  return {
    config,
    data,
    needs: {},
    outputs,
    checkpoints,
    reports,
    loadCheckpoint: () => Promise.resolve(checkpoint),
    saveCheckpoint: (content) => Promise.resolve(void checkpoints.push(content)),
    write: (name, content, kind = "result") =>
      Promise.resolve(void (outputs[name] = { content, kind })),
    progress: (report) => void reports.push(report),
    now: () => 1000 * seconds++,
  };
}

/** A series in a file of its own, removed at the end of the scope. */
export async function seriesFile(
  series: Float32Array,
): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempFile({ prefix: "unroll-series-" });
  await Deno.writeFile(path, encodeSeries(series));
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path) };
}

/** The content of `metrics.json`. */
// deno-lint-ignore no-explicit-any
export function metricsOf({ outputs }: FakeContext): any {
  return JSON.parse(outputs["metrics.json"]!.content as string);
}
