import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { type Lane, placeOf } from "../src/explorer/lanes.ts";
import type { NetworkCard, Sample } from "../src/explorer/network_card.ts";
import type { Reading } from "../src/explorer/reading.ts";
import { layerName } from "../src/explorer/summary.ts";
import type { ViewState } from "../src/explorer/view_state.ts";
import { GateAxis } from "./GateAxis.tsx";
import { GateLane } from "./GateLane.tsx";
import { GateFetch } from "./GateFetch.tsx";
import { GateLoad } from "./GateLoad.tsx";
import { GateText } from "./GateText.tsx";
import { GateTokens } from "./GateTokens.tsx";
import { GateVerdict } from "./GateVerdict.tsx";

/** Keeps the place of a lane that the network beside has. */
function GateAbsent({ network, lane: { id, name, kind } }: {
  readonly network: string;
  readonly lane: Lane;
}): JSX.Element {
  const heat = kind === "gate" || kind === "state";
  const text = id === "y"
    ? `${network} reads backward too: it says nothing before the end`
    : `${network} has no ${name}`;
  return <p class={`gate-absent${heat ? " with-heat" : ""}`}>{text}</p>;
}

/** Everything of one network, aligned in time, with the cursor through all lanes. */
export function GateColumn(
  { card, sample, given, reading, view, places, changed, dark, state, ...on }: {
    readonly card: NetworkCard;
    /** The sample as it is now. */
    readonly sample: Sample;
    /** The sample as it was given. */
    readonly given: Sample;
    readonly reading: Reading;
    readonly view: ViewState;
    /** The places of the picture, each with a lane that fills it here or beside. */
    readonly places: ReadonlyMap<string, Lane>;
    readonly changed: boolean;
    readonly dark: boolean;
    /** Whether its weights are in the page. */
    readonly state: "here" | "coming" | "unasked";
    readonly onStep: (step: number) => void;
    readonly onUnit: (unit: number) => void;
    readonly onLoad: (step: number, kilowatts: number) => void;
    readonly onFetch: () => void;
  },
): JSX.Element {
  const plot = useRef<SVGSVGElement>(null);
  const { from, to, cursor } = view, count = to - from;
  function follow(event: PointerEvent): void {
    const { left, width } = plot.current!.getBoundingClientRect();
    const share = (event.clientX - left) / width;
    // Beside the plot are numbers, which should stay while they are read.
    if (share >= 0 && share < 1) on.onStep(from + Math.floor(share * count));
  }
  const x = `${(cursor - from + 0.5) / count * 100}%`;
  return (
    <section class="gate-column" aria-label={card.model} aria-busy={state === "coming"}>
      <div class="gate-top">
        <header>
          <h2>
            {card.model} <small>{layerName(card, view)}</small>
          </h2>
          <GateVerdict card={card} sample={sample} output={reading.output} changed={changed} />
        </header>
        {reading.lanes.some(({ line }) => line.includes(null)) && (
          <p class="gate-note">
            Read at its last step, the upper layer’s backward direction runs that step alone:
            nothing that it would make of the others reaches the forecast.
          </p>
        )}
        {state === "unasked" && <GateFetch card={card} onFetch={on.onFetch} />}
        {reading.tokens && <GateText reading={reading} view={view} onStep={on.onStep} />}
      </div>
      <div class="gate-stack" onPointerMove={follow} onPointerDown={follow}>
        {sample.kind === "load" && given.kind === "load"
          ? (
            <GateLoad
              sample={sample}
              given={given}
              card={card}
              output={reading.output}
              view={view}
              onLoad={on.onLoad}
            />
          )
          : <GateTokens tokens={reading.tokens!} view={view} />}
        <GateAxis sample={sample} tokens={reading.tokens} view={view} />
        {[...places].map(([place, model]) => {
          const lane = reading.lanes.find((one) => placeOf(one) === place);
          if (lane === undefined) {
            return <GateAbsent key={place} network={card.model} lane={model} />;
          }
          return (
            <GateLane
              key={place}
              lane={lane}
              units={reading.units}
              view={view}
              dark={dark}
              onUnit={on.onUnit}
            />
          );
        })}
        <GateAxis sample={sample} tokens={reading.tokens} view={view} />
        <svg class="gate-cursor" ref={plot} aria-hidden="true">
          <line x1={x} x2={x} y1="0" y2="100%" />
        </svg>
      </div>
    </section>
  );
}
