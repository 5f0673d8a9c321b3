import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { proportionOver, wilsonInterval } from "../../src/report/proportion.ts";

Deno.test("wilsonInterval agrees with its formula at hand-worked places", () => {
  // p = 1/2: centre 1/2, half width z/2 · √(1/(n + z²)).
  const z2 = 1.959963984540054 * 1.959963984540054;
  const { low, high } = wilsonInterval(0.5, 100);
  assertAlmostEquals(high - 0.5, Math.sqrt(z2 / (100 + z2)) / 2, 1e-15);
  assertAlmostEquals(low + high, 1, 1e-15);
  // p = 0: from 0 to z²/(n + z²).
  assertAlmostEquals(wilsonInterval(0, 10).low, 0, 1e-16);
  assertAlmostEquals(wilsonInterval(0, 10).high, z2 / (10 + z2), 1e-15);
  assertThrows(() => wilsonInterval(1.1, 10), RangeError);
  assertThrows(() => wilsonInterval(0.5, 0), RangeError);
});

Deno.test("a proportion's interval is over seeds where there are several, over reviews where there is one", () => {
  const one = proportionOver([0.8], 100);
  assertEquals([one.over, one.mean, one.low], ["reviews", 0.8, wilsonInterval(0.8, 100).low]);
  const two = proportionOver([0.7, 0.9], 100);
  // t(0.975, 1) = 12.7062, s/√2 = 0.1.
  assertEquals(two.over, "seeds");
  assertAlmostEquals(two.high - two.mean, 1.27062, 1e-5);
});
