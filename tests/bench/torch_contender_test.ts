import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { torchContender } from "../../src/bench/torch_contender.ts";
import { TRAINING_CASES } from "../../src/bench/training_cases.ts";
import { CliError } from "../../src/core/cli_error.ts";

/** Calls `use` with the path of a shell script that stands for a Python. */
async function withPython(script: string, use: (python: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "unroll-python-" });
  const python = join(folder, "python");
  await Deno.writeTextFile(python, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  try {
    await use(python);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a Python that does not exist is a CliError that names it", async () => {
  const error = await assertRejects(() => torchContender("/nowhere/python"), CliError);
  assertStringIncludes(error.message, "Cannot run /nowhere/python");
  assert(error.hint?.includes("--torch"));
});

Deno.test("a Python without torch is a CliError with the last line of its account", async () => {
  const script = `echo "Traceback (most recent call last):" >&2
echo "ModuleNotFoundError: No module named 'torch'" >&2
exit 1`;
  await withPython(script, async (python) => {
    const error = await assertRejects(() => torchContender(python), CliError);
    assertEquals(
      error.message,
      `Cannot use PyTorch in ${python}: ModuleNotFoundError: No module named 'torch'`,
    );
  });
});

Deno.test("each empty line is one step, and each case one line of JSON", async () => {
  // Answers as torch_step.py does, with the length of the last case in place of a time.
  const script = `while read -r line; do
  if [ -n "$line" ]; then case=$line; echo '{"ready": "9.9"}'; else echo "\${#case}.5"; fi
done`;
  await withPython(script, async (python) => {
    const contender = await torchContender(python);
    assertEquals(contender.name, "PyTorch 9.9");
    const training = TRAINING_CASES[2]!;
    const prepared = await contender.prepare(training);
    const { length } = JSON.stringify({ ...training.spec.recurrent, batch: 64, steps: 60 });
    assertEquals([await prepared.step(), await prepared.step()], [length + 0.5, length + 0.5]);
    prepared.dispose();
    await contender.close!();
  });
});
