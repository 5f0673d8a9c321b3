import type { GradientFlow, GradientProbe } from "./gradient_flow.ts";
import { lineChart } from "./line_chart.ts";
import { fixed } from "./markdown.ts";
import type { DataLabel } from "./part.ts";
import { PADDING_WORDS } from "./review_figures.ts";
import type { Figures } from "./svg.ts";

/** One figure: the cells side by side for one place of padding, one kind of reviews and of weights. */
interface GradientView {
  /** File name. */
  readonly name: string;
  /** What is shown, in words. */
  readonly title: string;
  /** Networks and their means over seeds. */
  readonly lines: readonly { readonly model: string; readonly logMagnitude: readonly number[] }[];
}

function view(
  probes: readonly GradientProbe[],
  padding: string,
  weights: "initial" | "trained",
  reviews: "full" | "padded",
): GradientView[] {
  const lines = probes.filter((probe) => probe.padding === padding).flatMap(({ model, means }) =>
    means.filter((mean) => mean.weights === weights && mean.reviews === reviews)
      .map(({ logMagnitude }) => ({ model, logMagnitude }))
  );
  if (lines.length === 0) return [];
  const state = weights === "trained" ? "after training" : "before training";
  const kind = reviews === "full" ? "full reviews" : "reviews with padding";
  return [{
    name: `q6-b-${padding}-${weights}-${reviews}.svg`,
    title: `${kind}, ${PADDING_WORDS[padding] ?? padding}, ${state}`,
    lines,
  }];
}

/** Every view that was measured. */
function gradientViews({ probes }: GradientFlow): GradientView[] {
  const paddings = [...new Set(probes.map(({ padding }) => padding))];
  return paddings.flatMap((padding) =>
    (["initial", "trained"] as const).flatMap((weights) =>
      (["full", "padded"] as const).flatMap((reviews) => view(probes, padding, weights, reviews))
    )
  );
}

/** The figures of Q6-B by file name. */
export function gradientFigures(value: GradientFlow, label: DataLabel): Figures {
  return Object.fromEntries(
    gradientViews(value).map(({ name, title, lines }) => [
      name,
      lineChart({
        id: name.replace(".svg", ""),
        title: `Gradient by step: ${title} (${label} data)`,
        description:
          "Base-10 logarithm of the mean norm of the loss' gradient with respect to the hidden state of each step, " +
          `averaged over seeds. ${
            lines.map(({ model, logMagnitude }) =>
              `${model} goes from ${fixed(logMagnitude[0]!, 1)} at the first step to ${
                fixed(logMagnitude.at(-1)!, 1)
              } at the last.`
            ).join(" ")
          }`,
        xLabel: "step",
        yLabel: "log₁₀ ‖∂L/∂hₜ‖₂",
        lines: lines.map(({ model, logMagnitude }) => ({
          name: model,
          points: logMagnitude.map((y, x) => ({ x, y, low: y, high: y })),
        })),
      }),
    ]),
  );
}
