import type { JobProgress } from "../core/job.ts";
import type { Plan, PlannedJob } from "./plan.ts";

/** What happens in a run, in the order in which it happens. */
export type RunEvent =
  | { readonly type: "planned"; readonly plan: Plan }
  /** The store holds the job already, or another run has just put it there. */
  | { readonly type: "reused"; readonly job: PlannedJob }
  | { readonly type: "started"; readonly job: PlannedJob }
  /** The job goes on from a checkpoint. */
  | { readonly type: "resumed"; readonly job: PlannedJob }
  | { readonly type: "progressed"; readonly job: PlannedJob; readonly progress: JobProgress }
  | { readonly type: "finished"; readonly job: PlannedJob }
  | { readonly type: "failed"; readonly job: PlannedJob; readonly error: Error }
  /** The job does not run: `reason` names the job that failed, or the end of the run. */
  | { readonly type: "skipped"; readonly job: PlannedJob; readonly reason: string }
  /** Another run computes the job; `holder` is its process id, when known. */
  | { readonly type: "waiting"; readonly job: PlannedJob; readonly holder: number | undefined }
  | { readonly type: "warning"; readonly text: string };

/** Is told every event of a run, at once. */
export type RunObserver = (event: RunEvent) => void;
