/** Takes training steps for a while, in a worker: told the milliseconds, answers with the steps taken in them. */
/// <reference lib="deno.worker" />
import { engineContender } from "./engine_contender.ts";
import { TRAINING_CASES } from "./training_cases.ts";

const prepared = await engineContender.prepare(
  TRAINING_CASES.find(({ name }) => name === "LSTM 2×64")!,
);
self.onmessage = async ({ data: milliseconds }: MessageEvent<number>) => {
  let steps = 0;
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    await prepared.step();
    steps++;
  }
  self.postMessage(steps);
};
self.postMessage("ready");
