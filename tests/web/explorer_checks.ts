/** The gate explorer over the published reports and networks. `browser_test.ts` runs this file, since Playwright asks for every permission. */
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { spreadOf } from "../../src/bench/spread.ts";
import { Network } from "../../src/explorer/network.ts";
import { readSample } from "../../src/explorer/reading.ts";
import { kilowattsOf } from "../../src/explorer/verdict.ts";
import { readKernels } from "../../src/kernels/kernels_file.ts";
import { GateLibrary, type KeptNetwork } from "../../src/web/gate_library.ts";
import { samplesOf } from "../../src/web/gate_page.ts";
import { openBrowser } from "./browser.ts";
import { dragPoint, pointOf, ready } from "./explorer_hand.ts";
import { watch } from "./page_watch.ts";
import { handlerOver } from "./site.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const library = new GateLibrary(`${ROOT}reports`, `${ROOT}models`);
const { profiles } = await library.read();

/** A published network that reads loads, or reviews. */
function networkOf(profile: string, model: string, reads: "loads" | "reviews"): KeptNetwork {
  return profiles.find((one) => one.profile === profile)!.networks.find(({ card }) =>
    card.model === model && (card.scaling !== undefined) === (reads === "loads")
  )!;
}
const LSTM = networkOf("paper", "LSTM", "loads"), GRU = networkOf("paper", "GRU", "loads");
const BILSTM = networkOf("paper", "BiLSTM", "loads");
const CLASSIFIER = networkOf("quick", "LSTM", "reviews");
const RISE = `/gates/${LSTM.card.id}/rise`;

/** What a test is given: a page that is open and whose networks run, and its complaints so far. */
interface Opened {
  readonly page: Page;
  readonly origin: string;
  readonly complaints: readonly string[];
  readonly browser: Browser;
}

/** A test that is given a page of the explorer; it must not have complained in the end. */
function check(name: string, path: string, test: (opened: Opened) => Promise<void>): void {
  Deno.test({
    name,
    // The browser's pipes outlive the test by a moment.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const handle = await handlerOver(`${ROOT}reports`);
      await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handle);
      const origin = `http://127.0.0.1:${server.addr.port}`;
      const browser = await openBrowser();
      try {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        const complaints = watch(page, origin);
        await page.goto(origin + path);
        await ready(page);
        await test({ page, origin, complaints, browser });
        assertEquals(complaints, []);
      } finally {
        await browser.close();
      }
    },
  });
}

const forecastOf = async (page: Page, column = 0): Promise<number> => {
  const text = await page.locator(".gate-column").nth(column).locator(".gate-verdict b").first()
    .innerText();
  return Number(text.replace(" kW", "").replace("−", "-"));
};
const valueOf = (page: Page, lane: string, column = 0): Promise<string> =>
  page.locator(".gate-column").nth(column).locator(`.gate-lane[aria-label="${lane}"] .gate-value`)
    .innerText();
const queryOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

/** The middle of a step's column within a lane, in the page's pixels. */
async function placeOf(
  page: Page,
  lane: string,
  step: number,
  steps = 60,
): Promise<{ x: number; y: number; height: number }> {
  const plot = page.locator(`.gate-lane[aria-label="${lane}"] .gate-plot`).first();
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  return {
    x: box.x + (step + 0.5) / steps * box.width,
    y: box.y + box.height / 2,
    height: box.height,
  };
}

check(
  "the cursor follows the mouse and the keyboard through every lane, and the address follows it",
  RISE,
  async ({ page }) => {
    const before = await valueOf(page, "forget gate");
    const { x, y } = await placeOf(page, "input gate", 32);
    await page.mouse.move(x, y);
    assertStringIncludes(await page.locator(".gate-step").innerText(), "33 of 60");
    assertNotEquals(await valueOf(page, "forget gate"), before);
    await page.waitForURL(/step=33/);
    const load = samplesOf(profiles[0]!.samples).find(({ id }) => id === "rise")!;
    assert(load.kind === "load");
    assertStringIncludes(await valueOf(page, "load"), load.kilowatts[32]!.toFixed(2));
    await page.getByRole("slider").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assertStringIncludes(await page.locator(".gate-step").innerText(), "35 of 60");
    await page.keyboard.press("Home");
    await page.waitForURL(/step=1(&|$)/);
    await page.keyboard.press("+");
    await page.waitForURL(/to=30/);
  },
);

