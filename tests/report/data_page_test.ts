import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { simulateHousehold } from "../../src/data/simulated_household.ts";
import { simulateReviews } from "../../src/data/simulated_reviews.ts";
import { trueChanges } from "../../src/experiments/true_changes.ts";
import { dataFigures, dataPage } from "../../src/report/data_page.ts";
import {
  type DataStatistics,
  describeReviews,
  describeSeries,
  formatDataStatistics,
  parseDataStatistics,
} from "../../src/report/data_statistics.ts";

const FOLDER = new URL("../../reports/data/", import.meta.url);
const published = parseDataStatistics(
  JSON.parse(Deno.readTextFileSync(new URL("statistics.json", FOLDER))),
);
const hash = "0".repeat(64);

function simulated(): DataStatistics {
  const { series, events } = simulateHousehold({ seed: 1, days: 14 });
  const { reviews, evidence } = simulateReviews({ seed: 1, train: 20, test: 10 });
  const data = { label: "simulated", sha256: hash } as const;
  return {
    schema: "unroll-data/1",
    power: [
      describeSeries({ dataset: "power", ...data }, series, trueChanges(events, series.length)),
    ],
    reviews: [describeReviews({ dataset: "reviews", ...data }, reviews, evidence)],
  };
}

Deno.test("the published page and figures are what the published numbers give", () => {
  const read = (name: string) => Deno.readTextFileSync(new URL(name, FOLDER));
  assertEquals(dataPage(published), read("report.md"));
  for (const [name, figure] of Object.entries(dataFigures(published))) {
    assertEquals(figure.svg, read(`figures/${name}`), name);
  }
});

Deno.test("simulated data stand beside real data, and the truth is known of the simulated alone", () => {
  for (const sets of [published.power, published.reviews]) {
    assertEquals(sets.map(({ label }) => label), ["simulated", "real"]);
  }
  assertEquals(published.power.map(({ trueChanges }) => trueChanges === null), [false, true]);
  assertEquals(published.reviews.map(({ evidence }) => evidence === null), [false, true]);
});

Deno.test("numbers survive their file, and the simulators give them again", () => {
  const text = formatDataStatistics(simulated());
  assertEquals(formatDataStatistics(parseDataStatistics(JSON.parse(text))), text);
  assertEquals(formatDataStatistics(simulated()), text);
});

Deno.test("changes on record are counted from the record, whatever the curve shows", () => {
  const series = simulateHousehold({ seed: 1, days: 14 }).series;
  const data = { dataset: "power", label: "simulated", sha256: hash } as const;
  const truth = Array.from(series, (_, minute) => minute % 100 === 7 ? "rise" as const : undefined);
  const counts = describeSeries(data, series, truth).trueChanges!;
  assertEquals(counts, { rise: Math.ceil((series.length - 7) / 100), fall: 0, peak: 0, none: 0 });
});

Deno.test("a page names every data set with its label and hash", () => {
  const page = dataPage(published);
  for (const { dataset, label, sha256 } of [...published.power, ...published.reviews]) {
    assertStringIncludes(page, `\`${dataset}\``);
    assertStringIncludes(page, sha256);
    assertStringIncludes(page, `**${label}**`);
  }
  assert(!page.includes("NaN"));
});

Deno.test("statistics of another form are refused with the place that is wrong", () => {
  const wrong = { ...published, power: [{ ...published.power[0], label: "guessed" }] };
  assertThrows(() => parseDataStatistics(wrong), CliError, "power.0.label");
});
