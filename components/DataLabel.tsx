import type { JSX } from "preact";

/** Says whether a series was measured or made by the project's own simulator. */
export function DataLabel({ simulated }: { readonly simulated: boolean }): JSX.Element {
  return simulated
    ? <span class="tag simulated">simulated data</span>
    : <span class="tag real">real data</span>;
}