check(
  "a dragged point changes gates and forecast at once, as the engine would have them",
  RISE,
  async ({ page }) => {
    const before = await forecastOf(page), gate = await valueOf(page, "forget gate");
    const { x, y } = await pointOf(page, 59);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y - 40, { steps: 5 });
    await page.mouse.up();
    const edit = await page.waitForURL(/edit=/).then(() => queryOf(page).get("edit")!);
    assertMatch(edit, /^60:\d+(\.\d+)?$/);
    assertGreater(await forecastOf(page), before + 0.5);
    assertNotEquals(await valueOf(page, "forget gate"), gate);
    assertEquals(await page.locator(".gate-truth").count(), 0);

    const network = await Network.load(
      await readKernels(),
      LSTM.card.spec,
      await library.weights(LSTM),
    );
    const sample = samplesOf(profiles[0]!.samples).find(({ id }) => id === "rise")!;
    assert(sample.kind === "load");
    const kilowatts = sample.kilowatts.with(59, Number(edit.split(":")[1]));
    const { inspection } = readSample(network, LSTM.card, { ...sample, kilowatts }, new Map());
    const expected = kilowattsOf(inspection.output, LSTM.card);
    assertAlmostEquals(await forecastOf(page), expected, 0.0051);

    await page.getByRole("button", { name: "Undo changes" }).click();
    assertEquals(await forecastOf(page), before);
    await page.getByLabel(/^Load at/).fill("5.5");
    await page.waitForURL(/edit=60%3A5.5|edit=60:5.5/);
    assertGreater(await forecastOf(page), before + 0.5);
  },
);

check(
  "an address restores layer, unit, order, zoom, cursor and changes",
  `${RISE}?layer=1&unit=17&sort=half-life&step=40&from=21&to=50&edit=40:3.25`,
  async ({ page }) => {
    assertEquals(await page.getByLabel("Line of a unit").inputValue(), "17");
    assertEquals(await page.getByLabel("Sort units by").inputValue(), "half-life");
    assertEquals(
      await page.getByRole("button", { name: "Layer 1" }).getAttribute("aria-pressed"),
      "true",
    );
    assertStringIncludes(await valueOf(page, "load"), "3.25");
    assertStringIncludes(await valueOf(page, "forget gate"), "unit 17");
    assertMatch(await page.locator(".gate-unit-note").innerText(), /half-life [\d.]+ steps/);
    assertEquals(await page.locator(".gate-point").count(), 30);
    assertEquals(await page.locator("canvas[data-lane=f]").getAttribute("width"), "30");
    await page.getByRole("button", { name: "Show all steps" }).click();
    assertEquals(await page.locator("canvas[data-lane=f]").getAttribute("width"), "60");
    await page.getByRole("button", { name: "Layer 2" }).click();
    await page.waitForURL((url) => !url.searchParams.has("layer") && !url.searchParams.has("from"));
    const { x, y } = await placeOf(page, "forget gate", 10);
    await page.mouse.click(x, y + 30);
    await page.waitForURL(/unit=(?!17)/);
    assertNotEquals(queryOf(page).get("unit"), null);
    assertEquals(queryOf(page).get("edit"), "40:3.25");
  },
);

