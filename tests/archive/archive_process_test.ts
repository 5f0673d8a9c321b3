/** The tasks as processes: what they say, how they exit, and what a kill leaves behind. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { archiveRun } from "../../src/archive/archive_run.ts";
import { sha256OfFile } from "../../src/core/sha256.ts";
import { RunFolder } from "./run_fixture.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const run = new RunFolder();
Deno.test.afterAll(() => run[Symbol.asyncDispose]());
const plan = await run.publish();
const { path, sha256 } = await archiveRun(plan, run.places, run.file("sound.zip"));

async function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--allow-read",
      "--allow-env",
      `${ROOT}tasks/verify.ts`,
      ...args,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("deno task verify needs no permission to write, and exits with 0 for a sound archive", async () => {
  const { code, out, err } = await verify(path);
  assertEquals({ code, out }, { code: 0, out: "" });
  assertMatch(err, /^Verified: (\d+) of \1 checks are equal\n$/);
  assertEquals(await sha256OfFile(path), sha256);
});

Deno.test("deno task verify prints a table of what differs, or every row as JSON, and exits with 1", async () => {
  const bytes = await Deno.readFile(path), damaged = run.file("damaged.zip");
  bytes[bytes.length >> 1]! ^= 4;
  await Deno.writeFile(damaged, bytes);
  const table = await verify(damaged);
  assertEquals(table.code, 1);
  assertMatch(
    table.out,
    /^what +expected +got +equal\nzip file +canonical form +another byte at \d+/,
  );
  assertMatch(table.err, /^Not verified: \d+ of \d+ checks differ, first zip file\n$/);
  const json = await verify(damaged, "--json");
  assertEquals(json.code, 1);
  const rows = JSON.parse(json.out) as { what: string; equal: boolean }[];
  assertEquals(Object.keys(rows[0]!), ["what", "expected", "got", "equal"]);
  assert(rows.some(({ equal }) => equal) && rows.some(({ equal }) => !equal));
});

Deno.test("deno task verify --against compares two archives", async () => {
  const { code, out } = await verify(path, "--against", path);
  assertEquals(code, 0);
  assertMatch(out, /\nA\/two +([0-9a-f]{32}) +\1 +yes\n/);
});

Deno.test("deno task verify says in one sentence that there is no such file", async () => {
  const { code, err } = await verify(run.file("none.zip"));
  assertEquals(code, 1);
  assertMatch(err, /^error: Cannot find an archive at .*none\.zip\nhint: .*\n$/);
});

Deno.test("archiving that is killed at any moment leaves the old archive or the new one, whole", async () => {
  const out = run.file("killed.zip");
  const program = `
    import { archiveRun } from ${
    JSON.stringify(import.meta.resolve("../../src/archive/archive_run.ts"))
  };
    const { plan, places, out } = JSON.parse(Deno.args[0]);
    console.log("loaded");
    for (;;) await archiveRun(plan, places, out);
  `;
  const source = run.file("program.ts");
  await Deno.writeTextFile(source, program);
  await Deno.copyFile(path, out);
  for (let round = 0; round < 3; round++) {
    await using child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--no-check",
        `--config=${ROOT}deno.json`,
        "--no-lock",
        source,
        JSON.stringify({ plan, places: run.places, out }),
      ],
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const reader = child.stdout.getReader();
    assertEquals((await reader.read()).done, false);
    await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 250));
    child.kill("SIGKILL");
    await child.status;
    await reader.cancel();
    assertEquals(await sha256OfFile(out), sha256);
  }
});
