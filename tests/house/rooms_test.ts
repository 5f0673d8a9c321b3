/// <reference lib="deno.unstable" />
import { assertEquals, assertGreater } from "@std/assert";
import plugin from "../../lint/plugin.ts";
import { ROOT, sourceFiles } from "../../lint/source_files.ts";

function lint(filename: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, filename, source)
    .filter((found) => found.id === "unroll/rooms").map((found) => found.message);
}

Deno.test("rooms permits imports from the room itself, from rooms to its left and of packages", () => {
  assertEquals(lint("src/nn/a.ts", 'import { b } from "./b.ts";'), []);
  assertEquals(lint("src/nn/a.ts", 'import { b } from "../kernels/b.ts";'), []);
  assertEquals(lint("src/experiments/a.ts", 'import { b } from "../data/b.ts";'), []);
  assertEquals(lint("src/data/deep/a.ts", 'export * from "../../core/b.ts";'), []);
  assertEquals(lint("routes/api/a.ts", 'import { b } from "../../src/report/b.ts";'), []);
  assertEquals(lint("tasks/a.ts", 'import { b } from "../src/archive/b.ts";'), []);
  assertEquals(lint("src/data/a.ts", 'import { parse } from "@std/csv";'), []);
  assertEquals(lint("tests/nn/a.ts", 'import { b } from "../../src/web/b.ts";'), []);
});

Deno.test("rooms reports an import from a room to the right, in every form of import", () => {
  const message = ["Room nn may not import from room report"];
  assertEquals(lint("src/nn/a.ts", 'import { b } from "../report/b.ts";'), message);
  assertEquals(lint("src/nn/a.ts", 'import type { B } from "../report/b.ts";'), message);
  assertEquals(lint("src/nn/a.ts", 'export { b } from "../report/b.ts";'), message);
  assertEquals(lint("src/nn/a.ts", 'export * from "../report/b.ts";'), message);
  assertEquals(lint("src/nn/a.ts", 'await import("../report/b.ts");'), message);
  assertEquals(lint("src/nn/a.ts", 'new URL("../report/b.ts", import.meta.url);'), message);
});

Deno.test("rooms keeps models and data apart, stand-ins behind their names, and files in known rooms", () => {
  assertEquals(lint("src/data/a.ts", 'import { b } from "../nn/b.ts";'), [
    "Room data may not import from room nn",
  ]);
  assertEquals(lint("src/onnx/a.ts", 'import { b } from "../data/b.ts";'), [
    "Room onnx may not import from room data",
  ]);
  assertEquals(lint("src/nn/a.ts", 'import { parse } from "../compat/csv.ts";'), [
    "Room nn may not import from room compat",
  ]);
  assertEquals(lint("src/core/a.ts", 'import { b } from "../../tasks/b.ts";'), [
    "Room core may not import from room tasks",
  ]);
  assertEquals(lint("src/utils/a.ts", ""), ["src/utils/a.ts lies in no known room"]);
  assertEquals(lint("src/a.ts", ""), ["src/a.ts lies in no known room"]);
});

Deno.test("every file of the house imports only from rooms to its left", async () => {
  const files = (await sourceFiles("src", "routes", "islands", "components", "tasks"))
    .filter((path) => !path.startsWith("src/kernels/assembly/"));
  assertGreater(files.length, 5);
  for (const path of files) {
    assertEquals(lint(path, await Deno.readTextFile(ROOT + path)), [], path);
  }
});
