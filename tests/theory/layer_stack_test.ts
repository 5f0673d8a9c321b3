import { assertEquals, assertGreaterOrEqual, assertLessOrEqual, assertThrows } from "@std/assert";
import fc from "fast-check";
import { slotsOf } from "../../src/kernels/recurrent_spec.ts";
import type { Layer } from "../../src/theory/layer.ts";
import { analyseStack, receptiveField } from "../../src/theory/layer_stack.ts";
import { depth, extents, type Shape } from "../../src/theory/shape.ts";
import { Counter, inputGrid, runStack, trueField } from "./counting_network.ts";

const small = fc.integer({ min: 1, max: 3 });
const mode = fc.constantFrom("max" as const, "average" as const);
const activation: fc.Arbitrary<Layer> = fc.constant({ kind: "activation", name: "tanh" });

const recurrent: fc.Arbitrary<Layer> = fc.record({
  kind: fc.constant("recurrent" as const),
  cell: fc.constantFrom("SimpleRNN" as const, "LSTM" as const, "GRU" as const),
  units: small,
  layers: fc.integer({ min: 1, max: 2 }),
  bidirectional: fc.boolean(),
  biases: fc.constantFrom(0 as const, 1 as const, 2 as const),
});

const linear: fc.Arbitrary<Layer> = fc.record({
  kind: fc.constant("linear" as const),
  units: small,
  bias: fc.boolean(),
});

function convolution(kind: "conv1d" | "conv2d"): fc.Arbitrary<Layer> {
  const axes = kind === "conv1d" ? 1 : 2;
  const settings = fc.record({ kernel: small, stride: small, padding: small, dilation: small })
    .map(({ padding, ...rest }) => ({
      ...rest,
      padding: Math.min(padding - 1, (rest.kernel - 1) * rest.dilation),
    }));
  return fc.record({
    filters: small,
    bias: fc.boolean(),
    axes: fc.array(settings, { minLength: axes, maxLength: axes }),
  }).map(({ filters, bias, axes }) => ({
    kind,
    filters,
    bias,
    kernel: axes.map(({ kernel }) => kernel),
    stride: axes.map(({ stride }) => stride),
    padding: axes.map(({ padding }) => padding),
    dilation: axes.map(({ dilation }) => dilation),
  }));
}

const pool: fc.Arbitrary<Layer> = fc.record({
  mode,
  size: small,
  stride: small,
  padding: fc.boolean(),
})
  .map(({ padding, ...rest }) => ({
    kind: "pool" as const,
    ...rest,
    padding: padding && rest.size > 1 ? 1 : 0,
  }));

/** Layers that leave a sequence its length, in two branches. */
const forked: fc.Arbitrary<Layer> = fc.tuple(
  fc.array(fc.oneof(recurrent, linear), { maxLength: 2 }),
  fc.array(fc.oneof(recurrent, linear, activation), { maxLength: 2 }),
).map((branches) => ({ kind: "concatenate", branches }));

/** Whatever ends in a vector. */
const ending: fc.Arbitrary<Layer[]> = fc.tuple(
  fc.oneof(
    fc.constant<Layer>({ kind: "flatten" }),
    mode.map((mode): Layer => ({ kind: "globalPool", mode })),
  ),
  linear,
).map((layers) => layers);

const overSteps = fc.array(
  fc.oneof(recurrent, linear, convolution("conv1d"), pool, activation, forked),
  {
    maxLength: 3,
  },
);
const overPixels = fc.array(fc.oneof(convolution("conv2d"), pool, activation), { maxLength: 3 });

interface Case {
  readonly input: Shape;
  readonly layers: readonly Layer[];
}

const sequences: fc.Arbitrary<Case> = fc.record({
  input: fc.record({
    kind: fc.constant("sequence" as const),
    steps: fc.integer({ min: 6, max: 12 }),
    features: small,
  }),
  layers: fc.tuple(overSteps, fc.option(ending, { nil: [] })).map((parts) => parts.flat()),
});

const images: fc.Arbitrary<Case> = fc.record({
  input: fc.record({
    kind: fc.constant("image" as const),
    channels: small,
    rows: fc.integer({ min: 5, max: 9 }),
    columns: fc.integer({ min: 5, max: 9 }),
  }),
  layers: fc.tuple(
    overPixels,
    fc.option(overSteps.map((layers): Layer[] => [{ kind: "columns" }, ...layers]), { nil: [] }),
    fc.option(ending, { nil: [] }),
  ).map((parts) => parts.flat()),
});

const cases = fc.oneof(sequences, images);

/** Says whether loops can run a case: some windows are wider than what earlier layers leave. */
function fits({ input, layers }: Case): boolean {
  try {
    analyseStack(input, layers);
    return true;
  } catch (error) {
    if (error instanceof RangeError && error.message.includes("a window spans")) return false;
    throw error;
  }
}

