import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { parseSources, readSources } from "../../src/data/sources.ts";

Deno.test("data/sources.json holds the official identity of both real sources", async () => {
  const { sources, datasets } = await readSources();
  assertEquals(sources["uci-household-power"]!.member, {
    name: "household_power_consumption.txt",
    bytes: 132_960_755,
    sha256: "4259c9d7ece5dbee9ab8d53682baac68d791c864f0f64a52b4043cb3b90894b7",
  });
  assertEquals(sources["large-movie-reviews"]!.archive, {
    bytes: 84_125_825,
    sha256: "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe",
  });
  assertEquals(datasets["household-power"]!.bytes, 4 * 260_640);
});

Deno.test("data/sources.json gives every simulated data set a title that says so", async () => {
  for (const { title, origin } of Object.values((await readSources()).datasets)) {
    if (origin.kind === "simulated-household") assertStringIncludes(title, "simulated");
  }
});

const VALID = await Deno.readTextFile(new URL("../../data/sources.json", import.meta.url));

function changed(
  change: (value: Record<string, Record<string, Record<string, unknown>>>) => void,
): string {
  const value = JSON.parse(VALID);
  change(value);
  return JSON.stringify(value);
}

Deno.test("parseSources names each entry that is not as it should be", () => {
  const refuses = (text: string, ...messages: string[]): void => {
    const error = assertThrows(() => parseSources(text, "sources.json"), CliError);
    assert(error instanceof CliError);
    for (const message of messages) assertStringIncludes(error.message, message);
  };
  refuses("{", "Cannot read sources.json as JSON");
  refuses(
    changed(({ datasets, sources }) => {
      datasets!["household-power"]!.sha256 = "c45e";
      delete sources!["uci-household-power"]!.citation;
      sources!["large-movie-reviews"]!.file = "../aclImdb_v1.tar.gz";
    }),
    "datasets.household-power.sha256",
    "sources.uci-household-power.citation",
    "sources.large-movie-reviews.file",
  );
  refuses(
    changed(({ datasets }) => {
      datasets!["household-power"]!.origin = { kind: "household-power", source: "elsewhere" };
    }),
    "datasets.household-power.origin.source: no source elsewhere with a member",
  );
});