check(
  "two networks stand beside each other, lane by lane, under one cursor",
  `${RISE}?with=${GRU.card.id}`,
  async ({ page }) => {
    const columns = page.locator(".gate-column");
    assertEquals(await columns.count(), 2);
    for (
      const [left, right] of [["forget gate", "update gate"], ["hidden state", "hidden state"]]
    ) {
      const top = async (column: number, lane: string): Promise<number> =>
        (await columns.nth(column).locator(`[aria-label="${lane}"]`).boundingBox())!.y;
      assertAlmostEquals(await top(0, left!), await top(1, right!), 1);
    }
    assertStringIncludes(await columns.nth(1).innerText(), "GRU has no output gate");
    const { x, y } = await placeOf(page, "forget gate", 12);
    await page.mouse.move(x, y);
    const lines = page.locator(".gate-cursor line");
    assertEquals(
      await lines.nth(0).getAttribute("x1"),
      await lines.nth(1).getAttribute("x1"),
    );
    const before = await forecastOf(page, 1);
    await page.getByLabel(/^Load at/).fill("7");
    assertNotEquals(await valueOf(page, "update gate", 1), "");
    await page.getByRole("slider").fill("60");
    await page.getByLabel(/^Load at/).fill("7");
    assertGreater(await forecastOf(page, 1), before + 1);
    await page.getByRole("link", { name: "none" }).click();
    await ready(page);
    assertEquals(await page.locator(".gate-column").count(), 1);
    assertMatch(page.url(), /edit=/);
  },
);

/** Whether anything is painted in a column's heat map of the hidden state. */
const isPainted = (page: Page, column: number): Promise<boolean> =>
  page.locator(".gate-column").nth(column).locator("canvas[data-lane=h]").evaluate((canvas) => {
    const blank = canvas.cloneNode() as HTMLCanvasElement;
    return (canvas as HTMLCanvasElement).toDataURL() !== blank.toDataURL();
  });

check(
  "a heavy network beside another is the server's picture until it is asked for, or has to follow",
  `${RISE}?with=${BILSTM.card.id}`,
  async ({ page }) => {
    const second = page.locator(".gate-column").nth(1);
    const fetch = page.getByRole("button", { name: "Fetch BiLSTM" });
    const painted = async (): Promise<boolean[]> => [
      await isPainted(page, 0),
      await isPainted(page, 1),
    ];
    const drawn = await valueOf(page, "hidden state", 1), said = await forecastOf(page, 1);
    assertEquals(await painted(), [true, false]);
    assert(await page.getByRole("button", { name: "Picture as SVG" }).isDisabled());
    await fetch.click();
    await fetch.waitFor({ state: "detached" });
    await ready(page);
    assertEquals(await painted(), [true, true]);
    assertEquals([await valueOf(page, "hidden state", 1), await forecastOf(page, 1)], [
      drawn,
      said,
    ]);
    assertEquals(await fetch.count(), 0);
    assert(await page.getByRole("button", { name: "Picture as SVG" }).isEnabled());

    await page.reload();
    await ready(page);
    await page.getByRole("slider").fill("60");
    assertEquals(await fetch.count(), 1);
    await page.getByLabel(/^Load at/).fill("7");
    await fetch.waitFor({ state: "detached" });
    await ready(page);
    assertEquals(await second.getAttribute("aria-busy"), "false");
    assertNotEquals(await forecastOf(page, 1), said);
  },
);

check(
  "weights that came damaged are asked for again at a press, and the complaint goes",
  `/gates/${GRU.card.id}/calm`,
  async ({ page }) => {
    const weights = "**/weights.bin";
    await page.route(weights, (route) => route.fulfill({ body: "" }));
    await page.reload();
    const complaint = page.getByRole("alert");
    assertMatch(await complaint.innerText(), /cannot follow changes/);
    await page.unroute(weights);
    await page.getByRole("button", { name: "Try again" }).click();
    await ready(page);
    await complaint.waitFor({ state: "detached" });
    assert(await isPainted(page, 0));
  },
);

