/** The gate explorer under a finger. `browser_test.ts` runs this file. */
import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { GateLibrary } from "../../src/web/gate_library.ts";
import { openBrowser } from "./browser.ts";
import { pointOf, ready } from "./explorer_hand.ts";
import { watch } from "./page_watch.ts";
import { handlerOver } from "./site.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const { profiles } = await new GateLibrary(`${ROOT}reports`, `${ROOT}models`).read();
const LSTM = profiles[0]!.networks.find(({ card }) => card.model === "LSTM" && card.scaling)!;

/** A test on a telephone that shows the published LSTM's reading of a calm hour. */
function check(
  name: string,
  test: (
    page: Page,
    touch: (type: string, x?: number, y?: number) => Promise<void>,
  ) => Promise<void>,
): void {
  Deno.test({
    name,
    // The browser's pipes outlive the test by a moment.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const handle = await handlerOver(`${ROOT}reports`);
      await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handle);
      const origin = `http://127.0.0.1:${server.addr.port}`, browser = await openBrowser();
      try {
        const context = await browser.newContext({
          viewport: { width: 390, height: 844 },
          hasTouch: true,
          isMobile: true,
        });
        const page = await context.newPage(), complaints = watch(page, origin);
        await page.goto(`${origin}/gates/${LSTM.card.id}/calm`);
        await ready(page);
        const session = await context.newCDPSession(page);
        await test(page, async (type, x, y) => {
          const touchPoints = x === undefined ? [] : [{ x, y }];
          // deno-lint-ignore no-explicit-any -- one of the protocol's names
          await session.send("Input.dispatchTouchEvent", { type: type as any, touchPoints } as any);
          await page.waitForTimeout(30);
        });
        assertEquals(complaints, []);
      } finally {
        await browser.close();
      }
    },
  });
}

function forecastOf(page: Page): Promise<string> {
  return page.locator(".gate-verdict b").first().innerText();
}

check(
  "a finger drags a load to where it lifts, and the page does not scroll",
  async (page, touch) => {
    const given = await forecastOf(page), { x, y } = await pointOf(page, 59);
    const before = await page.evaluate(() => scrollY);
    const plot = page.locator(".gate-load"), place = await plot.boundingBox();
    await touch("touchStart", x, y);
    for (const up of [10, 20, 30, 40, 50, 60]) await touch("touchMove", x, y - up);
    const near = await forecastOf(page);
    const point = (await page.locator(".gate-point").nth(59).boundingBox())!;
    // Loads go by 0.01 kW, which are three pixels where the axis ends at 0.4 kW.
    assertAlmostEquals(point.y + point.height / 2, y - 60, 1.6);
    assertEquals(await plot.boundingBox(), place);
    for (const up of [70, 80, 90]) await touch("touchMove", x, y - up);
    await touch("touchEnd");
    assertNotEquals(near, given);
    assertNotEquals(await forecastOf(page), near);
    assertEquals(await page.evaluate(() => scrollY), before);
  },
);

check("a touch that moves nothing changes nothing", async (page, touch) => {
  const given = await forecastOf(page), { x, y } = await pointOf(page, 40);
  await touch("touchStart", x, y);
  await touch("touchEnd");
  assertEquals(await page.getByRole("slider").inputValue(), "41");
  assertEquals(await page.locator(".gate-point.changed").count(), 0);
  assertEquals(await page.getByRole("button", { name: "Undo changes" }).isDisabled(), true);
  assertEquals(await forecastOf(page), given);
});

check("beside the load a finger scrolls the page as anywhere", async (page, touch) => {
  const lane = page.locator('.gate-lane[aria-label="forget gate"] .gate-plot').first();
  await lane.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const { x, y, width, height } = (await lane.boundingBox())!;
  const before = await page.evaluate(() => scrollY);
  await touch("touchStart", x + width / 2, y + height / 2);
  for (const up of [20, 60, 100, 150]) await touch("touchMove", x + width / 2, y + height / 2 - up);
  await touch("touchEnd");
  await page.waitForTimeout(200);
  assertNotEquals(await page.evaluate(() => scrollY), before);
});
