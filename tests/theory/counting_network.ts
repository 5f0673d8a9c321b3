/**
 * Runs a stack scalar by scalar, as one would write it with plain loops, and counts: every multiply, every add, every other
 * operation, every weight touched. A value is no number but the set of places of the input that it depends on, one bit each;
 * so the loops yield true receptive fields too.
 */
import type { Layer, PerAxis, RecurrentLayer } from "../../src/theory/layer.ts";
import { depth, extents, places, type Shape } from "../../src/theory/shape.ts";

/** Values of one sample, [place][feature]; `axes` are the lengths of the axes of place. */
export interface Grid {
  readonly axes: readonly number[];
  readonly values: readonly (readonly bigint[])[];
}

/** Counts the operations that are carried out through it. */
export class Counter {
  multiplications = 0;
  additions = 0;
  elementwise = 0;
  readonly weights = new Set<string>();

  /** Adds weight · value to a sum. */
  accumulate(sum: bigint, weight: string, value: bigint): bigint {
    this.weights.add(weight);
    this.multiplications++;
    this.additions++;
    return sum | value;
  }

  bias(sum: bigint, name: string): bigint {
    this.weights.add(name);
    this.additions++;
    return sum;
  }

  /** Any other operation on one or two values. */
  operation(...values: readonly bigint[]): bigint {
    this.elementwise++;
    return values.reduce((a, b) => a | b);
  }
}

/** The input, each place of which depends on itself. */
export function inputGrid(shape: Shape): Grid {
  return {
    axes: extents(shape),
    values: Array.from(
      { length: places(shape) },
      (_, place) => Array<bigint>(depth(shape)).fill(1n << BigInt(place)),
    ),
  };
}

function recurrentCell(
  { cell, units, biases = 2 }: RecurrentLayer,
  x: readonly bigint[],
  h: readonly bigint[],
  c: bigint[],
  prefix: string,
  counter: Counter,
): bigint[] {
  const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
  const product = (
    block: string,
    matrix: string,
    unit: number,
    from: readonly bigint[],
    sum: bigint,
  ) =>
    from.reduce(
      (acc, value, j) => counter.accumulate(acc, `${prefix}${block}${matrix}[${unit},${j}]`, value),
      sum,
    );
  const bias = (block: string, which: number, unit: number, sum: bigint): bigint =>
    biases >= which ? counter.bias(sum, `${prefix}${block}b${which}[${unit}]`) : sum;
  const gate = (block: string, unit: number): bigint => {
    let z = product(block, "W", unit, x, 0n);
    z = product(block, "U", unit, h, z);
    return counter.operation(bias(block, 2, unit, bias(block, 1, unit, z)));
  };
  return range(units).map((unit) => {
    if (cell === "SimpleRNN") return gate("h", unit);
    if (cell === "LSTM") {
      const [i, f, g, o] = ["i", "f", "g", "o"].map((block) => gate(block, unit)) as [
        bigint,
        bigint,
        bigint,
        bigint,
      ];
      const kept = counter.operation(f, c[unit]!);
      c[unit] = counter.operation(kept, counter.operation(i, g));
      return counter.operation(o, counter.operation(c[unit]));
    }
    const r = gate("r", unit), z = gate("z", unit);
    const recurrent = bias("n", 2, unit, product("n", "U", unit, h, 0n));
    const sum = product("n", "W", unit, x, counter.operation(r, recurrent));
    const n = counter.operation(bias("n", 1, unit, sum));
    const fresh = counter.operation(counter.operation(z), n);
    return counter.operation(fresh, counter.operation(z, h[unit]!));
  });
}

function runRecurrent(layer: RecurrentLayer, input: Grid, name: string, counter: Counter): Grid {
  let values = input.values;
  let last: bigint[] = [];
  const directions = layer.bidirectional ? [false, true] : [false];
  for (let l = 0; l < (layer.layers ?? 1); l++) {
    const below = values;
    const states = directions.map((backward) => {
      const order = below.map((_, t) => backward ? below.length - 1 - t : t);
      const result: bigint[][] = [];
      let h = Array<bigint>(layer.units).fill(0n);
      const c = Array<bigint>(layer.units).fill(0n);
      for (const t of order) {
        h = recurrentCell(layer, below[t]!, h, c, `${name}l${l}${backward}`, counter);
        result[t] = h;
      }
      return { result, final: h };
    });
    values = below.map((_, t) => states.flatMap(({ result }) => result[t]!));
    last = states.flatMap(({ final }) => final);
  }
  return layer.output === "last" ? { axes: [], values: [last] } : { axes: input.axes, values };
}

const per = (value: PerAxis, axis: number): number =>
  typeof value === "number" ? value : value[axis]!;

