/// <reference lib="deno.unstable" />
import { assertEquals, assertStringIncludes } from "@std/assert";
import plugin from "../../lint/plugin.ts";

function lint(source: string, filename = "src/nn/example.ts"): Deno.lint.Diagnostic[] {
  return Deno.lint.runPlugin(plugin, filename, source);
}

const FORBIDDEN: readonly string[] = [
  "Math.exp(1);",
  "Math.tanh(x);",
  "Math.log(x);",
  "Math.pow(2, 3);",
  "Math.sin(x);",
  "Math.hypot(x, y);",
  "Math.cbrt(x);",
  "Math.random();",
  "Math['exp'](1);",
  "Math?.exp(1);",
  "const { exp } = Math;",
  "const { abs } = Math;",
  "const m = Math;",
  "use(Math);",
  "const o = { Math };",
  "const f = Math.exp;",
  "globalThis.Math.abs(1);",
  "globalThis['Math'].exp(1);",
  "const g = globalThis;",
  "const { Math: m } = globalThis;",
  "(globalThis as any).Math.exp(1);",
  "self.Math.exp(1);",
  "Reflect.get(globalThis, name);",
  "x ** 2;",
  "x **= 2;",
  "Date.now();",
  "new Date();",
  "const D = Date;",
  "globalThis.Date.now();",
  "performance.now();",
  "const { now } = performance;",
  "Temporal.Now.instant();",
  "crypto.getRandomValues(a);",
  "crypto.randomUUID();",
  "const { randomUUID } = crypto;",
  "globalThis.crypto.randomUUID();",
  'import { performance as clock } from "node:perf_hooks";',
  'import { randomBytes } from "node:crypto";',
  'import * as c from "node:crypto";',
];

Deno.test("deterministic-maths reports engine-defined functions, clocks and random sources in every guise", () => {
  for (const source of FORBIDDEN) {
    assertEquals(lint(source).map((found) => found.id), ["unroll/deterministic-maths"], source);
  }
});

const PERMITTED: readonly string[] = [
  "Math.abs(Math.min(Math.max(x, 1), 2));",
  "Math.floor(x) + Math.ceil(x) + Math.round(x) + Math.trunc(x);",
  "Math.sqrt(x) * Math.fround(y) * Math.sign(z);",
  "Math.imul(a, b) + Math.clz32(c);",
  "Math.PI * Math.LN2 * Math.E;",
  "x * x / y - z + a % b;",
  "crypto.subtle.digest(name, bytes);",
  "globalThis.fetch(url);",
  "self.postMessage(x);",
  "row.Date; record.performance; const o = { Date: 1, Math: 2 };",
  "interface Row { Date: string; crypto: number }",
  "function f(when: Date): void {}",
  "const window = 60;",
  'import { createHash } from "node:crypto";',
];

Deno.test("deterministic-maths permits what IEEE 754 or the specification fixes, and mere names", () => {
  for (const source of PERMITTED) {
    assertEquals(lint(source).map((found) => found.message), [], source);
  }
});

Deno.test("deterministic-maths holds in the rooms that compute what is hashed, and nowhere else", () => {
  const root = new URL("../../", import.meta.url).pathname;
  for (const room of ["kernels", "nn", "data", "experiments"]) {
    assertEquals(lint("Math.exp(1);", `src/${room}/example.ts`).length, 1, room);
    assertEquals(lint("Math.exp(1);", `${root}src/${room}/deep/example.ts`).length, 1, room);
  }
  const outside = [
    "src/report/x.ts",
    "src/kernels/assembly/x.ts",
    "src/pipeline/x.ts",
    "tests/nn/x.ts",
    "/elsewhere/src/nn/x.ts",
  ];
  for (const path of outside) assertEquals(lint("Math.exp(1);", path), [], path);
});

Deno.test("deterministic-maths names the culprit", () => {
  assertStringIncludes(lint("const y = Math.tanh(x);")[0]!.message, "Math.tanh may differ");
});
