import { assertEquals, assertRejects } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { encodeHouseholdRecord } from "../../src/data/household_record.ts";
import { simulateHousehold } from "../../src/data/simulated_household.ts";
import { readTrueChanges, trueChanges } from "../../src/experiments/true_changes.ts";

const event = (startSecond: number, seconds: number, peakKilowatts: number) => ({
  startSecond,
  seconds,
  peakKilowatts,
});

Deno.test("what is switched on alone is a rise, what joins another is a peak, what ends is a fall", () => {
  const changes = trueChanges([event(1200, 1800, 2), event(1800, 300, 1.5)], 60);
  assertEquals(changes[20], "rise");
  assertEquals(changes[30], "peak");
  assertEquals(changes[35], "fall");
  assertEquals(changes[50], "fall");
});

Deno.test("an event belongs to the first minute that holds at least half of its change", () => {
  assertEquals(trueChanges([event(1229, 600, 2)], 60).indexOf("rise"), 20);
  assertEquals(trueChanges([event(1230, 600, 2)], 60).indexOf("rise"), 21);
});

Deno.test("small loads change nothing, and a step is calm five minutes away from any change", () => {
  const changes = trueChanges([event(600, 600, 0.2), event(1800, 600, 2)], 60);
  assertEquals(changes.map((kind, minute) => kind === "none" ? minute : -1).filter((m) => m >= 0), [
    ...Array.from({ length: 25 }, (_, minute) => minute),
    ...Array.from({ length: 60 - 46 }, (_, i) => 46 + i),
  ]);
});

Deno.test("the simulator's record is read, and anything else is refused by name", async () => {
  const options = { seed: 1, days: 2 }, path = await Deno.makeTempFile();
  try {
    const simulation = simulateHousehold(options);
    await Deno.writeFile(path, encodeHouseholdRecord(options, simulation));
    const changes = await readTrueChanges(path, simulation.series.length);
    assertEquals(changes, trueChanges(simulation.events, simulation.series.length));
    assertEquals(new Set(changes), new Set(["none", "rise", "fall", "peak", undefined]));
    await Deno.writeTextFile(path, "{}");
    await assertRejects(() => readTrueChanges(path, 60), CliError, path);
  } finally {
    await Deno.remove(path);
  }
});
