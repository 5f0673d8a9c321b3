/**
 * A trial that measures how soon a visitor sees something; it asserts nothing, since machines differ:
 *
 *     deno task build && deno task start &
 *     deno run -A tests/web/response_times.ts [--loads 5] [--drags 20] [--moves 25] [--site URL] [--json] [PATH...]
 *
 * First contentful paint is taken in a browser that was started for that one load, so that nothing is cached and no code compiled; the
 * pages are those that the overview links to, unless some are named. Redraws are taken while a point of the load curve is dragged, in
 * an explorer that was just opened on a published LSTM with a window of 60, until the frame that shows the move was rendered.
 */
import { Command } from "commander";
import { spreadOf } from "../../src/bench/spread.ts";
import { table } from "../../src/report/markdown.ts";
import { GateLibrary } from "../../src/web/gate_library.ts";
import { addressesIn } from "../../src/web/warm_up.ts";
import { openBrowser } from "./browser.ts";
import { ready, timeDrag } from "./explorer_hand.ts";

/** Milliseconds that the site sets itself as limits. */
const PAINT_LIMIT = 500, REDRAW_LIMIT = 50;
const VIEWPORT = { width: 1280, height: 900 };

const command = new Command("response_times")
  .argument("[paths...]", "pages to load; those that the overview links to when none is named")
  .option("--loads <count>", "first loads of each page", Number, 5)
  .option("--drags <count>", "times that the explorer is opened and a point dragged", Number, 20)
  .option("--moves <count>", "moves of each drag", Number, 25)
  .option("--site <url>", "where the site is served", "http://127.0.0.1:8000")
  .option("--json", "print every measurement in milliseconds")
  .parse(["deno", "response_times", ...Deno.args]);
const flags = command.opts<
  { loads: number; drags: number; moves: number; site: string; json?: boolean }
>();

/** The pages that the overview links to, itself first. */
async function pages(): Promise<string[]> {
  const links = addressesIn(await (await fetch(flags.site)).text());
  return [...new Set(["/", ...links])].filter((path) => !/[.?]/.test(path));
}

/** The explorer's page on an abrupt rise, read by a published LSTM. */
async function explorer(): Promise<string> {
  const { profiles } = await new GateLibrary("reports", "models").read();
  const lstm = profiles.flatMap(({ networks }) => networks)
    .find(({ card }) => card.model === "LSTM" && card.steps === 60 && card.scaling);
  if (!lstm) throw new Error("No published LSTM reads a window of 60 in models/");
  return `/gates/${lstm.card.id}/rise`;
}

/** Milliseconds from the request of a page to its first contentful paint, in a browser just started. */
async function firstPaint(path: string): Promise<number> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.goto(flags.site + path, { waitUntil: "load" });
    return await page.evaluate(() =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list, observer) => {
          const paint = list.getEntriesByName("first-contentful-paint")[0];
          if (!paint) return;
          observer.disconnect();
          resolve(paint.startTime);
        }).observe({ type: "paint", buffered: true });
      })
    );
  } finally {
    await browser.close();
  }
}

/** Milliseconds of each redraw of one drag, in a browser just started. */
async function drag(path: string): Promise<number[]> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.goto(flags.site + path);
    await ready(page);
    return await timeDrag(page, 30, flags.moves);
  } finally {
    await browser.close();
  }
}

/** A row of the table. */
function row(name: string, times: readonly number[], limit: number): string[] {
  const { count, median, maximum } = spreadOf(times);
  const above = times.filter((time) => time >= limit).length;
  return [name, count, Math.round(median), Math.round(maximum), limit, above].map(String);
}

const rise = await explorer();
const paths = command.args.length > 0 ? command.args : [...await pages(), rise];
const paints: Record<string, number[]> = Object.fromEntries(paths.map((path) => [path, []]));
// In turns, so that a restless minute does not fall on one page alone.
for (let load = 1; load <= flags.loads; load++) {
  for (const path of paths) paints[path]!.push(await firstPaint(path));
  console.error(`first paints: load ${load} of ${flags.loads}, ${paths.length} pages each`);
}
const redraws: number[] = [];
for (let turn = 1; turn <= flags.drags; turn++) {
  redraws.push(...await drag(rise));
  if (turn % 5 === 0 || turn === flags.drags) console.error(`drags: ${turn} of ${flags.drags}`);
}

if (flags.json) console.log(JSON.stringify({ paints, redraws }));
else {
  const rows = [
    ...(flags.loads > 0 ? paths : []).map((path) => row(path, paints[path]!, PAINT_LIMIT)),
    ...(redraws.length > 0 ? [row(`a move of a drag on ${rise}`, redraws, REDRAW_LIMIT)] : []),
  ];
  console.log(table(
    ["first paint of", "count", "median ms", "slowest ms", "limit ms", "at or above it"],
    rows,
    ["l", "r", "r", "r", "r", "r"],
  ));
}
