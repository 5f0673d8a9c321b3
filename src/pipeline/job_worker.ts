import type { JobProgress } from "../core/job.ts";
import type { JobOutputs } from "./manifest.ts";
import { errorFromPlain, type JobOrder, type WorkerReply } from "./worker_message.ts";

/** What a job tells the run while it is computed. */
export interface JobNotices {
  /** The job has come so far. */
  readonly progress: (progress: JobProgress) => void;
  /** One line that people should read. */
  readonly warning: (text: string) => void;
  /** The job goes on from a checkpoint. */
  readonly resumed: () => void;
}

/**
 * A worker that computes one job at a time. The thread is started for the first job and kept, as loading tfjs costs about
 * a second; a crash ends the thread, and the next job starts another.
 */
export class JobWorker {
  readonly #runner: string;
  #thread: Worker | undefined;
  #abandon: ((reason: Error) => void) | undefined;

  /** Starts no thread yet. `runner` is the URL of the module that exports the job table. */
  constructor(runner: string | URL) {
    this.#runner = String(runner);
  }

  /** Computes one job. Rejects with the job's own error, a `CliError` among them, or with that of a crash. */
  run(order: JobOrder, notices: JobNotices): Promise<JobOutputs> {
    const thread = this.#thread ??= new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
    });
    return new Promise<JobOutputs>((resolve, reject) => {
      this.#abandon = reject;
      thread.onmessage = ({ data }: MessageEvent<WorkerReply>): void => {
        switch (data.type) {
          case "progress":
            return notices.progress(data.progress);
          case "warning":
            return notices.warning(data.text);
          case "resumed":
            return notices.resumed();
          case "done":
            return resolve(data.outputs);
          case "failed":
            return reject(errorFromPlain(data.error));
        }
      };
      thread.onerror = (event): void => {
        event.preventDefault();
        this.close(new Error(`Worker crashed in job ${order.id}: ${event.message}`));
      };
      thread.postMessage({ runner: this.#runner, order });
    });
  }

  /**
   * Ends the thread; a job in it rejects with `reason`. The thread stops at its next `await`, so that only the end of the
   * process stops a long computation at once.
   */
  close(reason: Error = new Error("Worker was closed")): void {
    this.#thread?.terminate();
    this.#thread = undefined;
    this.#abandon?.(reason);
    this.#abandon = undefined;
  }
}
