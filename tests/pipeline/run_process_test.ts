import { assertEquals, assertGreaterOrEqual, assertLessOrEqual, fail } from "@std/assert";
import { join } from "node:path";
import { StoreFolder } from "./store_folder.ts";

/** A process that runs `jobs` fake trainings of `epochs` epochs. */
class Run implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #chunks: AsyncIterator<string>;
  readonly #stderr: Promise<string>;
  #stdout = "";

  constructor(
    folder: StoreFolder,
    { store = "store", workers = 2, jobs = 4, epochs = 4, pause = 0 },
  ) {
    const program = join(import.meta.dirname!, "run_child.ts");
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        program,
        folder.file(store),
        `${workers}`,
        `${jobs}`,
        `${epochs}`,
        `${pause}`,
      ],
      env: { FAKE_JOBS_LOG: folder.file(`${store}.log`) },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#chunks = this.#process.stdout.pipeThrough(new TextDecoderStream())
      [Symbol.asyncIterator]();
    this.#stderr = new Response(this.#process.stderr).text();
  }

  async #read(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    this.#stdout += value ?? "";
    return !done;
  }

  /** Waits until the run has planned its jobs, and then as long again as told. */
  async begun(milliseconds: number): Promise<void> {
    while (!this.#stdout.includes("planned\n")) {
      if (!await this.#read()) fail(await this.#stderr);
    }
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  kill(signal: Deno.Signal): void {
    try {
      this.#process.kill(signal);
    } catch (error) {
      // The run has just ended by itself.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  async end(): Promise<
    { code: number; signal: Deno.Signal | null; hashes: unknown; stderr: string }
  > {
    while (await this.#read());
    const { code, signal } = await this.#process.status;
    const json = this.#stdout.split("\n")[1];
    return { code, signal, hashes: json && JSON.parse(json), stderr: await this.#stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill("SIGKILL");
    await this.end();
  }
}

async function hashesOfWholeRun(
  folder: StoreFolder,
  size: { jobs: number; epochs: number; pause: number },
): Promise<unknown> {
  await using run = new Run(folder, { ...size, store: "whole", workers: 1 });
  const { code, hashes, stderr } = await run.end();
  assertEquals(code, 0, stderr);
  return hashes;
}

function epochsLogged(folder: StoreFolder): number {
  return Deno.readTextFileSync(folder.file("store.log")).split("\n").length - 1;
}

Deno.test("a run killed at six random moments goes on, and ends in the hashes of a whole run", async () => {
  await using folder = new StoreFolder();
  const size = { jobs: 10, epochs: 8, pause: 25 };
  const expected = await hashesOfWholeRun(folder, size);
  let kills = 0;
  while (kills < 6) {
    await using run = new Run(folder, size);
    await run.begun(Math.random() * 150);
    run.kill("SIGKILL");
    if ((await run.end()).signal !== "SIGKILL") break;
    kills++;
  }
  assertGreaterOrEqual(kills, 5);
  await using run = new Run(folder, size);
  const { code, hashes, stderr } = await run.end();
  assertEquals(code, 0, stderr);
  assertEquals(hashes, expected);
  const epochs = size.jobs * size.epochs;
  assertGreaterOrEqual(epochsLogged(folder), epochs);
  assertLessOrEqual(
    epochsLogged(folder),
    epochs + 2 * kills,
    "a kill has cost a worker more than an epoch",
  );
});

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`${signal} stops a run with one line and exit code ${code}, and it goes on later`, async () => {
    await using folder = new StoreFolder();
    const size = { jobs: 4, epochs: 6, pause: 40 };
    {
      await using run = new Run(folder, size);
      await run.begun(250);
      run.kill(signal);
      const end = await run.end();
      assertEquals(end.code, code);
      assertEquals(
        end.stderr,
        `Stopped by ${signal}: run the same command again to go on from the last checkpoints\n`,
      );
    }
    const locks = [...Deno.readDirSync(folder.file("store"))].filter(({ name }) =>
      name.endsWith(".lock")
    );
    assertEquals(locks, []);
    const expected = await hashesOfWholeRun(folder, size);
    await using run = new Run(folder, size);
    const end = await run.end();
    assertEquals(end.hashes, expected, end.stderr);
    assertLessOrEqual(epochsLogged(folder), size.jobs * size.epochs + 2);
  });
}

Deno.test("two runs on one store share the work and end in the same hashes", async () => {
  await using folder = new StoreFolder();
  const size = { jobs: 8, epochs: 4, pause: 20 };
  const expected = await hashesOfWholeRun(folder, size);
  await using first = new Run(folder, size);
  await using second = new Run(folder, size);
  const ends = await Promise.all([first.end(), second.end()]);
  for (const { code, hashes, stderr } of ends) {
    assertEquals(code, 0, stderr);
    assertEquals(hashes, expected);
  }
  assertEquals(epochsLogged(folder), size.jobs * size.epochs, "an epoch was computed twice");
});
