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

/** One move of a drag, once the frame that shows it was rendered. */
export interface DrawnMove {
  /** From the move to that frame. */
  readonly milliseconds: number;
  /** Pixels from the hand down to where the point is drawn. */
  readonly off: number;
}

/** Drags the point of a step up and down, and tells of each move that the page saw. */
export async function dragPoint(page: Page, step: number, moves: number): Promise<DrawnMove[]> {
  const { x, y } = await pointOf(page, step);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate((step) => {
    // deno-lint-ignore no-explicit-any -- a place for the page's measurements
    const drawn: DrawnMove[] = (globalThis as any).drawn = [];
    addEventListener("pointermove", (event) => {
      const { clientY } = event as PointerEvent;
      const from = performance.now();
      // After the frame that shows it: the first task behind its rendering.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const milliseconds = performance.now() - from;
          const point = document.querySelectorAll(".gate-point")[step]!.getBoundingClientRect();
          drawn.push({ milliseconds, off: point.top + point.height / 2 - clientY });
        };
        port2.postMessage(null);
      });
    }, { capture: true });
  }, step);
  for (let i = 0; i < moves; i++) await page.mouse.move(x, y - 3 * (i % 8) - 2);
  await page.mouse.up();
  // deno-lint-ignore no-explicit-any
  return await page.evaluate(() => (globalThis as any).drawn);
}
