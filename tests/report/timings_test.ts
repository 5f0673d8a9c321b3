import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { collectTimings, medianSecondsPerEpoch, parseTimings } from "../../src/report/timings.ts";
import { artefacts, machine } from "./fixture.ts";

Deno.test("collectTimings keeps the epochs of every timed job, to the millisecond", async () => {
  const timings = await collectTimings(artefacts(), machine);
  assertEquals(Object.keys(timings.secondsPerEpoch).length, 12);
  assertEquals(timings.secondsPerEpoch["Q7-a/gru/seed-3"], [2, 1.5, 4]);
  assertEquals(parseTimings(JSON.parse(JSON.stringify(timings))), timings);
});

Deno.test("the median is over all epochs of all jobs asked for, and null for none", () => {
  const timings = parseTimings({
    schema: "unroll-timings/1",
    machine,
    secondsPerEpoch: { a: [1, 9], b: [3], c: [4, 10] },
  });
  assertEquals(medianSecondsPerEpoch(timings, ["a", "b"]), 3);
  assertEquals(medianSecondsPerEpoch(timings, ["b", "c", "a", "absent"]), 4);
  assertEquals(medianSecondsPerEpoch(timings, ["a", "c"]), 6.5);
  assertEquals(medianSecondsPerEpoch(timings, ["absent"]), null);
});

Deno.test("malformed timings are refused with the place that is wrong", async () => {
  assertThrows(
    () => parseTimings({ schema: "unroll-timings/1", machine: { ...machine, cores: 0 } }),
    CliError,
    "Cannot use timings.json: machine.cores: ",
  );
  const [job] = artefacts().filter(({ id }) => id === "Q7-a/gru/seed-1");
  const timing = {
    read: () => Promise.resolve(new TextEncoder().encode('{"secondsPerEpoch":["x"]}')),
  };
  await assertRejects(
    () => collectTimings([{ ...job!, outputs: { "timing.json": timing } }], machine),
    CliError,
    "Cannot use timing.json of job Q7-a/gru/seed-1: secondsPerEpoch.0: ",
  );
});
