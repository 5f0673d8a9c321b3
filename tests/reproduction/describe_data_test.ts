import { assertEquals, assertStringIncludes } from "@std/assert";
import { describeData } from "../../src/reproduction/describe_data.ts";

Deno.test("without real data, simulated data are described, and what is missing is said", async () => {
  const cache = await Deno.makeTempDir();
  try {
    const told: string[] = [];
    const { files, missing } = await describeData({
      cache,
      fetch: () => Promise.reject(new TypeError("offline")),
      wait: () => Promise.resolve(),
      tell: (message) => void told.push(message),
    });
    assertEquals(missing, ["household-power", "movie-reviews"]);
    for (const name of missing) {
      assertEquals(told.filter((line) => line.startsWith(`${name} is left out: `)).length, 1);
    }
    const { power, reviews } = JSON.parse(files["statistics.json"]!);
    for (const sets of [power, reviews]) {
      assertEquals(sets.map(({ label }: { label: string }) => label), ["simulated"]);
    }
    assertStringIncludes(files["report.md"]!, "`simulated-household`, **simulated**");
    assertEquals(Object.keys(files).filter((name) => name.endsWith(".svg")).length, 4);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});
