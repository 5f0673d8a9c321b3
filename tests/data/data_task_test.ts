import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { readSources } from "../../src/data/sources.ts";

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function runData(...args: string[]): Promise<Outcome> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--allow-read",
      "--allow-write",
      "--allow-env=UNROLL_MIRROR,NO_COLOR,FORCE_COLOR,CLICOLOR_FORCE",
      "tasks/data.ts",
      ...args,
    ],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, output: text(stdout), errors: text(stderr) };
}

Deno.test("the data task prints where a data set is and its hash, as a table or as JSON", async () => {
  const cache = await Deno.makeTempDir();
  const { bytes, sha256 } = (await readSources()).datasets["simulated-household"]!;
  const table = await runData("--cache", cache, "simulated-household");
  assertEquals(table.code, 0);
  assertMatch(table.output, new RegExp(`^simulated-household +${bytes}  ${sha256}  simulation\n$`));
  const json = await runData("--cache", cache, "--json", "simulated-household");
  assertEquals(json.code, 0);
  assertEquals(JSON.parse(json.output), [{
    name: "simulated-household",
    path: `${cache}/canonical/simulated-household.f32`,
    bytes,
    sha256,
    from: "cache",
  }]);
  await Deno.remove(cache, { recursive: true });
});

Deno.test("the data task names what it cannot open, says what to do and exits with 1", async () => {
  const { code, output, errors } = await runData("--json", "nothing");
  assertEquals(code, 1);
  assertEquals(JSON.parse(output), []);
  assertStringIncludes(errors, "error: Cannot open the data set nothing: expected one of");
  assertStringIncludes(errors, "hint: Correct the name");
});
