/** Tasks as processes in a folder of their own, with the published results of the quick profile and real jobs. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ComparisonRow } from "../../src/pipeline/comparison.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** How a process ended. */
export interface Ended {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly output: string;
  readonly errors: string;
}

/** A running task. */
export interface RunningTask {
  kill(signal: Deno.Signal): void;
  readonly ended: Promise<Ended>;
}

/** A folder in which tasks run as in the project's, removed at the end of the scope. */
export class TaskFolder implements AsyncDisposable {
  readonly path = Deno.makeTempDirSync({ prefix: "unroll-tasks-" });

  constructor() {
    Deno.mkdirSync(this.file("reports/quick"), { recursive: true });
    Deno.copyFileSync(
      join(ROOT, "reports/quick/reference.json"),
      this.file("reports/quick/reference.json"),
    );
  }

  /** Path of a file in the folder. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** Starts `tasks/<name>.ts`. It may read everything, and write in the folder and in the project's cache of data. */
  start(name: string, ...args: string[]): RunningTask {
    const process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-check",
        `--config=${ROOT}deno.json`,
        "--allow-read",
        `--allow-write=${this.path},${ROOT}data/cache`,
        "--allow-env",
        "--allow-ffi",
        "--allow-sys=cpus",
        `${ROOT}tasks/${name}.ts`,
        ...args,
      ],
      cwd: this.path,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const output = new Response(process.stdout).text();
    const errors = new Response(process.stderr).text();
    const ended = (async () => {
      const { code, signal } = await process.status;
      return { code, signal, output: await output, errors: await errors };
    })();
    return {
      ended,
      kill: (signal) => process.kill(signal),
    };
  }

  /** Names in the store; none when there is no store yet. */
  stored(): string[] {
    try {
      return [...Deno.readDirSync(this.file("data/store"))].map(({ name }) => name);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

/** The rows that `reproduce --json` printed. */
export function rowsOf({ output, errors }: Ended): ComparisonRow[] {
  try {
    return JSON.parse(output);
  } catch {
    throw new Error(`no rows: ${errors}`);
  }
}
