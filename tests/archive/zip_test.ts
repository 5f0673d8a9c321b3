import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipWriter,
  type ZipWriterAddDataOptions,
} from "@zip.js/zip.js";
import fc from "fast-check";
import { faultOfPath } from "../../src/archive/member_path.ts";
import type { Members } from "../../src/archive/members.ts";
import { readZip, sorted, writeZip } from "../../src/archive/zip.ts";
import { sha256 } from "../../src/core/sha256.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function reading<T>(
  zip: Uint8Array,
  use: (read: Awaited<ReturnType<typeof readZip>>) => T,
): Promise<T> {
  const path = await Deno.makeTempFile({ suffix: ".zip" });
  try {
    await Deno.writeFile(path, zip);
    return use(await readZip(path));
  } finally {
    await Deno.remove(path);
  }
}

/** A zip of entries that no archive holds. */
async function foreign(
  ...entries: [name: string, content: Uint8Array, options?: ZipWriterAddDataOptions][]
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { level: 0, useWebWorkers: false });
  for (const [name, content, options] of entries) {
    await writer.add(name, new Uint8ArrayReader(content), options);
  }
  return await writer.close();
}

function failures(zip: Uint8Array): Promise<string[]> {
  return reading(
    zip,
    ({ checks }) => checks.filter(({ equal }) => !equal).map(({ what, got }) => `${what}: ${got}`),
  );
}

const path = fc.array(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,8}$/), {
  minLength: 1,
  maxLength: 3,
}).map((names) => names.join("/"));

Deno.test("writeZip() and readZip() give any members back, in the order of paths", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(path, fc.uint8Array({ maxLength: 40 })), {
        selector: ([path]) => path,
        maxLength: 6,
      }),
      async (entries) => {
        const members: Members = new Map(
          entries.map(([path, content]) => [path, new Uint8Array(content)]),
        );
        const zip = await writeZip(members);
        await reading(zip, (read) => {
          assertEquals(read.checks.map(({ equal }) => equal), [true]);
          assertEquals([...read.members], sorted(members));
        });
      },
    ),
    { numRuns: 25 },
  );
});

Deno.test("writeZip() gives the bytes of zip.js 2.24.0, so that an update of it cannot change archives unnoticed", async () => {
  const zip = await writeZip(
    new Map([["c.txt", bytes("hello world")], ["a/b.txt", bytes("hello")]]),
  );
  assertEquals(sha256(zip), "9c5a91d5fbd8e71c1f7afad055bb3e4e69d7f9de4efa957a4f316c2d4034bc55");
});

Deno.test("readZip() names a byte flipped anywhere in the file", async () => {
  const zip = await writeZip(new Map([["a", bytes("first")], ["b/c", bytes("second")]]));
  for (let i = 0; i < zip.length; i++) {
    const flipped = zip.slice();
    flipped[i]! ^= 1 << i % 8;
    const found = await failures(flipped);
    assert(found.length > 0, `byte ${i}`);
  }
});

Deno.test("readZip() names a truncated file, one with bytes appended, and one that is no zip", async () => {
  const zip = await writeZip(new Map([["a", bytes("first")], ["b", bytes("second")]]));
  for (let length = 0; length < zip.length; length += 7) {
    assertMatch((await failures(zip.subarray(0, length)))[0]!, /^zip file: /);
  }
  assertMatch((await failures(new Uint8Array([...zip, 0])))[0]!, /^zip file: /);
  assertMatch((await failures(bytes("<html>not found</html>")))[0]!, /^zip file: /);
});

Deno.test("readZip() refuses paths that lead out of a folder, absolute paths, links, folders and doubles", async () => {
  const x = bytes("x");
  const cases: [RegExp, Uint8Array][] = [
    [/"\.\.\/x": a path that leads out of its folder/, await foreign(["../x", x])],
    [/"a\/\.\.\/\.\.\/x": a path that leads out/, await foreign(["a/../../x", x])],
    [/"\/etc\/passwd": an absolute path/, await foreign(["/etc/passwd", x])],
    [/"C:\\\\x": an absolute path/, await foreign(["C:\\x", x])],
    [/"a\\\\\.\.\\\\x": a path that leads out/, await foreign(["a\\..\\x", x])],
    [/"\.hidden": a path that is not of plain names/, await foreign([".hidden", x])],
    [/"link": a symbolic link/, await foreign(["link", bytes("/etc"), { unixMode: 0o120777 }])],
    [/"d\/": a path that is not of plain names/, await foreign(["d/", x, { directory: true }])],
  ];
  for (const [pattern, zip] of cases) assertMatch((await failures(zip)).join("; "), pattern);
});

Deno.test("readZip() refuses two members of one name", async () => {
  const zip = await foreign(["a1", bytes("x")], ["a2", bytes("y")]);
  // The second name becomes the first's, in the local header and in the directory.
  for (let i = 0; i < zip.length - 1; i++) {
    if (zip[i] === 0x61 && zip[i + 1] === 0x32) zip[i + 1] = 0x31;
  }
  assertMatch((await failures(zip)).join("; "), /"a1": several/);
});

Deno.test("readZip() inflates nothing: a zip bomb is named by what it claims", async () => {
  const bomb = await foreign(["bomb", new Uint8Array(2 ** 24), { level: 9 }]);
  const before = Deno.memoryUsage().external;
  assertMatch((await failures(bomb))[0]!, /"bomb": \d+ bytes that claim to inflate to 16777216/);
  assert(Deno.memoryUsage().external - before < 2 ** 23);
});

Deno.test("readZip() refuses entries that overlap to claim more than the file holds", async () => {
  const zip = await foreign(["a", new Uint8Array(600).fill(7)], ["b", new Uint8Array(8)]);
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const directory = view.getUint32(zip.length - 6, true);
  // The directory's second entry now points at the first's content.
  let second = directory + 46 + view.getUint16(directory + 28, true) +
    view.getUint16(directory + 30, true) + view.getUint16(directory + 32, true);
  assertEquals(view.getUint32(second, true), 0x02014b50);
  view.setUint32(second + 20, 600, true);
  view.setUint32(second + 24, 600, true);
  second += 42;
  view.setUint32(second, 0, true);
  assert((await failures(zip)).length > 0);
});

Deno.test("faultOfPath() passes plain relative paths alone", () => {
  for (const path of ["a", "a/b.json", "jobs/0a/weights.safetensors", "LICENSE", "x-1_2.3"]) {
    assertEquals(faultOfPath(path), undefined, path);
  }
  for (
    const path of ["", "/", "a/", "/a", "a//b", ".", "..", "a/.", "a b", "é", "a\nb", "~/a", "-a"]
  ) {
    assert(faultOfPath(path) !== undefined, path);
  }
});
