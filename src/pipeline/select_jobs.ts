import { CliError } from "../core/cli_error.ts";
import type { JobSpec } from "../core/job.ts";

/**
 * The jobs that `only` names, with all that they need, in the order of `specs`. A name is an experiment (`Q7-a`), a job's
 * id, or the beginning of ids up to a slash (`Q7-a/lstm`). Throws `CliError` for a name that fits no job.
 */
export function selectJobs(specs: readonly JobSpec[], only: readonly string[]): JobSpec[] {
  const byId = new Map(specs.map((spec) => [spec.id, spec]));
  const selected = new Set<string>();
  const add = (id: string): void => {
    if (selected.has(id)) return;
    selected.add(id);
    byId.get(id)?.needs.forEach(add);
  };
  for (const name of only) {
    const named = specs.filter(({ id, experiment }) =>
      experiment === name || id === name || id.startsWith(`${name}/`)
    );
    if (named.length === 0) {
      const experiments = [...new Set(specs.map(({ experiment }) => experiment))].join(", ");
      throw new CliError(`Cannot find jobs named "${name}"`, {
        hint: `Name an experiment (${experiments}) or a job, e.g. ${specs[0]?.id}`,
      });
    }
    for (const { id } of named) add(id);
  }
  return specs.filter(({ id }) => selected.has(id));
}
