/** The script of every page with islands: loads the component of each and takes over the markup that the server made. */
import { type ComponentType, h, hydrate } from "preact";

for (const host of document.querySelectorAll<HTMLElement>("[data-island]")) {
  const module: { default: ComponentType } = await import(host.dataset["island"]!);
  hydrate(h(module.default, JSON.parse(host.dataset["props"]!)), host);
}
