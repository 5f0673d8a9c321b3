import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { ROOT, sourceFiles } from "../../lint/source_files.ts";
import { P2_STEP } from "../../src/report/study.ts";
import { theory } from "../../src/theory/theory.ts";
import { theoryText } from "../../src/theory/theory_text.ts";

async function runTask(...flags: string[]): Promise<{ code: number; out: string; error: string }> {
  const permissions = ["--no-prompt", "--allow-env=NO_COLOR,FORCE_COLOR,CLICOLOR_FORCE"];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...permissions, "tasks/theory.ts", ...flags],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, out: decode(stdout), error: decode(stderr) };
}

Deno.test("theoryText shows the study's rows of P1 and results of P2", () => {
  const text = theoryText(theory(P2_STEP.given));
  for (
    const row of [
      /\| RNN 64→32 +\| +50 × 32 +\| +3,136 \|.*\| +310,400 \|/,
      /\| RNN 32→64 +\| +64 +\| +6,272 \|.*\| +620,800 \|/,
      /\| Linear 64→512 +\| +512 +\| +33,280 \|.*\| +66,048 \|/,
      /\| Linear 512→10 +\| +10 +\| +5,130 \|.*\| +10,250 \|/,
      /\| LSTM +\| +50,432 \| +4\.00 \|/,
      /\| GRU +\| +37,824 \| +3\.00 \|/,
    ]
  ) assertMatch(text, row);
  assertStringIncludes(text, "\nh = [0.5227, −0.8306]\nŷ = [1.199, −0.569]\n");
});

Deno.test("every table of theoryText has columns of one width, so that it reads well on a terminal", () => {
  const tables = theoryText(theory(P2_STEP.given)).split("\n\n").filter((part) =>
    part.startsWith("|")
  );
  assertEquals(tables.length, 8);
  for (const table of tables) {
    const edges = table.trimEnd().split("\n").map((line) =>
      [...line.matchAll(/\|/g)].map(({ index }) => index)
    );
    for (const edge of edges) assertEquals(edge, edges[0]);
  }
});

Deno.test("the task prints the text, or with --json the same as data, without any permission but for colours", async () => {
  const expected = theory(P2_STEP.given);
  assertEquals(await runTask(), { code: 0, out: theoryText(expected), error: "" });
  const { code, out } = await runTask("--json");
  assertEquals([code, JSON.parse(out)], [0, JSON.parse(JSON.stringify(expected))]);
});

Deno.test("the task explains itself and refuses flags that it does not know", async () => {
  const help = await runTask("--help");
  assertEquals(help.code, 0);
  assertStringIncludes(help.out, "--json");
  const { code, out, error } = await runTask("--yaml");
  assertEquals([code, out, error], [1, "", "error: unknown option '--yaml'\n"]);
});

Deno.test("the room runs in a browser: it imports no module of Node and names no Deno", async () => {
  const files = await sourceFiles("src/theory");
  assertGreater(files.length, 10);
  for (const path of files) {
    const source = await Deno.readTextFile(ROOT + path);
    for (const [, specifier] of source.matchAll(/ from "([^"]+)"/g)) {
      assert(
        specifier!.startsWith("./") || specifier === "markdown-table",
        `${path}: ${specifier}`,
      );
    }
    assert(!/\bDeno\.|\bprocess\.|import\(/.test(source), path);
  }
});
