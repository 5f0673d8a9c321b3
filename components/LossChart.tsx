import type { JSX } from "preact";
import type { LossPoint } from "../src/web/training_progress.ts";

const WIDTH = 1000, HEIGHT = 240, LEFT = 52, RIGHT = 12, TOP = 14, BOTTOM = HEIGHT - 28;

/** A round number at or above a loss, so that the axis need not move with every batch. */
function ceiling(largest: number): number {
  return [0.25, 0.5, 1, 2, 4, 8].find((limit) => largest <= limit) ?? Math.ceil(largest);
}

/** A training as it goes: a line through the batches, dots for validations, rings for the published ones. */
export function LossChart(
  { epochs, batches, validations, published, summary }: {
    readonly epochs: number;
    readonly batches: readonly LossPoint[];
    readonly validations: readonly LossPoint[];
    readonly published: readonly LossPoint[];
    readonly summary: string;
  },
): JSX.Element {
  const top = ceiling(Math.max(...[...batches, ...published].map(({ loss }) => loss)));
  const share = (at: number): number => (LEFT + at / epochs * (WIDTH - LEFT - RIGHT)) / WIDTH;
  const x = (at: number): string => `${(share(at) * 100).toFixed(2)}%`;
  const y = (loss: number): number => BOTTOM - Math.min(loss / top, 1) * (BOTTOM - TOP);
  const path = batches
    .map(({ at, loss }, i) =>
      `${i === 0 ? "M" : "L"}${(share(at) * WIDTH).toFixed(1)} ${y(loss).toFixed(1)}`
    ).join("");
  return (
    <svg class="loss-chart" width="100%" height={HEIGHT} role="img" aria-label={summary}>
      {[0, top / 2, top].map((tick) => (
        <g key={tick}>
          <line class="grid" x1={x(0)} x2="100%" y1={y(tick)} y2={y(tick)} />
          <text class="tick" x="0" y={y(tick) + 4}>{tick}</text>
        </g>
      ))}
      {Array.from(
        { length: epochs + 1 },
        (_, epoch) => (
          <text
            key={epoch}
            class={`tick ${epoch === epochs ? "end" : "middle"}`}
            x={x(epoch)}
            y={BOTTOM + 20}
          >
            {epoch === epochs ? `epoch ${epoch}` : epoch}
          </text>
        ),
      )}
      <svg
        width="100%"
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        <path class="line thin c0" d={path} />
      </svg>
      {published.map(({ at, loss }) => (
        <circle key={at} class="ring c1" cx={x(at)} cy={y(loss)} r={7} />
      ))}
      {validations.map(({ at, loss }) => (
        <circle key={at} class="dot c1" cx={x(at)} cy={y(loss)} r={4} />
      ))}
    </svg>
  );
}
