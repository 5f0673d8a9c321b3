/** What only a browser can tell. `browser_test.ts` runs this file, since Playwright asks for every permission. */
import { assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import axe from "axe-core";
import type { Browser, Page, Request } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { watch } from "./page_watch.ts";
import { handlerOver, reportFolder } from "./site.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const PAGES = [
  "/",
  "/?profile=quick",
  "/experiments",
  "/experiments/q7-a",
  "/experiments/q7-c/curves",
  "/experiments/p4",
  "/experiments/q6-a",
  "/experiments/q6-b",
  "/experiments/q7-b",
  "/experiments/q7-d?profile=quick",
  "/claims",
  "/runs?sort=mse",
  "/reproduce",
  "/compare",
  "/benchmarks",
  "/theory",
  "/data",
  "/discussion",
  "/about",
];

/** A test that is given a browser and the address of the site. */
function check(
  name: string,
  test: (browser: Browser, origin: string, reports: string) => Promise<void>,
): void {
  Deno.test({
    name,
    // The browser's pipes outlive the test by a moment.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using reports = await reportFolder();
      const handle = await handlerOver(reports.path);
      await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handle);
      const browser = await openBrowser();
      try {
        await test(browser, `http://127.0.0.1:${server.addr.port}`, reports.path);
      } finally {
        await browser.close();
      }
    },
  });
}

/** Violations of accessibility rules on a page, as sentences. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    // deno-lint-ignore no-explicit-any -- axe lives in the page
    const { violations } = await (globalThis as any).axe.run();
    // deno-lint-ignore no-explicit-any
    return violations.map(({ id, nodes }: any) => `${location.pathname}: ${id}: ${nodes[0].html}`);
  });
}

check(
  "no page complains, overflows or asks another server, and axe finds nothing",
  async (browser, origin) => {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [1280, 390]) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
        const complaints = watch(page, origin);
        for (const path of PAGES) {
          await page.goto(origin + path);
          assertEquals(await violations(page), [], `${path}, ${colorScheme}, ${width}`);
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

// The explorer, which is heavier, is weighed with all that it fetches in `explorer_pages_test.ts`.
check("no published page weighs 500 kB or more in all", async (browser) => {
  const handle = await handlerOver(`${ROOT}reports`);
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handle);
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const weights: [path: string, bytes: number][] = [];
  for (const path of PAGES) {
    const page = await browser.newPage();
    const requests: Request[] = [];
    page.on("requestfinished", (request) => requests.push(request));
    const response = await page.goto(origin + path, { waitUntil: "networkidle" });
    assertEquals(response!.status(), 200, path);
    const sizes = await Promise.all(requests.map((request) => request.sizes()));
    const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    assertGreater(bytes, 1000, path);
    assertGreater(500_000, bytes, path);
    weights.push([path, bytes]);
    await page.close();
  }
  const [path, bytes] = weights.toSorted(([, a], [, b]) => b - a)[0]!;
  console.log(`heaviest page: ${path}, ${Math.round(bytes / 1000)} kB`);
});

check(
  "the calculator follows every change and says what is wrong",
  async (browser, origin) => {
    const page = await browser.newPage();
    const complaints = watch(page, origin);
    await page.goto(`${origin}/theory`, { waitUntil: "networkidle" });
    const tool = page.locator(".tool").first();
    assertEquals(await tool.locator(".total").innerText(), "47,818 parameters, 1,007,498 FLOPs");
    await tool.getByLabel("units").first().fill("16");
    // RNN 64→16: 16·64 + 16·16 + 32; RNN 16→64: 64·16 + 64·64 + 128; the head is as before.
    const parameters = 1024 + 256 + 32 + 1024 + 4096 + 128 + 33_280 + 5130;
    assertStringIncludes(
      await tool.locator(".total").innerText(),
      `${parameters.toLocaleString("en-GB")} parameters`,
    );
    await tool.getByLabel("units").first().fill("0");
    assertStringIncludes(
      await tool.locator(".problem").innerText(),
      "Cannot use 0 as number of units",
    );
    await tool.getByLabel("Start from").selectOption("CNN");
    assertEquals(await tool.locator(".problem").count(), 0);
    await tool.getByRole("button", { name: "Remove layer 1", exact: true }).click();
    await tool.getByLabel("Add a layer").selectOption("linear");
    await tool.getByRole("button", { name: "Add", exact: true }).click();
    assertEquals(await tool.locator(".layers > li").count(), 10);
    assertEquals(complaints, []);
  },
);

check(
  "the cell's step follows its matrices and can be walked through",
  async (browser, origin) => {
    const page = await browser.newPage();
    const complaints = watch(page, origin);
    await page.goto(`${origin}/theory`, { waitUntil: "networkidle" });
    const tool = page.locator(".tool").nth(1);
    assertStringIncludes(await tool.innerText(), "tanh 0.58 = 0.5227");
    await tool.getByLabel("b_h, row 1").fill("-0,48");
    // z = −0.02 + 0.5 − 0.48
    assertStringIncludes(await tool.innerText(), "tanh 0 = 0");
    await tool.getByLabel("b_h, row 1").fill("much");
    assertStringIncludes(await tool.getByRole("alert").innerText(), "Cannot use b_h");
    await tool.getByLabel("b_h, row 1").fill("0.1");
    await tool.getByRole("button", { name: "Walk through it step by step" }).click();
    assertEquals(await tool.locator(".step-list > li").count(), 1);
    await tool.getByRole("button", { name: "Next step" }).click();
    assertEquals(await tool.locator(".step-list > li").count(), 2);
    assertEquals(complaints, []);
  },
);

check("the site works from the keyboard alone", async (browser, origin) => {
  const page = await browser.newPage();
  await page.goto(origin);
  await page.keyboard.press("Tab");
  assertEquals(await page.evaluate(() => document.activeElement?.textContent), "To the content");
  await page.keyboard.press("Enter");
  assertEquals(new URL(page.url()).hash, "#main");
  await page.goto(`${origin}/runs`);
  await page.getByLabel("Model").focus();
  await page.keyboard.type("GRU");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/model=GRU/);
  const [, shown, all] = (await page.locator("form").innerText()).match(/(\d+) of (\d+) runs/)!;
  assertGreater(Number(all), Number(shown));
  assertEquals(await page.locator("tbody tr").count(), Number(shown));
});
