/** What a visitor looks at, as an address holds it. Addresses count layers, steps and minutes from 1, this state from 0. */
import { UNIT_ORDERS, type UnitOrder } from "./unit_order.ts";

/** See the head of the file. */
export interface ViewState {
  /** Layer that is shown, from 0. */
  readonly layer: number;
  /** 0 forward, 1 backward. */
  readonly direction: number;
  /** Unit whose line is drawn; `null` for the mean alone. */
  readonly unit: number | null;
  /** How units are sorted in heat maps. */
  readonly order: UnitOrder;
  /** Step at which values are shown. */
  readonly cursor: number;
  /** First step that is shown. */
  readonly from: number;
  /** Step after the last that is shown. */
  readonly to: number;
  /** Loads that were changed, in kW by step. */
  readonly edits: Readonly<Record<number, number>>;
}

/** What states are possible. */
export interface ViewLimits {
  /** Steps of the sample. */
  readonly steps: number;
  /** Layers of the network that has most. */
  readonly layers: number;
  /** Whether one of the networks reads backward too. */
  readonly backward: boolean;
  /** Units of a layer. */
  readonly hidden: number;
  /** Whether steps hold loads, which can be changed. */
  readonly loads: boolean;
  /** First step that is shown to somebody who comes without a wish; 0 unless given. */
  readonly plainFrom?: number;
}

/** The most that a load can be set to, in kW. */
export const HIGHEST_LOAD = 20;
/** The least steps that are shown. */
export const CLOSEST_ZOOM = 4;

/** The state of somebody who comes without a wish: the top layer, all but padding, at its middle. */
export function plainView({ steps, layers, plainFrom = 0 }: ViewLimits): ViewState {
  return {
    layer: layers - 1,
    direction: 0,
    unit: null,
    order: "index",
    cursor: Math.floor((plainFrom + steps) / 2),
    from: plainFrom,
    to: steps,
    edits: {},
  };
}

/**
 * Reads an address's parameters; those that are absent are plain.
 * @throws RangeError that names the first parameter at fault and what it may be
 */
export function parseView(query: URLSearchParams, limits: ViewLimits): ViewState {
  const plain = plainView(limits), { steps } = limits;
  const whole = (name: string, fallback: number, low: number, high: number): number => {
    const text = query.get(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (/^\d{1,4}$/.test(text) && value >= low && value <= high) return value;
    throw new RangeError(`The parameter “${name}” is a whole number from ${low} to ${high}.`);
  };
  const one = <Value extends string>(name: string, values: readonly Value[]): Value => {
    const text = query.get(name);
    const found = text === null ? values[0] : values.find((value) => value === text);
    if (found !== undefined) return found;
    throw new RangeError(`The parameter “${name}” is one of ${values.join(", ")}.`);
  };
  const from = whole("from", plain.from + 1, 1, steps) - 1, to = whole("to", steps, 1, steps);
  if (to - from < Math.min(CLOSEST_ZOOM, steps)) {
    throw new RangeError(
      `The parameters “from” and “to” span at least ${CLOSEST_ZOOM} of ${steps} steps.`,
    );
  }
  const cursor = whole("step", plain.cursor + 1, 1, steps) - 1;
  if (query.has("step") && (cursor < from || cursor >= to)) {
    throw new RangeError(
      `The parameter “step” is one of those that “from” and “to” show: ${from + 1} to ${to}.`,
    );
  }
  const directions = limits.backward ? ["forward", "backward"] as const : ["forward"] as const;
  return {
    layer: whole("layer", plain.layer + 1, 1, limits.layers) - 1,
    direction: Number(one("direction", directions) === "backward"),
    unit: query.has("unit") ? whole("unit", 0, 0, limits.hidden - 1) : null,
    order: one("sort", UNIT_ORDERS),
    cursor: Math.max(from, Math.min(to - 1, cursor)),
    from,
    to,
    edits: parseEdits(query.get("edit"), limits),
  };
}

function parseEdits(text: string | null, { steps, loads }: ViewLimits): Record<number, number> {
  const edits: Record<number, number> = {};
  for (const item of text?.split(",") ?? []) {
    const [, minute, kilowatts] = /^(\d{1,4}):(\d{1,2}(?:\.\d{1,3})?)$/.exec(item) ?? [];
    const step = Number(minute) - 1, value = Number(kilowatts);
    if (!loads || !(step >= 0 && step < steps && value <= HIGHEST_LOAD)) {
      throw new RangeError(
        loads
          ? `The parameter “edit” lists minutes from 1 to ${steps} with loads up to ${HIGHEST_LOAD} kW, as in 31:4.2,32:5.`
          : "The parameter “edit” is for loads; this sample has none.",
      );
    }
    edits[step] = value;
  }
  return edits;
}

/** The parameters of a state, those that are plain left out, in a fixed order. */
export function viewQuery(view: ViewState, limits: ViewLimits): URLSearchParams {
  const plain = plainView(limits), query = new URLSearchParams();
  if (view.layer !== plain.layer) query.set("layer", String(view.layer + 1));
  if (view.direction !== 0) query.set("direction", "backward");
  if (view.unit !== null) query.set("unit", String(view.unit));
  if (view.order !== plain.order) query.set("sort", view.order);
  if (view.cursor !== plain.cursor) query.set("step", String(view.cursor + 1));
  if (view.from !== plain.from) query.set("from", String(view.from + 1));
  if (view.to !== limits.steps) query.set("to", String(view.to));
  const edits = Object.entries(view.edits).map(([step, kw]) => `${Number(step) + 1}:${kw}`);
  if (edits.length > 0) query.set("edit", edits.join());
  return query;
}

/** Shows half or twice as many steps around the cursor, within the sample. */
export function zoomed(view: ViewState, factor: number, steps: number): ViewState {
  const width = Math.round((view.to - view.from) * factor);
  const count = Math.max(Math.min(CLOSEST_ZOOM, steps), Math.min(steps, width));
  const share = (view.cursor + 0.5 - view.from) / (view.to - view.from);
  const wanted = Math.round(view.cursor + 0.5 - share * count);
  const from = Math.max(0, Math.min(steps - count, wanted));
  return { ...view, from, to: from + count };
}

/** Shows some steps; the cursor stays among them. */
export function shownSteps(
  view: ViewState,
  { from, to }: { readonly from: number; readonly to: number },
): ViewState {
  return { ...view, from, to, cursor: Math.max(from, Math.min(to - 1, view.cursor)) };
}

/** Moves the cursor; what is shown follows it. */
export function movedTo(view: ViewState, cursor: number, steps: number): ViewState {
  const at = Math.max(0, Math.min(steps - 1, cursor)), count = view.to - view.from;
  const from = at < view.from ? at : at >= view.to ? at - count + 1 : view.from;
  return { ...view, cursor: at, from, to: from + count };
}
