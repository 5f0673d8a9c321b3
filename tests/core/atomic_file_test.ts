import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { writeFileAtomically } from "../../src/core/atomic_file.ts";

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
}

Deno.test("writeFileAtomically writes bytes and text, makes parent folders and leaves nothing else", () =>
  inFolder(async (folder) => {
    await writeFileAtomically(`${folder}/a/b/c.bin`, new Uint8Array([1, 2, 3]));
    await writeFileAtomically(`${folder}/a/b/c.txt`, "größer");
    assertEquals(await Deno.readFile(`${folder}/a/b/c.bin`), new Uint8Array([1, 2, 3]));
    assertEquals(await Deno.readTextFile(`${folder}/a/b/c.txt`), "größer");
    assertEquals(names(`${folder}/a/b`), ["c.bin", "c.txt"]);
  }));

Deno.test("writeFileAtomically replaces a longer file whole", () =>
  inFolder(async (folder) => {
    await writeFileAtomically(`${folder}/x`, "a long first content");
    await writeFileAtomically(`${folder}/x`, "short");
    assertEquals(await Deno.readTextFile(`${folder}/x`), "short");
  }));

Deno.test("writeFileAtomically removes its temporary file when the rename fails", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/x/inside`, { recursive: true });
    await assertRejects(() => writeFileAtomically(`${folder}/x`, "content"));
    assertEquals(names(folder), ["x"]);
    assertEquals(names(`${folder}/x`), ["inside"]);
  }));

Deno.test("concurrent writers of one file leave one content whole", () =>
  inFolder(async (folder) => {
    const contents = Array.from({ length: 8 }, (_, i) => String(i).repeat(50_000));
    await Promise.all(contents.map((content) => writeFileAtomically(`${folder}/x`, content)));
    assertEquals(contents.includes(await Deno.readTextFile(`${folder}/x`)), true);
    assertEquals(names(folder), ["x"]);
  }));

Deno.test({
  name: "a write that the system cuts short leaves the old file and no temporary one",
  // The shell's limit on file sizes stands for a full disk: it needs no mount and so no rights.
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder(async (folder) => {
      await writeFileAtomically(`${folder}/x`, "old");
      const module = new URL("../../src/core/atomic_file.ts", import.meta.url);
      const script = `import { writeFileAtomically } from ${JSON.stringify(module)};
        await writeFileAtomically(${JSON.stringify(`${folder}/x`)}, new Uint8Array(1 << 20));`;
      const { success, stderr } = await new Deno.Command("bash", {
        args: ["-c", 'trap "" XFSZ; ulimit -f 256; exec "$0" eval "$1"', Deno.execPath(), script],
      }).output();
      assertEquals(success, false);
      assertStringIncludes(new TextDecoder().decode(stderr), "File too large");
      assertEquals(await Deno.readTextFile(`${folder}/x`), "old");
      assertEquals(names(folder), ["x"]);
    }),
});
