/**
 * From the jobs that experiments declare to the jobs that have to run. A job is known by its key from here on: two
 * experiments that ask for the same training share one key, and the training runs once.
 */
import { canonicalJson, type JsonObject } from "../core/canonical_json.ts";
import type { JobSpec } from "../core/job.ts";
import { STREAM_VERSION } from "../core/random.ts";
import { type JobIdentity, jobKey } from "./job_key.ts";

/** What the keys of a plan depend on beside the jobs themselves. */
export interface PlanInputs {
  /** Sha256 of each canonical data set, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** Sha256 of the compiled kernels. */
  readonly kernel: string;
  /** Version of the engine's numerics. */
  readonly engine: number;
}

/** One computation of a plan. */
export interface PlannedJob extends JobIdentity {
  /** Sha256 of its identity. */
  readonly key: string;
  /** The declarations that ask for it, at least one. The first names it to people. */
  readonly specs: readonly [JobSpec, ...JobSpec[]];
  /** Rough cost in the units of the declarations. */
  readonly cost: number;
  /** Cost of the longest chain of jobs that starts with this one. */
  readonly priority: number;
}

/** Jobs in an order in which each follows all that it needs, longest remaining chain first. */
export interface Plan {
  /** The computations, each once. */
  readonly jobs: readonly PlannedJob[];
  /** What the keys depend on beside the jobs. */
  readonly inputs: PlanInputs;
}

/** The specs with every need before its dependents, otherwise as given. */
function topologicalOrder(specs: readonly JobSpec[]): JobSpec[] {
  const byId = new Map<string, JobSpec>();
  for (const spec of specs) {
    if (byId.has(spec.id)) throw new Error(`Cannot plan two jobs of one id: "${spec.id}"`);
    byId.set(spec.id, spec);
  }
  const order: JobSpec[] = [];
  const visited = new Set<string>();
  const path: string[] = [];
  const visit = (spec: JobSpec): void => {
    if (path.includes(spec.id)) {
      const cycle = [...path.slice(path.indexOf(spec.id)), spec.id];
      throw new Error(`Cannot plan jobs that need each other: ${cycle.join(" → ")}`);
    }
    if (visited.has(spec.id)) return;
    path.push(spec.id);
    for (const id of spec.needs) {
      const need = byId.get(id);
      if (!need) {
        throw new Error(`Cannot plan job "${spec.id}": it needs an unknown job "${id}"`);
      }
      visit(need);
    }
    path.pop();
    visited.add(spec.id);
    order.push(spec);
  };
  specs.forEach(visit);
  return order;
}

function identityOf(
  spec: JobSpec,
  inputs: PlanInputs,
  keys: ReadonlyMap<string, string>,
): JobIdentity {
  const data: Record<string, string> = {};
  for (const name of spec.data) {
    const hash = inputs.data[name];
    if (hash === undefined) {
      throw new Error(`Cannot plan job "${spec.id}": it reads an unknown data set "${name}"`);
    }
    data[name] = hash;
  }
  return {
    kind: spec.kind,
    // The job must see what was hashed, neither −0 nor undefined nor another order of keys.
    config: JSON.parse(canonicalJson(spec.config)) as JsonObject,
    data,
    needs: spec.needs.map((id) => keys.get(id)!),
    kernel: inputs.kernel,
    engine: inputs.engine,
    streams: STREAM_VERSION,
  };
}

/**
 * Plans `specs`. Throws an `Error` for declarations that cannot be planned, since an experiment is then at fault:
 * duplicate ids, unknown needs or data sets, cycles, a cost that is not a number from 0 up.
 */
export function planJobs(specs: readonly JobSpec[], inputs: PlanInputs): Plan {
  const keys = new Map<string, string>();
  const identities = new Map<string, JobIdentity>();
  const asked = new Map<string, [JobSpec, ...JobSpec[]]>();
  for (const spec of topologicalOrder(specs)) {
    if (!(spec.cost >= 0 && Number.isFinite(spec.cost))) {
      throw new Error(
        `Cannot plan job "${spec.id}": expected a cost from 0 up, got ${spec.cost}`,
      );
    }
    const identity = identityOf(spec, inputs, keys);
    const key = jobKey(identity);
    keys.set(spec.id, key);
    identities.set(key, identity);
    const sharers = asked.get(key);
    if (sharers) sharers.push(spec);
    else asked.set(key, [spec]);
  }

  const jobs: PlannedJob[] = [];
  const longestAfter = new Map<string, number>();
  for (const [key, specs] of [...asked].reverse()) {
    const identity = identities.get(key)!;
    const cost = Math.max(...specs.map((spec) => spec.cost));
    const priority = cost + (longestAfter.get(key) ?? 0);
    for (const need of identity.needs) {
      longestAfter.set(need, Math.max(longestAfter.get(need) ?? 0, priority));
    }
    jobs.unshift({ ...identity, key, specs, cost, priority });
  }
  // No job's priority is below that of its dependents, and the sort is stable: needs stay in front.
  jobs.sort((a, b) => b.priority - a.priority);
  return { jobs, inputs };
}
