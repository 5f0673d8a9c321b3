import { assertAlmostEquals, assertEquals } from "@std/assert";
import { paired, relativeError, seedSeries } from "../../src/report/paired.ts";

const run = (seed: number, mse: number) => ({ seed, test: { mse } });

Deno.test("runs are compared with those of their own seed, in the order of seeds", () => {
  const a = [run(3, 30), run(1, 10)], b = [run(1, 1), run(2, 2), run(3, 3)];
  assertEquals(paired(a, b, (x, y) => x.test.mse - y.test.mse), [9, 27]);
});

Deno.test("a relative error is zero for the same runs and null without a common seed", () => {
  const a = [run(1, 10), run(2, 20)];
  assertEquals(relativeError(a, a), { mean: 0, halfWidth: 0, count: 2 });
  assertEquals(relativeError(a, [run(3, 1)]), null);
  assertAlmostEquals(relativeError(a, [run(1, 8), run(2, 16)])!.mean, 0.25, 1e-15);
});

Deno.test("a series needs its seed in every group; a baseline without seed has none", () => {
  const value = ({ accuracy }: { accuracy: number }) => accuracy;
  const group = (...seeds: (number | null)[]) =>
    seeds.map((seed) => ({ seed, accuracy: seed ?? 0 }));
  assertEquals(seedSeries([group(2, 1, 3), group(1, 2)], value), [[1, 1], [2, 2]]);
  assertEquals(seedSeries([group(null), group(1)], value), []);
  assertEquals(seedSeries([[], group(1)], value), []);
});
