import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { CliError } from "../../src/core/cli_error.ts";
import { splitLines } from "../../src/data/lines.ts";

async function linesOf(chunks: Uint8Array[]): Promise<{ line: number; text: string }[]> {
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const found: { line: number; text: string }[] = [];
  for await (const { firstLine, lines } of splitLines(stream(), "rows.txt")) {
    lines.forEach((text, i) => found.push({ line: firstLine + i, text }));
  }
  return found;
}

Deno.test("splitLines gives the same numbered lines however the bytes are cut into chunks", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.constantFrom("", "é", "a;b", "kW — 日"), { minLength: 1, maxLength: 8 }),
    fc.constantFrom("\n", "\r\n"),
    fc.array(fc.nat(60), { maxLength: 6 }),
    async (texts, end, cuts) => {
      const bytes = new TextEncoder().encode("\ufeff" + texts.join(end));
      const borders = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b)];
      const chunks = borders.map((from, i) => bytes.slice(from, borders[i + 1]));
      const expected = texts.map((text, i) => ({ line: i + 1, text }));
      if (expected.at(-1)!.text === "") expected.pop();
      assertEquals(await linesOf(chunks), expected);
    },
  ));
});

Deno.test("splitLines refuses a line that no text of rows has", async () => {
  const chunk = new TextEncoder().encode("short\n" + "x".repeat(70_000));
  await assertRejects(() => linesOf([chunk]), CliError, "line 2 has over 65536 characters");
});
