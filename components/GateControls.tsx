import type { ComponentChildren, JSX } from "preact";
import { UNIT_ORDERS, type UnitOrder } from "../src/explorer/unit_order.ts";
import {
  CLOSEST_ZOOM,
  shownSteps,
  type ViewLimits,
  type ViewState,
  zoomed,
} from "../src/explorer/view_state.ts";

const ORDER_WORDS: Readonly<Record<UnitOrder, string>> = {
  index: "index",
  "half-life": "half-life, longest first",
  correlation: "correlation with the load",
};

/** Buttons in a row, under the name of what they change. */
function Buttons({ label, name, children }: {
  readonly label: string;
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="gate-choice" role="group" aria-label={label}>
      <span aria-hidden="true">{name}</span>
      <div>{children}</div>
    </div>
  );
}

/** A row of buttons of which one is chosen. */
function Choice({ label, names, chosen, onChoose }: {
  readonly label: string;
  readonly names: readonly string[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}): JSX.Element {
  return (
    <Buttons label={label} name={label}>
      {names.map((name, i) => (
        <button
          key={name}
          type="button"
          aria-pressed={i === chosen}
          aria-label={`${label} ${name}`}
          onClick={() => onChoose(i)}
        >
          {name}
        </button>
      ))}
    </Buttons>
  );
}

/** What is shown of a reading: layer, units, order, part of the time. */
export function GateControls({ view, limits, orders, unitNote, words, children, onView }: {
  readonly view: ViewState;
  readonly limits: ViewLimits;
  /** Orders that the networks have. */
  readonly orders: readonly UnitOrder[];
  /** What is known of the chosen unit, or how to choose one. */
  readonly unitNote: string;
  /** The steps that hold words, for a review with padding. */
  readonly words?: { readonly from: number; readonly to: number };
  /** More fields. */
  readonly children?: ComponentChildren;
  readonly onView: (view: ViewState) => void;
}): JSX.Element {
  const { steps, layers, backward, hidden } = limits, shown = view.to - view.from;
  return (
    <div class="gate-controls">
      {layers > 1 && (
        <Choice
          label="Layer"
          names={Array.from({ length: layers }, (_, i) => String(i + 1))}
          chosen={view.layer}
          onChoose={(layer) => onView({ ...view, layer })}
        />
      )}
      {backward && (
        <Choice
          label="Direction"
          names={["forward", "backward"]}
          chosen={view.direction}
          onChoose={(direction) => onView({ ...view, direction })}
        />
      )}
      <label>
        <span>Line of a unit</span>
        <select
          value={view.unit ?? ""}
          onChange={({ currentTarget: { value } }) =>
            onView({ ...view, unit: value === "" ? null : Number(value) })}
        >
          <option value="">none, means alone</option>
          {Array.from(
            { length: hidden },
            (_, unit) => (
              <option key={unit} value={unit} selected={unit === view.unit}>unit {unit}</option>
            ),
          )}
        </select>
      </label>
      <label>
        <span>Sort units by</span>
        <select
          value={view.order}
          onChange={({ currentTarget: { value } }) =>
            onView({ ...view, order: UNIT_ORDERS.find((order) => order === value)! })}
        >
          {orders.map((order) => (
            <option key={order} value={order} selected={order === view.order}>
              {ORDER_WORDS[order]}
            </option>
          ))}
        </select>
      </label>
      <Buttons label="Zoom in time" name="Zoom">
        <button
          type="button"
          aria-label="Zoom in around the cursor"
          disabled={shown <= CLOSEST_ZOOM}
          onClick={() => onView(zoomed(view, 0.5, steps))}
        >
          +
        </button>
        <button
          type="button"
          aria-label="Zoom out"
          disabled={shown === steps}
          onClick={() => onView(zoomed(view, 2, steps))}
        >
          −
        </button>
        <button
          type="button"
          aria-label="Show all steps"
          disabled={shown === steps}
          onClick={() => onView({ ...view, from: 0, to: steps })}
        >
          all
        </button>
        {words !== undefined && (
          <button
            type="button"
            aria-label="Show the words alone"
            disabled={view.from === words.from && view.to === words.to}
            onClick={() => onView(shownSteps(view, words))}
          >
            words
          </button>
        )}
      </Buttons>
      {children}
      <p class="gate-unit-note">{unitNote}</p>
    </div>
  );
}
