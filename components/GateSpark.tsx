import type { JSX } from "preact";
import type { Sample } from "../src/explorer/network_card.ts";

/** A sample at a glance: the shape of a load, the beginning of a review. */
export function GateSpark({ sample }: { readonly sample: Sample }): JSX.Element {
  if (sample.kind === "review") {
    return <blockquote class="gate-quote">{sample.text}</blockquote>;
  }
  const { kilowatts } = sample, most = Math.max(...kilowatts);
  const path = kilowatts.map((load, i) =>
    `${i === 0 ? "M" : "L"}${i} ${(1 - load / most).toFixed(3)}`
  );
  return (
    <svg
      class="gate-spark"
      viewBox={`0 -0.05 ${kilowatts.length - 1} 1.1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`An hour of load, at most ${most.toFixed(2)} kW`}
    >
      <path d={path.join("")} />
    </svg>
  );
}
