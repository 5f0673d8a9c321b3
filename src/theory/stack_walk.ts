/** The walk through a stack, layer by layer, that both counts and looks back. */
import { effectOf } from "./effect_of.ts";
import { type Field, fieldSize, hull } from "./field.ts";
import type { ConcatenationLayer, Layer } from "./layer.ts";
import { type Cost, weightless } from "./layer_effect.ts";
import { depth, extents, reshaped, type Shape, shapePhrase } from "./shape.ts";

/** A layer of a stack as it was counted. */
export interface LayerReport extends Cost {
  /** The layer in few words, with its sizes: `RNN 64→32`. */
  readonly label: string;
  /** Shape of its output for one sample. */
  readonly output: Shape;
  /** Operations for one sample, in the convention that was asked for. */
  readonly flops: number;
  /** Places of the stack's input, on each of its axes, that may influence one place of the output: the most of any place. */
  readonly reach: readonly number[];
  /** Reports of a concatenation's branches, whose costs its own row adds up. */
  readonly branches?: readonly (readonly LayerReport[])[];
}

/** What counts as an operation. */
export interface CountOptions {
  /** Adds element-wise work to FLOPs; `false` unless given, as in the study. */
  readonly elementwise?: boolean;
}

/** Carries a field back to the input of the whole stack. */
export type Sight = (field: Field) => Field;

/** Where a walk has come. */
export interface Walk {
  /** Reports of the layers passed. */
  readonly reports: readonly LayerReport[];
  /** Shape of the last layer's output. */
  readonly output: Shape;
  /** From the walk's output to the input of the whole stack. */
  readonly sees: Sight;
}

/** Operations of a cost in a convention. */
export function flopsOf(cost: Omit<Cost, "uses">, { elementwise = false }: CountOptions): number {
  return cost.multiplications + cost.additions + (elementwise ? cost.elementwise : 0);
}

/** The sum of costs; its weights are used differently often, so `uses` is 0. */
export function sumOf(costs: readonly Cost[]): Cost {
  return costs.reduce((a, b) => ({
    parameters: a.parameters + b.parameters,
    multiplications: a.multiplications + b.multiplications,
    additions: a.additions + b.additions,
    elementwise: a.elementwise + b.elementwise,
    uses: 0,
  }), weightless(0));
}

/**
 * The most places that one place of `output` sees, on each axis of the input. No layer mixes axes, so a walk along the
 * diagonal meets every place of every axis.
 */
export function widest(output: Shape, sees: Sight): number[] {
  const lengths = extents(output);
  let reach: number[] | undefined;
  for (let place = 0; place < Math.max(1, ...lengths); place++) {
    const field = lengths.map((length) => {
      const at = Math.min(place, length - 1);
      return { first: at, last: at };
    });
    const size = fieldSize(sees(field));
    reach = reach?.map((most, axis) => Math.max(most, size[axis]!)) ?? size;
  }
  return reach!;
}

/** What a layer adds to a walk. */
interface Step {
  readonly output: Shape;
  readonly sees: Sight;
  readonly cost: Cost;
  readonly label: string;
  readonly branches?: LayerReport["branches"];
}

/** Adds to an error the place of the layer that it speaks of. */
function simpleStep(
  layer: Exclude<Layer, ConcatenationLayer>,
  input: Shape,
  before: Sight,
  place: string,
): Step {
  try {
    const { label, output, cost, sees } = effectOf(layer, input);
    return { label, output, cost, sees: (field) => before(sees(field)) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`${error.message} (layer ${place})`, { cause: error });
  }
}

function concatenation(
  { branches }: ConcatenationLayer,
  input: Shape,
  before: Sight,
  options: CountOptions,
  place: string,
): Step {
  const walks = branches.map((layers, i) =>
    walkThrough(input, layers, before, options, `${place}.${i + 1}.`)
  );
  const [first] = walks;
  if (first === undefined) {
    throw new RangeError(`Cannot concatenate: expected at least one branch (layer ${place})`);
  }
  const axes = String(extents(first.output));
  for (const { output } of walks) {
    if (output.kind !== first.output.kind || String(extents(output)) !== axes) {
      throw new RangeError(
        `Cannot concatenate ${shapePhrase(first.output)} and ${shapePhrase(output)}: ` +
          `expected equal kinds and lengths (layer ${place})`,
      );
    }
  }
  return {
    label: "Concatenate",
    output: reshaped(first.output, walks.reduce((sum, { output }) => sum + depth(output), 0)),
    sees: (field) => hull(walks.map(({ sees }) => sees(field))),
    cost: sumOf(walks.flatMap(({ reports }) => reports)),
    branches: walks.map(({ reports }) => reports),
  };
}

/**
 * Walks through layers.
 * @param before from `input` to the input of the whole stack
 * @param prefix of the layers' places in messages: `2.1.` within the first branch of layer 2
 * @throws RangeError when a layer cannot read what it is given
 */
export function walkThrough(
  input: Shape,
  layers: readonly Layer[],
  before: Sight,
  options: CountOptions,
  prefix = "",
): Walk {
  let output = input, sees = before;
  const reports = layers.map((layer, i): LayerReport => {
    const place = `${prefix}${i + 1}`;
    const step = layer.kind === "concatenate"
      ? concatenation(layer, output, sees, options, place)
      : simpleStep(layer, output, sees, place);
    ({ output, sees } = step);
    return {
      label: step.label,
      output,
      ...step.cost,
      flops: flopsOf(step.cost, options),
      reach: widest(output, sees),
      ...(step.branches && { branches: step.branches }),
    };
  });
  return { reports, output, sees };
}
