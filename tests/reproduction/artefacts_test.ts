import { assertEquals } from "@std/assert";
import { join } from "node:path";
import type { RunResult } from "../../src/pipeline/run_result.ts";
import { artefactsOf } from "../../src/reproduction/artefacts.ts";

Deno.test("artefacts are the finished jobs with the files of their folders, timings without a hash", async () => {
  const folder = await Deno.makeTempDir({ prefix: "unroll-artefacts-" });
  await Deno.writeTextFile(join(folder, "metrics.json"), "{}");
  await Deno.writeTextFile(join(folder, "timing.json"), "[1]");
  const manifest = {
    kind: "k",
    config: { seed: 1 },
    data: { power: "a" },
    needs: [],
    kernel: "b",
    engine: 2,
    streams: 1,
    outputs: [{ name: "metrics.json", bytes: 2, sha256: "c" }],
    timing: ["timing.json"],
  };
  const stored = { key: "key", folder, manifest };
  const result: RunResult = {
    jobs: [
      { id: "E/done", experiment: "E", key: "key", state: "done", reused: false, stored },
      { id: "E/failed", experiment: "E", key: "f", state: "failed", error: new Error("no") },
      { id: "E/skipped", experiment: "E", key: "s", state: "skipped", reason: "E/failed" },
    ],
    kernel: "b",
    engine: 2,
    data: { power: "a" },
  };
  const [artefact, ...others] = artefactsOf(result);
  assertEquals(others, []);
  const { outputs, ...rest } = artefact!;
  assertEquals(rest, {
    id: "E/done",
    experiment: "E",
    key: "key",
    config: { seed: 1 },
    data: { power: "a" },
    kernel: "b",
    engine: 2,
  });
  assertEquals(Object.entries(outputs).map(([name, { sha256 }]) => [name, sha256]), [
    ["metrics.json", "c"],
    ["timing.json", undefined],
  ]);
  const texts = await Promise.all(
    Object.values(outputs).map(async ({ read }) => new TextDecoder().decode(await read())),
  );
  assertEquals(texts, ["{}", "[1]"]);
  await Deno.remove(folder, { recursive: true });
});
