import type { ComponentChildren, JSX } from "preact";

/** A table that scrolls by itself where it is wider than the page, with the keyboard too. */
export function ScrollTable(
  { caption, dense = false, children }: {
    readonly caption: string;
    readonly dense?: boolean;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  return (
    <div class={dense ? "scroll dense" : "scroll"} role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        {children}
      </table>
    </div>
  );
}
