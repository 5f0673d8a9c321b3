import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { exactly, overSeeds, pairedProportions, scaled } from "../../src/report/estimate.ts";
import { above, below, conjunction, type Predicate, within } from "../../src/report/predicate.ts";

function judgements(predicate: Predicate, intervals: [number, number][]): string[] {
  return intervals.map(([low, high]) =>
    predicate.judge({ value: (low + high) / 2, low, high, over: "seeds", count: 3, bySeed: [] })
  );
}

Deno.test("a demand is supported by the whole interval, refuted by none of it, else open", () => {
  const intervals: [number, number][] = [[2, 3], [-3, -2], [-1, 1]];
  assertEquals(judgements(above(0), intervals), ["supported", "refuted", "inconclusive"]);
  assertEquals(judgements(below(0), intervals), ["refuted", "supported", "inconclusive"]);
  assertEquals(judgements(within(-1, 1), intervals), ["refuted", "refuted", "supported"]);
  assertEquals(judgements(within(-1, 1), [[0, 2], [-5, 5]]), ["inconclusive", "inconclusive"]);
});

Deno.test("equality is no excess: an exact value at the threshold refutes above and below", () => {
  assertEquals(above(0).judge(exactly(0)), "refuted");
  assertEquals(below(0).judge(exactly(0)), "refuted");
  assertEquals(within(0, 0).judge(exactly(0)), "supported");
});

Deno.test("one seed decides nothing", () => {
  for (const predicate of [above(0), below(0), within(-1, 1)]) {
    assertEquals(predicate.judge(overSeeds([100])), "inconclusive");
  }
});

Deno.test("above and below never agree, whatever the interval", () => {
  fc.assert(fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
    const interval: [number, number] = [Math.min(a, b), Math.max(a, b)];
    const [up] = judgements(above(0), [interval]), [down] = judgements(below(0), [interval]);
    return up !== "supported" || down === "refuted";
  }));
});

Deno.test("a conjunction is refuted by one part and supported by all", () => {
  assertEquals(conjunction(["supported", "supported"]), "supported");
  assertEquals(conjunction(["supported", "inconclusive"]), "inconclusive");
  assertEquals(conjunction(["inconclusive", "refuted", "supported"]), "refuted");
});

Deno.test("a paired difference of proportions narrows with fewer discordant reviews", () => {
  const wide = pairedProportions(30, 10, 100), narrow = pairedProportions(20, 0, 100);
  assertEquals([wide.value, narrow.value], [0.2, 0.2]);
  assertEquals(narrow.high! - narrow.low! < wide.high! - wide.low!, true);
  assertEquals(pairedProportions(0, 0, 100), {
    value: 0,
    low: 0,
    high: 0,
    over: "reviews",
    count: 100,
    bySeed: [],
  });
});

Deno.test("a change of unit that turns signs keeps the ends in order", () => {
  const turned = scaled(
    { value: 1, low: 0, high: 3, over: "seeds", count: 2, bySeed: [0.5, 1.5] },
    -2,
  );
  assertEquals([turned.value, turned.low, turned.high], [-2, -6, -0]);
  assertEquals(turned.bySeed, [-1, -3]);
});
