/**
 * `deno task ok`: the gate. Formatting, lint with the project's own rules, types, documentation and the rules of the
 * house, one line per step; the output of a step shows only when it fails.
 */
import { Command } from "commander";
import { sourceFiles } from "../lint/source_files.ts";

new Command("ok")
  .description("Check format, lint, types, documentation and the rules of the house.")
  .parse(["deno", "ok", ...Deno.args]);

const modules = (await sourceFiles("src", "lint"))
  .filter((path) => !path.startsWith("src/kernels/assembly/") && !path.endsWith("_pb.ts"));

const STEPS: readonly (readonly [name: string, ...args: string[]])[] = [
  ["format", "fmt", "--check"],
  ["lint", "lint"],
  ["types", "check", "--quiet"],
  ["docs", "doc", "--lint", ...modules],
  ["house", "test", "--allow-read", "tests/house"],
];

/** Deno warns, in two lines each, of every file in `@types/node` that it replaces by its own types. */
const NOISE = /^Warning Failed resolving types\..*\n\s+at .*\n/gm;

let failures = 0;
for (const [name, ...args] of STEPS) {
  const began = performance.now();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: new URL("../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${success ? "ok    " : "FAILED"} ${name.padEnd(7)} ${seconds} s`);
  if (!success) {
    failures++;
    for (const output of [stdout, stderr]) {
      console.error(new TextDecoder().decode(output).replace(NOISE, "").trim());
    }
  }
}
if (failures > 0) Deno.exit(1);
