/** Training in a browser, over the published reports. `browser_test.ts` runs this file, since Playwright asks for every permission. */
import { assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { readReference } from "../../src/pipeline/reference.ts";
import { openBrowser } from "./browser.ts";
import { watch } from "./page_watch.ts";
import { handlerOver, trainingFolder } from "./site.ts";

const REPORTS = new URL("../../reports", import.meta.url).pathname;

/** A test that is given the page, after it was opened, and what it has complained of. */
function check(
  name: string,
  test: (page: Page, complaints: readonly string[]) => Promise<void>,
): void {
  Deno.test({
    name,
    // The browser's pipes outlive the test by a moment.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using training = await trainingFolder();
      const handle = await handlerOver(REPORTS, training.path);
      await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handle);
      const origin = `http://127.0.0.1:${server.addr.port}`;
      const browser = await openBrowser();
      try {
        const page = await browser.newPage();
        const complaints = watch(page, origin);
        await page.goto(`${origin}/reproduce`, { waitUntil: "networkidle" });
        await test(page, complaints);
      } finally {
        await browser.close();
      }
    },
  });
}

check(
  "a network trained in the browser ends in the published hash, and its losses in the published ones",
  async (page, complaints) => {
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    await page.getByRole("button", { name: "Train it here" }).click();
    await page.locator(".outcome").waitFor({ timeout: 120_000 });
    const hash = (which: string) => page.locator(`[data-hash=${which}]`).innerText();
    const { jobs } = await readReference(`${REPORTS}/quick/reference.json`);
    assertEquals(await hash("here"), jobs["Q7-a/SimpleRNN/seed-1"]!.outputs["weights.safetensors"]);
    assertEquals(await hash("published"), await hash("here"));
    assertStringIncludes(await page.locator(".outcome").innerText(), "Equal, to the last bit");
    const rows = await page.locator("details tbody tr").allTextContents();
    assertEquals(rows.length, 4);
    for (const cells of await page.locator("details tbody tr").all()) {
      const [here, published] = await cells.locator("td").allTextContents();
      assertEquals(here, published);
    }
    assertEquals(requests.filter((path) => path.startsWith("/reproduce/files/")).length, 3);
    await page.evaluate(axe.source);
    // deno-lint-ignore no-explicit-any -- axe lives in the page
    const found = await page.evaluate(async () => (await (globalThis as any).axe.run()).violations);
    assertEquals(found, []);
    assertEquals(complaints, []);
  },
);

check("a training can be stopped, and begun again with another network", async (page) => {
  await page.getByRole("button", { name: "Train it here" }).click();
  await page.getByRole("button", { name: "Stop" }).click();
  assertEquals(await page.locator("progress").count(), 0);
  await page.waitForTimeout(500);
  assertEquals(await page.locator(".outcome").count(), 0);
  await page.getByLabel("Network").selectOption("Q7-a/GRU/seed-1");
  await page.getByRole("button", { name: "Train it here" }).click();
  await page.locator("progress[value]").waitFor();
  await page.waitForFunction(() => document.querySelector("progress")!.value > 0);
  assertGreater(await page.locator(".loss-chart path").count(), 0);
});

check("a worker that cannot be had, or other kernels, end in a plain sentence", async (page) => {
  const failure = async (): Promise<string> => {
    await page.getByRole("button", { name: /Train it/ }).click();
    await page.locator(".outcome").waitFor();
    return page.locator(".outcome").innerText();
  };
  await page.route("**/kernels.wasm", (route) => route.fulfill({ body: "no kernels" }));
  assertStringIncludes(await failure(), "Cannot train on these kernels: expected the sha256");
  await page.route("**/worker.js", (route) => route.abort());
  assertStringIncludes(await failure(), "Cannot load the worker");
});
