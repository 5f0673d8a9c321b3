/**
 * Cost and receptive field of any stack of layers, counted, not measured. See `Cost` for what counts as an operation and
 * `field.ts` for what counts as seen.
 */
import { convolutionEffect } from "./convolution_effect.ts";
import { type Field, fieldSize, hull, wholeField } from "./field.ts";
import type { ConcatenationLayer, Layer } from "./layer.ts";
import { type Cost, type LayerEffect, weightless } from "./layer_effect.ts";
import { linearEffect } from "./linear_effect.ts";
import { globalPoolingEffect, poolingEffect } from "./pooling_effect.ts";
import { recurrentEffect } from "./recurrent_effect.ts";
import { activationEffect, columnsEffect, flattenEffect } from "./reshape_effect.ts";
import { checkCount, depth, extents, reshaped, type Shape, shapePhrase } from "./shape.ts";

/** A layer of a stack as it was counted. */
export interface LayerReport extends Cost {
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

/** A stack as it was counted; the costs are sums over its layers. */
export interface StackReport extends Omit<Cost, "uses"> {
  readonly input: Shape;
  readonly layers: readonly LayerReport[];
  readonly output: Shape;
  readonly flops: number;
  readonly reach: readonly number[];
}

/** What counts as an operation. */
export interface CountOptions {
  /** Adds element-wise work to FLOPs; `false` unless given, as in the study. */
  readonly elementwise?: boolean;
}

/** Carries a field back to the input of the whole stack. */
type Sight = (field: Field) => Field;

interface Walk {
  readonly reports: readonly LayerReport[];
  readonly output: Shape;
  /** From the walk's output to the input of the whole stack. */
  readonly sees: Sight;
}

/** Also works on what comes from JSON, where a kind may be anything. */
function effectOf(layer: Exclude<Layer, ConcatenationLayer>, input: Shape): LayerEffect {
  switch (layer.kind) {
    case "recurrent":
      return recurrentEffect(layer, input);
    case "linear":
      return linearEffect(layer, input);
    case "conv1d":
    case "conv2d":
      return convolutionEffect(layer, input);
    case "pool":
      return poolingEffect(layer, input);
    case "globalPool":
      return globalPoolingEffect(layer, input);
    case "flatten":
      return flattenEffect(input);
    case "columns":
      return columnsEffect(input);
    case "activation":
      return activationEffect(layer, input);
    default:
      throw new RangeError(`Cannot count a layer of an unknown kind: ${(layer as Layer).kind}`);
  }
}

function flopsOf(cost: Omit<Cost, "uses">, { elementwise = false }: CountOptions): number {
  return cost.multiplications + cost.additions + (elementwise ? cost.elementwise : 0);
}

function sum(costs: readonly Cost[]): Cost {
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
function widest(output: Shape, sees: Sight): number[] {
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

function concatenate(
  { branches }: ConcatenationLayer,
  input: Shape,
  before: Sight,
  options: CountOptions,
  path: string,
): { walk: Walk; cost: Cost; branches: LayerReport[][] } {
  if (branches.length === 0) throw new RangeError(`Cannot concatenate no branches in ${path}`);
  const walks = branches.map((layers, i) =>
    walk(input, layers, before, options, `${path}.${i + 1}`)
  );
  const [first] = walks;
  const axes = JSON.stringify(extents(first!.output));
  for (const { output } of walks) {
    if (output.kind !== first!.output.kind || JSON.stringify(extents(output)) !== axes) {
      throw new RangeError(
        `Cannot concatenate ${shapePhrase(first!.output)} and ${
          shapePhrase(output)
        } in ${path}: expected equal kinds and lengths`,
      );
    }
  }
  const features = walks.reduce((total, { output }) => total + depth(output), 0);
  return {
    walk: {
      reports: [],
      output: reshaped(first!.output, features),
      sees: (field) => hull(walks.map(({ sees }) => sees(field))),
    },
    cost: sum(walks.flatMap(({ reports }) => reports)),
    branches: walks.map(({ reports }) => [...reports]),
  };
}

function walk(
  input: Shape,
  layers: readonly Layer[],
  before: Sight,
  options: CountOptions,
  path: string,
): Walk {
  const reports: LayerReport[] = [];
  let shape = input, sees = before;
  layers.forEach((layer, i) => {
    const place = `${path}${path === "layer" ? " " : "."}${i + 1}`;
    const upstream = sees;
    if (layer.kind === "concatenate") {
      const { walk, cost, branches } = concatenate(layer, shape, upstream, options, place);
      ({ output: shape, sees } = walk);
      reports.push({
        label: "Concatenate",
        output: shape,
        ...cost,
        flops: flopsOf(cost, options),
        reach: widest(shape, sees),
        branches,
      });
    } else {
      const effect = locate(place, () => effectOf(layer, shape));
      shape = effect.output;
      sees = (field) => upstream(effect.sees(field));
      reports.push({
        label: effect.label,
        output: shape,
        ...effect.cost,
        flops: flopsOf(effect.cost, options),
        reach: widest(shape, sees),
      });
    }
  });
  return { reports, output: shape, sees };
}

/** Adds to an error the place of the layer that it speaks of. */
function locate<Value>(place: string, count: () => Value): Value {
  try {
    return count();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`${error.message} (${place})`, { cause: error });
  }
}

function checkShape(input: Shape): void {
  for (const length of extents(input)) checkCount("length of the input", length);
  checkCount("number of input features", depth(input));
}

/**
 * Counts a stack of layers on an input of the given shape, for one sample, forward.
 * @throws RangeError when a layer cannot read what it is given; the message ends with the layer's place, `(layer 2)`, or
 * `(layer 1.2.3)` for the third layer of the second branch of the first
 */
export function analyseStack(
  input: Shape,
  layers: readonly Layer[],
  options: CountOptions = {},
): StackReport {
  checkShape(input);
  const { reports, output, sees } = walk(input, layers, (field) => field, options, "layer");
  const { uses: _, ...cost } = sum(reports);
  return {
    input,
    layers: reports,
    output,
    ...cost,
    flops: flopsOf(cost, options),
    reach: widest(output, sees),
  };
}

/**
 * The places of the input that may influence one place of the output.
 * @param position one index for each axis of the output: none for a vector, the step, or row and column
 * @throws RangeError when a layer cannot read what it is given, or the position lies outside the output
 */
export function receptiveField(
  input: Shape,
  layers: readonly Layer[],
  position: readonly number[],
): Field {
  checkShape(input);
  const { output, sees } = walk(input, layers, (field) => field, {}, "layer");
  const whole = wholeField(output);
  const inside = position.length === whole.length &&
    position.every((at, i) => Number.isInteger(at) && at >= 0 && at <= whole[i]!.last);
  if (!inside) {
    throw new RangeError(
      `Cannot look back from [${position}]: the output is ${shapePhrase(output)}`,
    );
  }
  return sees(position.map((at) => ({ first: at, last: at })));
}
