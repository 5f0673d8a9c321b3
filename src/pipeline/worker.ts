/**
 * The module that every worker of a run starts with. It computes the jobs that it is sent, one after another, and imports
 * their functions when the first arrives.
 */
import type { JobTable } from "../core/job.ts";
import { runJob } from "./run_job.ts";
import { plainError, type WorkerReply, type WorkerRequest } from "./worker_message.ts";

declare const self: DedicatedWorkerGlobalScope;

function reply(message: WorkerReply): void {
  self.postMessage(message);
}

self.onmessage = async ({ data }: MessageEvent<WorkerRequest>): Promise<void> => {
  try {
    const { jobs } = await import(data.runner) as { jobs: JobTable };
    const outputs = await runJob(data.order, jobs, {
      progress: (progress) => reply({ type: "progress", progress }),
      warn: (text) => reply({ type: "warning", text }),
      resumed: () => reply({ type: "resumed" }),
    });
    reply({ type: "done", outputs });
  } catch (error) {
    reply({ type: "failed", error: plainError(error) });
  }
};
