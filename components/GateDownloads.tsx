import type { JSX, RefObject } from "preact";
import { type Palette, pictureSvg } from "../src/explorer/picture_svg.ts";
import type { NetworkCard, Sample } from "../src/explorer/network_card.ts";
import type { Reading } from "../src/explorer/reading.ts";
import { sliceCsv } from "../src/explorer/slice_csv.ts";
import type { ViewState } from "../src/explorer/view_state.ts";

function save(name: string, type: string, content: string): void {
  const href = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** The colours that the page has just now. */
function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    paper: colour("--paper"),
    ink: colour("--ink"),
    soft: colour("--soft"),
    rule: colour("--rule"),
    mean: colour("--gate-mean"),
    unit: colour("--gate-unit"),
  };
}

/** The shown part as CSV, the picture as SVG. */
export function GateDownloads(
  { cards, readings, sample, view, changed, profile, dark, root, ready }: {
    readonly cards: readonly NetworkCard[];
    readonly readings: readonly Reading[];
    readonly sample: Sample;
    readonly view: ViewState;
    readonly changed: boolean;
    readonly profile: string;
    readonly dark: boolean;
    /** The explorer's element, which holds the heat maps. */
    readonly root: RefObject<HTMLDivElement | null>;
    /** Whether the networks run in the page. */
    readonly ready: boolean;
  },
): JSX.Element {
  const models = cards.map(({ model }) => model.toLowerCase()).join("-");
  const name = `gates-${models}-${sample.id}-layer-${view.layer + 1}${changed ? "-changed" : ""}`;
  const both = cards.map((card, i) => ({ card, reading: readings[i]! }));
  function picture(): string {
    const columns = root.current!.querySelectorAll(".gate-column");
    const runs = cards.map(({ job, id }) => `${job} (run ${id})`).join(", ");
    return pictureSvg({
      sample,
      view,
      dark,
      palette: paletteOf(root.current!),
      source: `Unroll, profile ${profile}: ${runs}${changed ? "; input changed by hand" : ""}`,
      columns: both.map((column, i) => ({
        ...column,
        heat: new Map(
          [...columns[i]!.querySelectorAll<HTMLCanvasElement>("canvas[data-lane]")]
            .map((canvas) => [canvas.dataset["lane"]!, canvas.toDataURL()]),
        ),
      })),
    });
  }
  return (
    <p class="gate-downloads">
      <button
        type="button"
        class="quiet"
        disabled={!ready}
        onClick={() =>
          save(`${name}.csv`, "text/csv", sliceCsv(sample, both, view, { profile, changed }))}
      >
        Shown values as CSV
      </button>
      <button
        type="button"
        class="quiet"
        disabled={!ready}
        onClick={() => save(`${name}.svg`, "image/svg+xml", picture())}
      >
        Picture as SVG
      </button>
    </p>
  );
}
