/** The tasks that export and predict, as they are run. */
import { assertAlmostEquals, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { exportJob } from "../../src/onnx/export_job.ts";
import { ROOT } from "../../lint/source_files.ts";
import { forecasterJob, WINDOW, withStem } from "./finished_job.ts";

async function task(
  name: string,
  permissions: readonly string[],
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  return await piped("", name, permissions, ...args);
}

/** The same, with something on its standard input. */
async function piped(
  input: string,
  name: string,
  permissions: readonly string[],
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", ...permissions, `tasks/${name}.ts`, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", DENO_NO_PROMPT: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // A task that does not read its input may have closed it.
  await ReadableStream.from([new TextEncoder().encode(input)]).pipeTo(child.stdin).catch(() => {});
  const { code, stdout, stderr } = await child.output();
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
    assertStringIncludes(missing.stderr, ".explain.onnx is not there");
    assertStringIncludes(missing.stderr, "hint: deno task export");
    const foreign = await task("predict", permissions, `${folder}/gap.csv`, `${folder}/gap.csv`);
    assertEquals(foreign.code, 1);
    assertStringIncludes(foreign.stderr, "gap.csv as ONNX");
  });
});

Deno.test("predict judges a review that is given, piped or in a file, with --allow-ffi and the folder alone", async () => {
  await withStem(async (stem) => {
    const folder = stem.slice(0, stem.lastIndexOf("/")), models = `${ROOT}models/quick`;
    const permissions = ["--allow-ffi", `--allow-read=${models},${folder}`];
    const path = `${models}/q6-a-length-200-pre-lstm-seed-1.onnx`;
    const run = (...args: string[]) => task("predict", permissions, path, ...args);
    const review = "It was an awful, boring story. Zzyx.";

    const given = await run(review);
    assertEquals([given.code, given.stderr], [0, ""]);
    assertMatch(given.stdout, /^negative, \d+\.\d% sure \(logit -\d+\.\d{3}\)\n/);
    assertStringIncludes(given.stdout, "1 of 10 words and marks are unknown to the model");
    assertEquals(await piped(review, "predict", permissions, path, "-"), given);
    assertEquals(await run(review, "--text"), given);
    await Deno.writeTextFile(`${folder}/my review.txt`, review);
    assertEquals(await run(`${folder}/my review.txt`), given);

    const json = JSON.parse((await run(review, "--json", "--gates")).stdout);
    assertStringIncludes(given.stdout, `(logit ${json.logit.toFixed(3)})`);
    assertEquals(json.tokens.slice(0, 3), ["it", "was", "an"]);
    assertEquals(json.steps.end - json.steps.start, json.tokens.length);
    assertEquals([json.gates["f_l0"].length, json.gates["f_l0"][0].length], [1, 200]);
    const table = (await run(review, "--gates")).stdout.split("\n");
    const words = table.slice(table.findIndex((line) => line.startsWith("word\t")) + 1);
    assertEquals(words.slice(0, 2).map((line) => line.split("\t")[0]), ["it", "was"]);

    for (
      const [input, message] of [
        ["", "Cannot judge an empty review"],
        [" \n", "Cannot judge an empty review"],
        ["Отличный, добрый фильм!", "it holds no letter or digit of a Latin script"],
        ["zzyx, qqq.", "knows no word: zzyx, qqq"],
        ["素晴らしい 映画", "it holds no letter or digit of a Latin script"],
        ["no-such-file.txt", "Cannot read the input no-such-file.txt"],
      ] as const
    ) {
      const refused = await run(input);
      assertEquals([refused.code, refused.stdout], [1, ""], input);
      assertStringIncludes(refused.stderr, message);
      assertStringIncludes(refused.stderr, "hint: ");
    }
  });
});

Deno.test("predict refuses a corrupt, a truncated, a foreign and a missing model, each with its name and a hint", async () => {
  await withStem(async (stem) => {
    await exportJob(forecasterJob(), stem);
    const folder = stem.slice(0, stem.lastIndexOf("/"));
    const bytes = await Deno.readFile(`${stem}.onnx`);
    const corrupt = bytes.slice();
    corrupt[bytes.length >> 1]! ^= 1;
    await Deno.writeFile(`${folder}/corrupt.onnx`, corrupt);
    await Deno.writeFile(`${folder}/truncated.onnx`, bytes.subarray(0, bytes.length - 100));
    await Deno.writeTextFile(`${folder}/foreign.onnx`, "<!doctype html>");
    await Deno.writeTextFile(`${folder}/window.csv`, "1\n".repeat(WINDOW));
    for (
      const [name, message] of [
        ["corrupt", "its graph has the sha256"],
        ["truncated", ""],
        ["foreign", "as ONNX"],
        ["missing", "there is no such file"],
      ] as const
    ) {
      const permissions = ["--allow-ffi", `--allow-read=${folder}`];
      const path = `${folder}/${name}.onnx`;
      const { code, stdout, stderr } = await task(
        "predict",
        permissions,
        path,
        `${folder}/window.csv`,
      );
      assertEquals([code, stdout], [1, ""], name);
      assertMatch(stderr, /^error: Cannot (read|use) .*\nhint: .*\n$/);
      assertStringIncludes(stderr, path);
      assertStringIncludes(stderr, message);
    }
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