/** Convolutions with dilation 1, and no more padding than that allows. */
function undilated(layers: readonly Layer[]): Layer[] {
  return layers.map((layer) => {
    if (layer.kind !== "conv1d" && layer.kind !== "conv2d") return layer;
    const [kernel, padding] = [[layer.kernel].flat(), [layer.padding ?? 0].flat()];
    return { ...layer, dilation: 1, padding: padding.map((p, i) => Math.min(p, kernel[i]! - 1)) };
  });
}

Deno.test("counts of any stack equal those of plain loops that run it", () => {
  fc.assert(
    fc.property(cases.filter(fits), ({ input, layers }) => {
      const counter = new Counter();
      const output = runStack(inputGrid(input), layers, counter);
      const report = analyseStack(input, layers);
      assertEquals(
        [report.parameters, report.multiplications, report.additions, report.elementwise],
        [counter.weights.size, counter.multiplications, counter.additions, counter.elementwise],
      );
      assertEquals(extents(report.output), output.axes);
      assertEquals(depth(report.output), output.values[0]!.length);
      assertEquals(report.flops, counter.multiplications + counter.additions);
      assertEquals(
        analyseStack(input, layers, { elementwise: true }).flops,
        report.flops + counter.elementwise,
      );
    }),
    { numRuns: 400 },
  );
});

/** Each place of the output: its true field by loops, and the computed one. */
function* fields({ input, layers }: Case): Generator<
  [{ first: number; last: number }, { first: number; last: number }]
> {
  const output = runStack(inputGrid(input), layers, new Counter());
  for (let place = 0; place < output.values.length; place++) {
    const [, columns] = output.axes;
    const position = columns === undefined
      ? output.axes.map(() => place)
      : [Math.floor(place / columns), place % columns];
    const computed = receptiveField(input, layers, position);
    for (const [axis, actual] of trueField(output, place, input).entries()) {
      yield [actual, computed[axis]!];
    }
  }
}

Deno.test("the receptive field of any place equals what plain loops touch, where no kernel is dilated", () => {
  const plain = cases.map(({ input, layers }) => ({ input, layers: undilated(layers) })).filter(
    fits,
  );
  fc.assert(
    fc.property(plain, (stack) => {
      for (const [actual, computed] of fields(stack)) assertEquals(computed, actual);
    }),
    { numRuns: 200 },
  );
});

Deno.test("the receptive field of any place holds what plain loops touch, dilated or not", () => {
  fc.assert(
    fc.property(cases.filter(fits), (stack) => {
      for (const [actual, computed] of fields(stack)) {
        if (!Number.isFinite(actual.first)) continue; // nothing but padding under a dilated kernel
        assertLessOrEqual(computed.first, actual.first);
        assertGreaterOrEqual(computed.last, actual.last);
      }
    }),
    { numRuns: 200 },
  );
});

Deno.test("reach is the widest receptive field of any place", () => {
  fc.assert(
    fc.property(cases.filter(fits), ({ input, layers }) => {
      const { reach, output } = analyseStack(input, layers);
      const [rows = 1, columns = 1] = extents(output);
      const most = extents(input).map(() => 0);
      for (let i = 0; i < rows * columns; i++) {
        const position = [Math.floor(i / columns), i % columns].slice(0, extents(output).length);
        receptiveField(input, layers, position).forEach(({ first, last }, axis) => {
          most[axis] = Math.max(most[axis]!, last - first + 1);
        });
      }
      assertEquals(reach, most);
    }),
    { numRuns: 200 },
  );
});

Deno.test("recurrent layers have as many blocks of gates as the kernels have rows of weights", () => {
  for (const cell of ["SimpleRNN", "GRU", "LSTM"] as const) {
    const slots = slotsOf({ cell, inputs: 1, hidden: 1, layers: 1, bidirectional: false });
    const blocks = slots.filter(({ inputRow }) => inputRow !== undefined).length;
    const { parameters } = analyseStack({ kind: "sequence", steps: 1, features: 1 }, [
      { kind: "recurrent", cell, units: 1 },
    ]);
    assertEquals(parameters, blocks * 4);
  }
});

Deno.test("a convolution has PyTorch's output length: Conv1d(33, 5, stride 2, padding 1, dilation 2)", () => {
  const { output } = analyseStack({ kind: "sequence", steps: 33, features: 1 }, [
    { kind: "conv1d", filters: 1, kernel: 5, stride: 2, padding: 1, dilation: 2 },
  ]);
  assertEquals(output, { kind: "sequence", steps: 14, features: 1 });
});