check(
  "a visitor's own review moves the verdict, and never leaves the browser",
  `/gates/${CLASSIFIER.card.id}/negation`,
  async ({ page, origin }) => {
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.url()));
    const verdict = (): Promise<string> => page.locator(".gate-verdict b").innerText();
    const review = page.getByLabel("The review; write your own");
    /** Writes a review, and waits for its verdict, which is another one than before. */
    const judged = async (text: string): Promise<number> => {
      const before = await verdict();
      await review.fill(text);
      await page.waitForFunction(
        (before) => document.querySelector(".gate-verdict b")?.textContent !== before,
        before,
      );
      return parseFloat(await verdict());
    };
    const praise = await judged("The acting was wonderful. The story was brilliant.");
    assertEquals(await page.locator(".gate-token").count(), 10);
    const blame = await judged("The acting was terrible. The story zyxwv was boring.");
    assertGreater(praise, blame + 40);
    assertEquals(await page.locator(".gate-token.unknown").innerText(), "zyxwv");
    await page.waitForURL(/#text=/);
    await page.reload();
    await ready(page);
    assertEquals(parseFloat(await verdict()), blame);
    assertStringIncludes(await review.inputValue(), "zyxwv");
    await page.locator(".gate-token", { hasText: "boring" }).click();
    assertStringIncludes(await page.locator(".gate-step").innerText(), "“boring”");
    await review.fill("");
    assertStringIncludes(await page.locator(".gate-text").innerText(), "(no word)");
    await page.getByRole("button", { name: "Undo changes" }).click();
    assertStringIncludes(await review.inputValue(), "never particularly terrible");
    assertEquals(sent.filter((url) => /zyxwv|boring/.test(url)), []);
    assert(sent.every((url) => url.startsWith(origin)));
  },
);

async function downloaded(page: Page, button: string): Promise<{ name: string; text: string }> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const download = await waiting;
  return {
    name: download.suggestedFilename(),
    text: await Deno.readTextFile(await download.path()),
  };
}

