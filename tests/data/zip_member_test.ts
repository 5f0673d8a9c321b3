import { assert, assertEquals, assertRejects } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { checkZipMember, readZipMember } from "../../src/data/zip_member.ts";
import { officialText, READINGS, zipOf } from "./power_fixture.ts";

const MEMBER = "household_power_consumption.txt";
const TEXT = officialText(READINGS);

async function withFile<T>(
  content: Uint8Array | string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const path = await Deno.makeTempFile({ suffix: ".zip" });
  try {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(path, bytes);
    return await use(path);
  } finally {
    await Deno.remove(path);
  }
}

async function readAll(path: string, name = MEMBER): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of readZipMember(path, { name })) {
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

Deno.test("readZipMember unpacks the member that is named", async () => {
  await withFile(await zipOf(MEMBER, TEXT), async (path) => {
    assertEquals(await readAll(path), TEXT);
  });
});

Deno.test("readZipMember closes the archive when its reader stops early", async () => {
  await withFile(await zipOf(MEMBER, TEXT.repeat(20)), async (path) => {
    for await (const chunk of readZipMember(path, { name: MEMBER })) {
      assert(chunk.length > 0);
      break;
    }
  });
});

Deno.test("readZipMember notices a flipped byte anywhere in the packed data", async () => {
  const whole = await zipOf(MEMBER, TEXT);
  for (const share of [0.1, 0.5, 0.9]) {
    const flipped = whole.slice();
    flipped[Math.floor(share * (whole.length - 200)) + 100]! ^= 0x10;
    await withFile(
      flipped,
      (path) => assertRejects(() => readAll(path), CliError, "as a zip archive"),
    );
  }
});

Deno.test("checkZipMember refuses an archive that was cut short", async () => {
  const whole = await zipOf(MEMBER, TEXT);
  for (const length of [whole.length - 1, Math.floor(whole.length / 2), 40]) {
    await withFile(
      whole.subarray(0, length),
      (path) =>
        assertRejects(() => checkZipMember(path, { name: MEMBER }), CliError, "as a zip archive"),
    );
  }
});

Deno.test("checkZipMember says what is there instead of an archive", async () => {
  for (
    const [content, message] of [
      ["\n<!DOCTYPE html><title>Log in</title>", "it is a web page"],
      ["", "it is empty"],
      ["%PDF-1.7", 'it begins with "%PDF-1.7"'],
    ] as const
  ) {
    await withFile(
      content,
      (path) => assertRejects(() => checkZipMember(path, { name: MEMBER }), CliError, message),
    );
  }
  const folder = await Deno.makeTempDir();
  await assertRejects(() => checkZipMember(folder, { name: MEMBER }), CliError, "it is not a file");
  await Deno.remove(folder);
  await assertRejects(
    () => checkZipMember(folder, { name: MEMBER }),
    CliError,
    "there is no such file",
  );
});

Deno.test("checkZipMember names the members when the wanted one is absent or has another size", async () => {
  await withFile(await zipOf("readme.txt", "hello"), async (path) => {
    await checkZipMember(path, { name: "readme.txt", bytes: 5 });
    await assertRejects(
      () => checkZipMember(path, { name: MEMBER }),
      CliError,
      `expected a member ${MEMBER}, got readme.txt`,
    );
    await assertRejects(
      () => checkZipMember(path, { name: "readme.txt", bytes: 6 }),
      CliError,
      "expected readme.txt to have 6 bytes, got 5",
    );
  });
});
