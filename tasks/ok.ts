/**
 * `deno task ok`: the gate. Formatting, lint with the project's own rules, types, documentation and the rules of the
 * house, one line per step; the output of a step shows only when it fails.
 */
import { sourceFiles } from "../lint/source_files.ts";

const modules = (await sourceFiles("src", "lint"))
  .filter((path) => !path.startsWith("src/kernels/assembly/"));

const STEPS: readonly (readonly [name: string, ...args: string[]])[] = [
  ["format", "fmt", "--check"],
  ["lint", "lint"],
  ["types", "check"],
  ["docs", "doc", "--lint", ...modules],
  ["house", "test", "--allow-read", "tests/house"],
];

let failures = 0;
for (const [name, ...args] of STEPS) {
  const began = performance.now();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: new URL("../", import.meta.url),
  }).output();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${success ? "ok    " : "FAILED"} ${name.padEnd(7)} ${seconds} s`);
  if (!success) {
    failures++;
    for (const output of [stdout, stderr]) await Deno.stderr.write(output);
  }
}
if (failures > 0) Deno.exit(1);
