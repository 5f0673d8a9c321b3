import { assertEquals, assertThrows } from "@std/assert";
import { skillScore } from "../../src/report/skill_score.ts";

Deno.test("skill is 1 for perfection, 0 for the reference, negative below it", () => {
  assertEquals([0, 2, 3].map((error) => skillScore(error, 2)), [1, 0, -0.5]);
  assertThrows(() => skillScore(1, 0), RangeError, "a reference with error 0");
});
