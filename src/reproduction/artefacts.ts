import { join } from "node:path";
import type { RunResult } from "../pipeline/run_result.ts";
import type { Artefact, ArtefactOutput } from "../report/artefact.ts";

/** The finished jobs of a run as a report reads them: files of the store with their hashes, and the timings without. */
export function artefactsOf(result: RunResult): Artefact[] {
  return result.jobs.flatMap((job) => {
    if (job.state !== "done") return [];
    const { folder, manifest } = job.stored;
    const read = (name: string) => () => Deno.readFile(join(folder, name));
    const outputs: Record<string, ArtefactOutput> = {};
    for (const { name, sha256 } of manifest.outputs) outputs[name] = { sha256, read: read(name) };
    for (const name of manifest.timing) outputs[name] = { read: read(name) };
    const { id, experiment, key } = job;
    const { config, data, kernel, engine } = manifest;
    return [{ id, experiment, key, config, data, kernel, engine, outputs }];
  });
}
