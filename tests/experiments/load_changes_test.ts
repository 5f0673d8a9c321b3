import { assertEquals } from "@std/assert";
import { changeAt } from "../../src/experiments/load_changes.ts";

const calm = (): number[] => new Array<number>(60).fill(-0.5);

Deno.test("a change of one standard deviation within a minute is a rise or a fall", () => {
  const window = calm();
  window.fill(0.5, 30);
  assertEquals(changeAt(window, 30), "rise");
  assertEquals(changeAt(window.map((value) => -value), 30), "fall");
  assertEquals(changeAt(window, 31), undefined);
});

Deno.test("a peak is high and above all of its neighbourhood", () => {
  const window = calm();
  for (let i = 0; i <= 5; i++) window[25 + i] = -0.5 + i * 0.6;
  for (let i = 1; i <= 5; i++) window[30 + i] = 2.5 - i * 0.6;
  assertEquals(changeAt(window, 30), "peak");
  assertEquals(changeAt(window, 29), undefined);
  window[36] = 2.5;
  assertEquals(changeAt(window, 30), undefined);
});

Deno.test("a step is calm when nothing moves within five minutes of it", () => {
  const window = calm();
  assertEquals(changeAt(window, 30), "none");
  window[34] = -0.3;
  assertEquals(changeAt(window, 30), undefined);
  assertEquals(changeAt(window, 45), "none");
});
