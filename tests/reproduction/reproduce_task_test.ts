import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);
const path = (name: string): string => fileURLToPath(new URL(name, ROOT));

/** Runs the task in an empty folder of its own, so that it can touch nothing of the project. */
async function reproduceTask(...args: string[]) {
  const cwd = await Deno.makeTempDir({ prefix: "unroll-task-" });
  try {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-check",
        `--config=${path("deno.json")}`,
        "--allow-read",
        `--allow-write=${cwd}`,
        "--allow-env",
        "--allow-sys=cpus",
        path("tasks/reproduce.ts"),
        ...args,
      ],
      cwd,
      env: { NO_COLOR: "1" },
    }).output();
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    const left = [...Deno.readDirSync(cwd)].map(({ name }) => name);
    return { code, output: text(stdout), errors: text(stderr), left };
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

Deno.test("reproduce --only with an unknown name fails with one message and names the experiments", async () => {
  const { code, output, errors, left } = await reproduceTask("--only", "nonsense");
  assertEquals([code, output, left], [1, "", []]);
  assertMatch(errors, /^error: Cannot find jobs named "nonsense"\nhint: .*Q7-a.*\n$/);
});

Deno.test("reproduce --profile with an unknown name fails with one message and names the profiles", async () => {
  const { code, output, errors, left } = await reproduceTask("--profile", "nonsense");
  assertEquals([code, output, left], [1, "", []]);
  assertEquals(
    errors,
    'error: Cannot find a profile named "nonsense"\nhint: Choose one of quick, paper\n',
  );
});

Deno.test("reproduce without a published reference fails before it makes anything", async () => {
  const { code, output, errors, left } = await reproduceTask("--only", "Q7-a/persistence");
  assertEquals([code, output, left], [1, "", []]);
  assertStringIncludes(errors, "error: Cannot read the reference reports/quick/reference.json");
});