Deno.test("a forward layer sees the steps so far, a bidirectional one all", () => {
  const input: Shape = { kind: "sequence", steps: 50, features: 2 };
  const layer = { kind: "recurrent", cell: "LSTM", units: 3 } as const;
  assertEquals(receptiveField(input, [layer], [9]), [{ first: 0, last: 9 }]);
  assertEquals(receptiveField(input, [{ ...layer, bidirectional: true }], [9]), [
    { first: 0, last: 49 },
  ]);
});

Deno.test("a stack that does not fit is refused with the layer's place, what was expected and what was found", () => {
  const sequence: Shape = { kind: "sequence", steps: 4, features: 2 };
  const image: Shape = { kind: "image", channels: 1, rows: 8, columns: 8 };
  const conv2d = { kind: "conv2d", filters: 2, kernel: 3 } as const;
  const last = { kind: "recurrent", cell: "GRU", units: 2, output: "last" } as const;
  const refused: readonly (readonly [Shape, readonly Layer[], string])[] = [
    [sequence, [conv2d], "Cannot apply Conv2d to a sequence of 4 × 2: expected an image (layer 1)"],
    [
      image,
      [{ ...conv2d, kind: "conv1d" }],
      "Cannot apply Conv1d to an image of 1 × 8 × 8: expected a sequence (layer 1)",
    ],
    [sequence, [last, last], "Cannot apply GRU to a vector of 2: expected a sequence (layer 2)"],
    [
      image,
      [{ kind: "linear", units: 2 }],
      "Cannot apply Linear to an image of 1 × 8 × 8: expected a vector or a sequence; flatten or pool it first (layer 1)",
    ],
    [
      sequence,
      [{ kind: "conv1d", filters: 1, kernel: 3, dilation: 2 }],
      "Cannot apply Conv1d to a sequence of 4 × 2: a window spans 5, the padded axis 4 (layer 1)",
    ],
    [
      sequence,
      [{ kind: "conv1d", filters: 1, kernel: 3, padding: 3 }],
      "Cannot pad Conv1d by 3: windows that span 3 would see nothing but padding (layer 1)",
    ],
    [
      image,
      [{ ...conv2d, kernel: [3, 3, 3] }],
      "Cannot use [3,3,3] as kernel size: expected one number or 2, got 3 (layer 1)",
    ],
    [
      image,
      [{ ...conv2d, stride: 0 }],
      "Cannot use 0 as stride: expected an integer of at least 1 (layer 1)",
    ],
    [
      image,
      [{ ...conv2d, filters: 1.5 }],
      "Cannot use 1.5 as number of filters: expected an integer of at least 1 (layer 1)",
    ],
    [
      sequence,
      [{ kind: "columns" }],
      "Cannot read the columns of a sequence of 4 × 2: expected an image (layer 1)",
    ],
    [
      sequence,
      [last, { kind: "pool", mode: "max", size: 2 }],
      "Cannot apply Max pooling to a vector of 2: expected a sequence or an image (layer 2)",
    ],
    [
      sequence,
      [last, { kind: "globalPool", mode: "average" }],
      "Cannot apply Global average pooling to a vector of 2: expected a sequence or an image (layer 2)",
    ],
    [
      sequence,
      [{ kind: "activation", name: "ReLU" }, { kind: "concatenate", branches: [[], [last, last]] }],
      "Cannot apply GRU to a vector of 2: expected a sequence (layer 2.2.2)",
    ],
    [
      sequence,
      [{ kind: "concatenate", branches: [[], [last]] }],
      "Cannot concatenate a sequence of 4 × 2 and a vector of 2: expected equal kinds and lengths (layer 1)",
    ],
    [
      sequence,
      [{ kind: "concatenate", branches: [] }],
      "Cannot concatenate: expected at least one branch (layer 1)",
    ],
    [
      sequence,
      [{ kind: "attention" } as unknown as Layer],
      "Cannot count a layer of an unknown kind: attention (layer 1)",
    ],
    [
      { ...sequence, steps: 0 },
      [],
      "Cannot use 0 as length of the input: expected an integer of at least 1",
    ],
    [
      { kind: "vector", features: -1 },
      [],
      "Cannot use -1 as number of input features: expected an integer of at least 1",
    ],
  ];
  for (const [input, layers, message] of refused) {
    const error = assertThrows(() => analyseStack(input, layers), RangeError);
    assertEquals(error.message, message);
  }
});

Deno.test("receptiveField refuses a position outside the output", () => {
  const input: Shape = { kind: "sequence", steps: 4, features: 2 };
  for (const position of [[], [4], [-1], [0.5], [0, 0]]) {
    const error = assertThrows(() => receptiveField(input, [], position), RangeError);
    assertEquals(
      error.message,
      `Cannot look back from [${position}]: the output is a sequence of 4 × 2`,
    );
  }
});