check(
  "the shown part leaves as CSV with every unit, the picture as SVG that stands alone",
  `${RISE}?with=${GRU.card.id}&from=21&to=50&unit=3`,
  async ({ page, browser }) => {
    const csv = await downloaded(page, "Shown values as CSV");
    assertEquals(csv.name, "gates-lstm-gru-rise-layer-2.csv");
    const [header, ...rows] = csv.text.trimEnd().split("\n").map((line) => line.split(","));
    assertEquals(rows.length, 2 * 30);
    assert(rows.every((row) => row.length === header!.length));
    assertEquals(header!.filter((name) => /^f_\d+$/.test(name)).length, 64);
    assertEquals(rows[0]!.slice(0, 7), [
      "paper",
      "Q7-a/LSTM/seed-1",
      LSTM.card.id,
      "2",
      "forward",
      "published",
      "21",
    ]);
    const shown = await valueOf(page, "forget gate");
    const value = rows.find(([, network, , , , , step]) =>
      network!.includes("LSTM") && step === "31"
    )!;
    assertStringIncludes(shown, Number(value[header!.indexOf("f_3")]).toFixed(3));

    const svg = await downloaded(page, "Picture as SVG");
    assertEquals(svg.name, "gates-lstm-gru-rise-layer-2.svg");
    assertEquals(/<script|href="http|url\(/.test(svg.text), false);
    assertEquals([...svg.text.matchAll(/href="data:image\/png/g)].length, 6 + 4);
    assertStringIncludes(svg.text, "real data");
    const viewer = await browser.newPage();
    await viewer.goto(`data:image/svg+xml;base64,${btoa(unescape(encodeURIComponent(svg.text)))}`);
    assertEquals(await viewer.evaluate(() => document.documentElement.nodeName), "svg");
    await viewer.close();
  },
);

check(
  "what a network does is told in words and as a table that agree with the picture",
  RISE,
  async ({ page }) => {
    await page.getByText("This picture in words").click();
    const words = await page.locator(".gate-words-behind details p").first().innerText();
    assertMatch(words, /Forget gate, mean over units, from [\d.]+ at step \d+ \(\d\d:\d\d\)/);
    assertStringIncludes(words, `${(await forecastOf(page)).toFixed(2)} kW`);
    await page.getByText("The numbers of LSTM in this picture").click();
    const row = page.locator(".gate-words-behind tbody tr").nth(30);
    const cells = (await row.innerText()).split("\t");
    assertEquals(cells[0], "31");
    assertStringIncludes(await valueOf(page, "forget gate"), cells[3]!);
  },
);

check(
  "axe finds nothing and nothing overflows, at 1280 and at 390 pixels, by day and by night",
  RISE,
  async ({ browser, origin }) => {
    const paths = [
      "/gates",
      RISE,
      `${RISE}?with=${GRU.card.id}&unit=3`,
      `/gates/${CLASSIFIER.card.id}/contrast`,
      `/gates/${CLASSIFIER.card.id}/padding`,
    ];
    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [1280, 390]) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
        const complaints = watch(page, origin);
        for (const path of paths) {
          await page.goto(origin + path);
          if (path !== "/gates") await ready(page);
          await page.evaluate(axe.source);
          const violations = await page.evaluate(async () => {
            // deno-lint-ignore no-explicit-any -- axe lives in the page
            const { violations } = await (globalThis as any).axe.run();
            // deno-lint-ignore no-explicit-any
            return violations.map(({ id, nodes }: any) => `${id}: ${nodes[0].html}`);
          });
          assertEquals(violations, [], `${path}, ${colorScheme}, ${width}`);
          const overflow = await page.evaluate(() =>
            document.documentElement.scrollWidth - innerWidth
          );
          assertEquals(overflow, 0, `${path}, ${width}`);
        }
        assertEquals(complaints, []);
        await page.close();
      }
    }
  },
);

check(
  "a row of a heat map, pressed, is the unit that is followed, and stays in place",
  RISE,
  async ({ page }) => {
    const map = page.locator(".gate-heat").first(), { hidden } = LSTM.card.spec.recurrent;
    await map.evaluate((element) => element.scrollIntoView({ block: "center" }));
    const box = (await map.boundingBox())!;
    for (const unit of [3, 40, hidden - 1]) {
      // A mouse stands on whole pixels, and a row is little more than one.
      const y = Math.ceil(box.y + unit / hidden * box.height);
      await page.mouse.click(box.x + box.width / 3, y);
      await page.waitForURL(new RegExp(`unit=${unit}(&|$)`));
      assertEquals(await page.getByLabel("Line of a unit").inputValue(), String(unit));
      assertMatch(await page.locator(".gate-unit-note").innerText(), new RegExp(`unit ${unit}:`));
      assertEquals(await map.boundingBox(), box);
    }
  },
);

/** Moves of each drag. */
const MOVES = 24;

check(
  "a dragged point is drawn beneath the hand at every move, at the ends and magnified too",
  RISE,
  async ({ page, origin }) => {
    const times: number[] = [];
    for (const [query, shown] of [["", [0, 30, 59]], ["?from=21&to=40", [0, 10, 19]]] as const) {
      for (const step of shown) {
        await page.goto(origin + RISE + query);
        await ready(page);
        const moves = await dragPoint(page, step, MOVES);
        assertGreater(moves.length, MOVES / 2);
        // Loads are rounded to 0.01 kW, and a mouse to a pixel.
        for (const { off } of moves) assertAlmostEquals(off, 0, 1, `step ${step} of ${query}`);
        times.push(...moves.map(({ milliseconds }) => milliseconds));
      }
    }
    const { median, maximum } = spreadOf(times);
    console.log(
      `redraw after a drag: median ${median.toFixed(1)} ms, slowest ${maximum.toFixed(1)} ms`,
    );
  },
);

Deno.test({
  name: "without its weights a page keeps the server's picture and says so",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const handle = await handlerOver(`${ROOT}reports`);
    await using server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request) =>
        request.url.endsWith("weights.bin") ? new Response(null, { status: 503 }) : handle(request),
    );
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${server.addr.port}${RISE}`);
      assertStringIncludes(await page.getByRole("alert").innerText(), "503");
      assertMatch(await page.locator(".gate-verdict").innerText(), /kW/);
      assertMatch(await valueOf(page, "forget gate"), /0\.\d+/);
    } finally {
      await browser.close();
    }
  },
});
