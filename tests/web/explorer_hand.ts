/** A hand in the gate explorer, and how soon the page follows it. */
import type { Page } from "playwright-core";

/** Waits until the explorer's networks run in the browser. */
export async function ready(page: Page): Promise<void> {
  await page.locator(".gates[data-ready=yes]").waitFor();
}

/** The middle of a step's point on a load's line, in the page's pixels, brought to the middle of the screen. */
export async function pointOf(page: Page, step: number): Promise<{ x: number; y: number }> {
  return await page.locator(".gate-point").nth(step).evaluate((point) => {
    point.scrollIntoView({ block: "center" });
    const { left, top, width, height } = point.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
}

/**
 * Drags the point of a step up and down.
 * @returns for each move that the page saw, milliseconds until the frame that shows it was rendered
 */
export async function timeDrag(page: Page, step: number, moves: number): Promise<number[]> {
  const { x, y } = await pointOf(page, step);
  await page.evaluate(() => {
    // deno-lint-ignore no-explicit-any -- a place for the page's measurements
    const times: number[] = (globalThis as any).redraws = [];
    addEventListener("pointermove", () => {
      const from = performance.now();
      // After the frame that shows it: the first task behind its rendering.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => times.push(performance.now() - from);
        port2.postMessage(null);
      });
    }, { capture: true });
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 0; i < moves; i++) await page.mouse.move(x, y + 3 * (i % 8) + 2);
  await page.mouse.up();
  // deno-lint-ignore no-explicit-any
  return await page.evaluate(() => (globalThis as any).redraws);
}
