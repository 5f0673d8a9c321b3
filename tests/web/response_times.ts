/**
 * A trial that measures how soon a visitor sees something; it asserts nothing, since machines differ:
 *
 *     deno task build && deno task start &
 *     deno run -A tests/web/response_times.ts [--loads 5] [--drags 20] [--no-drags] [--site URL] [--json] [PATH...]
 *
 * First contentful paint is taken in a browser that was started for that one load, so that nothing is cached and no code compiled; the
 * pages are those that the overview and the list of experiments link to, unless some are named. Redraws are taken while a point of the
 * load curve is dragged, in an explorer that was just opened on a published LSTM with a window of 60, until the frame that shows the move
 * was rendered.
 */
import { Command } from "commander";
import type { Page } from "playwright-core";
import { spreadOf } from "../../src/bench/spread.ts";
import { CliError } from "../../src/core/cli_error.ts";
import { table } from "../../src/report/markdown.ts";
import { GateLibrary } from "../../src/web/gate_library.ts";
import { addressesIn } from "../../src/web/warm_up.ts";
import { positiveInteger } from "../../tasks/positive_integer.ts";
import { runTask } from "../../tasks/run_task.ts";
import { openBrowser } from "./browser.ts";
import { dragPoint, ready } from "./explorer_hand.ts";

/** Milliseconds that the site sets itself as limits. */
const PAINT_LIMIT = 500, REDRAW_LIMIT = 50;
/** The dragged step, and the moves of each drag. */
const STEP = 30, MOVES = 25;

interface Flags {
  readonly loads: number;
  readonly drags: number | false;
  readonly site: string;
  readonly json?: boolean;
}

const command = new Command("response_times")
  .description("Measure first paints and the explorer's redraws on the site that is served.")
  .argument("[paths...]", "pages to load, instead of the site's own and each experiment's")
  .option("--loads <count>", "first loads of each page", positiveInteger, 5)
  .option("--drags <count>", "times that a point is dragged", positiveInteger, 20)
  .option("--no-drags", "measure first paints alone")
  .option("--site <url>", "where the site is served", "http://127.0.0.1:8000")
  .option("--json", "print every measurement in milliseconds")
  .parse(["deno", "response_times", ...Deno.args]);
const flags = command.opts<Flags>();

/** A page's text. */
async function read(path: string): Promise<string> {
  const response = await fetch(flags.site + path).catch((cause: unknown) => {
    throw new CliError(`Cannot reach a site at ${flags.site}`, {
      hint: "Run deno task build && deno task start, or name another with --site",
      cause,
    });
  });
  const text = await response.text();
  if (!response.ok) throw new CliError(`Cannot measure ${path}: it answers ${response.status}`);
  return text;
}

/** The pages that the overview and the list of experiments link to. */
async function pages(): Promise<string[]> {
  const links = addressesIn(await read("/") + await read("/experiments"));
  return [...new Set(["/", ...links])].filter((path) => !/[.?]/.test(path));
}

/** The explorer's page on an abrupt rise, read by a published LSTM. */
async function explorer(): Promise<string> {
  const { profiles } = await new GateLibrary("reports", "models").read();
  const lstm = profiles.flatMap(({ networks }) => networks)
    .find(({ card }) => card.model === "LSTM" && card.steps === 60 && card.scaling);
  if (!lstm) throw new CliError("Cannot find a published LSTM with a window of 60 in models/");
  return `/gates/${lstm.card.id}/rise`;
}

/** Opens a page in a browser that was just started. */
async function open<Found>(path: string, look: (page: Page) => Promise<Found>): Promise<Found> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(flags.site + path);
    return await look(page);
  } finally {
    await browser.close();
  }
}

/** Milliseconds from the request of a page to its first contentful paint. */
function firstPaint(path: string): Promise<number> {
  return open(path, (page) =>
    page.evaluate(() =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list, observer) => {
          const paint = list.getEntriesByName("first-contentful-paint")[0];
          if (!paint) return;
          observer.disconnect();
          resolve(paint.startTime);
        }).observe({ type: "paint", buffered: true });
      })
    ));
}

/** Milliseconds of each redraw of one drag. */
function drag(path: string): Promise<number[]> {
  return open(path, async (page) => {
    await ready(page);
    return (await dragPoint(page, STEP, MOVES)).map(({ milliseconds }) => milliseconds);
  });
}

/** A row of the table. */
function row(name: string, times: readonly number[], limit: number): string[] {
  const { count, median, maximum } = spreadOf(times);
  const above = times.filter((time) => time >= limit).length;
  return [name, count, Math.round(median), Math.round(maximum), limit, above].map(String);
}

await runTask(async () => {
  const rise = await explorer();
  const paths = command.args.length > 0 ? command.args : [...await pages(), rise];
  // An error's page would be measured as if it were the page; this also has each made before a browser asks.
  for (const path of [...paths, rise]) await read(path);
  const paints: Record<string, number[]> = Object.fromEntries(paths.map((path) => [path, []]));
  // In turns, so that a restless minute does not fall on one page alone.
  for (let load = 1; load <= flags.loads; load++) {
    for (const path of paths) paints[path]!.push(await firstPaint(path));
    console.error(`first paints: load ${load} of ${flags.loads}, ${paths.length} pages each`);
  }
  const redraws: number[] = [];
  for (let turn = 1; turn <= Number(flags.drags); turn++) {
    redraws.push(...await drag(rise));
    if (turn % 5 === 0 || turn === flags.drags) console.error(`drags: ${turn} of ${flags.drags}`);
  }
  if (flags.json) console.log(JSON.stringify({ paints, redraws }));
  else {
    const rows = paths.map((path) => row(`first paint of ${path}`, paints[path]!, PAINT_LIMIT));
    if (flags.drags) rows.push(row(`redraw after a move on ${rise}`, redraws, REDRAW_LIMIT));
    console.log(table(
      ["measured", "count", "median ms", "slowest ms", "limit ms", "at or above it"],
      rows,
      ["l", "r", "r", "r", "r", "r"],
    ));
  }
  return 0;
});