/** Places of the input under each tap of each window; `undefined` for padding. */
function windows(
  axes: readonly number[],
  size: PerAxis,
  stride: PerAxis,
  padding: PerAxis,
  dilation: PerAxis,
): { axes: number[]; taps: (number | undefined)[][] } {
  // One axis: slide by strides for as long as the last tap fits.
  const lines = axes.map((extent, axis) => {
    const result: number[][] = [];
    const span = (per(size, axis) - 1) * per(dilation, axis);
    for (
      let at = -per(padding, axis);
      at + span < extent + per(padding, axis);
      at += per(stride, axis)
    ) {
      result.push(Array.from({ length: per(size, axis) }, (_, i) => at + i * per(dilation, axis)));
    }
    return result;
  });
  const inside = (index: number, axis: number): boolean => index >= 0 && index < axes[axis]!;
  const taps = axes.length === 1
    ? lines[0]!.map((line) => line.map((i) => inside(i, 0) ? i : undefined))
    : lines[0]!.flatMap((rows) =>
      lines[1]!.map((columns) =>
        rows.flatMap((i) =>
          columns.map((j) => inside(i, 0) && inside(j, 1) ? i * axes[1]! + j : undefined)
        )
      )
    );
  return { axes: lines.map(({ length }) => length), taps };
}

/** All values of one feature reduced to one: comparisons for the largest; adds and a division for the mean. */
function pooled(mode: "max" | "average", values: readonly bigint[], counter: Counter): bigint {
  const joined = values.reduce((a, b) => counter.operation(a, b));
  return mode === "average" ? counter.operation(joined) : joined;
}

function runLayer(layer: Layer, input: Grid, name: string, counter: Counter): Grid {
  const { axes, values } = input;
  switch (layer.kind) {
    case "recurrent":
      return runRecurrent(layer, input, name, counter);
    case "linear":
      return {
        axes,
        values: values.map((x) =>
          Array.from({ length: layer.units }, (_, unit) => {
            const sum = x.reduce(
              (acc, value, j) => counter.accumulate(acc, `${name}W[${unit},${j}]`, value),
              0n,
            );
            return layer.bias === false ? sum : counter.bias(sum, `${name}b[${unit}]`);
          })
        ),
      };
    case "conv1d":
    case "conv2d": {
      const { kernel, stride = 1, padding = 0, dilation = 1 } = layer;
      const { axes: output, taps } = windows(axes, kernel, stride, padding, dilation);
      return {
        axes: output,
        values: taps.map((window) =>
          Array.from({ length: layer.filters }, (_, filter) => {
            let sum = 0n;
            window.forEach((place, tap) => {
              for (let j = 0; j < values[0]!.length; j++) {
                const value = place === undefined ? 0n : values[place]![j]!;
                sum = counter.accumulate(sum, `${name}W[${filter},${tap},${j}]`, value);
              }
            });
            return layer.bias === false ? sum : counter.bias(sum, `${name}b[${filter}]`);
          })
        ),
      };
    }
    case "pool": {
      const { size, stride = size, padding = 0, mode } = layer;
      const { axes: output, taps } = windows(axes, size, stride, padding, 1);
      return {
        axes: output,
        values: taps.map((window) =>
          values[0]!.map((_, j) =>
            pooled(
              mode,
              window.map((place) => place === undefined ? 0n : values[place]![j]!),
              counter,
            )
          )
        ),
      };
    }
    case "globalPool":
      return {
        axes: [],
        values: [values[0]!.map((_, j) => pooled(layer.mode, values.map((x) => x[j]!), counter))],
      };
    case "flatten":
      return { axes: [], values: [values.flat()] };
    case "columns": {
      const [rows, columns] = axes as [number, number];
      return {
        axes: [columns],
        values: Array.from(
          { length: columns },
          (_, j) => Array.from({ length: rows }, (_, i) => values[i * columns + j]!).flat(),
        ),
      };
    }
    case "activation":
      return { axes, values: values.map((x) => x.map((value) => counter.operation(value))) };
    case "concatenate": {
      const grids = layer.branches.map((branch, i) =>
        runStack(input, branch, counter, `${name}.${i}.`)
      );
      return {
        axes: grids[0]!.axes,
        values: grids[0]!.values.map((_, place) => grids.flatMap((grid) => grid.values[place]!)),
      };
    }
  }
}

/** Runs layers one after the other. */
export function runStack(
  input: Grid,
  layers: readonly Layer[],
  counter: Counter,
  prefix = "",
): Grid {
  return layers.reduce((grid, layer, i) => runLayer(layer, grid, `${prefix}${i}:`, counter), input);
}

/** First and last input place, on each axis, of all that an output place depends on. */
export function trueField(
  output: Grid,
  place: number,
  input: Shape,
): { first: number; last: number }[] {
  const seen = output.values[place]!.reduce((a, b) => a | b);
  const axes = extents(input);
  const indices = Array.from({ length: places(input) }, (_, i) => i).filter((i) =>
    seen >> BigInt(i) & 1n
  );
  return axes.map((_, axis) => {
    const along = indices.map((i) =>
      axes.length === 1 ? i : axis === 0 ? Math.floor(i / axes[1]!) : i % axes[1]!
    );
    return { first: Math.min(...along), last: Math.max(...along) };
  });
}
