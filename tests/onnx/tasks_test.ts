/** The tasks that export and predict, as they are run. */
import { assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { exportJob } from "../../src/onnx/export_job.ts";
import { ROOT } from "../../lint/source_files.ts";
import { forecasterJob, WINDOW, withStem } from "./finished_job.ts";

async function task(
  name: string,
  permissions: readonly string[],
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", ...permissions, `tasks/${name}.ts`, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", DENO_NO_PROMPT: "1" },
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("predict needs --allow-ffi and the model's folder alone, and prints forecasts and gates in kW", async () => {
  await withStem(async (stem) => {
    await exportJob(forecasterJob(), stem);
    const folder = stem.slice(0, stem.lastIndexOf("/"));
    const permissions = ["--allow-ffi", `--allow-read=${folder}`];
    const window = Array.from({ length: WINDOW }, (_, i) => i / 4);
    await Deno.writeTextFile(`${folder}/window.json`, JSON.stringify(window));
    const run = (...args: string[]) => task("predict", permissions, `${stem}.onnx`, ...args);

    const plain = await run(`${folder}/window.json`);
    assertEquals([plain.code, plain.stderr], [0, ""]);
    const json = await run(`${folder}/window.json`, "--json", "--gates");
    assertEquals([json.code, json.stderr], [0, ""]);
    const { forecasts, gates } = JSON.parse(json.stdout);
    assertEquals(plain.stdout, `${forecasts[0].toFixed(4)} kW\n`);
    assertEquals([gates["f_l0"].length, gates["f_l0"][0].length], [1, WINDOW]);

    const table = await run(`${folder}/window.json`, "--gates");
    const row = table.stdout.split("\n").find((line) => line.startsWith("f_l0\t"))!;
    const units: number[] = gates["f_l0"][0][0];
    const mean = units.reduce((sum, value) => sum + value, 0) / units.length;
    assertAlmostEquals(Number(row.split(/\s/)[1]), mean, 1e-3);

    await Deno.writeTextFile(`${folder}/gap.csv`, "1,2,?,4,5,6,7,8,9,10,11,12\n");
    const gap = await run(`${folder}/gap.csv`);
    assertEquals([gap.code, gap.stdout], [1, ""]);
    assertStringIncludes(gap.stderr, `error: Cannot forecast from a window with a gap: value 3 of`);

    await Deno.remove(`${stem}.explain.onnx`);
    const missing = await run(`${folder}/window.json`, "--gates");
    assertEquals(missing.code, 1);
    assertStringIncludes(missing.stderr, ".explain.onnx: there is no such file");
    const foreign = await task("predict", permissions, `${folder}/gap.csv`, `${folder}/gap.csv`);
    assertEquals(foreign.code, 1);
    assertStringIncludes(foreign.stderr, "gap.csv as ONNX");
  });
});

Deno.test("export says what to do when nothing has been trained", async () => {
  await withStem(async (stem) => {
    const folder = stem.slice(0, stem.lastIndexOf("/"));
    const permissions = ["--allow-read", `--allow-write=${folder}`, "--allow-env"];
    const args = ["--store", `${folder}/store`, "--models", `${folder}/models`];
    const { code, stderr } = await task("export", permissions, ...args);
    assertEquals(code, 1);
    assertStringIncludes(stderr, "networks is there");
    assertStringIncludes(stderr, "deno task reproduce --profile quick");
    const unknown = await task("export", permissions, ...args, "--job", folder);
    assertEquals(unknown.code, 1);
    assertStringIncludes(unknown.stderr, "it holds no trained recurrent network");
  });
});
