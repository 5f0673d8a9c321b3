/** The operations of tfjs against the raw kernels, and as good citizens of tfjs: autodiff, memory scopes, a growing heap. */
import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertGreater, assertThrows } from "@std/assert";
import {
  binaryCrossEntropy,
  embedding,
  linear,
  meanSquaredError,
  recurrent,
} from "../../src/kernels/ops.ts";
import { recurrentParameters, type RecurrentSpec } from "../../src/kernels/recurrent_spec.ts";
import type { Readout } from "../../src/kernels/recurrent_plan.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import { assertClose, assertSameBits } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { RecurrentRun } from "./recurrent_run.ts";
import { CELLS, drawValues, READOUTS, type RecurrentCase } from "./recurrent_values.ts";

const backend = await openBackend();
const raw = await KernelMemory.open();

const SIZES = { batch: 5, steps: 6 };

function drawCase(
  cell: RecurrentSpec["cell"],
  readout: Readout,
  masked = false,
  seed = 1,
): RecurrentCase {
  const spec = { cell, inputs: 3, hidden: 9, layers: 2, bidirectional: true };
  const shape = { ...SIZES, readout, masked };
  return { spec, shape, values: drawValues(spec, shape, seed) };
}

/** A case in tfjs: its input and parameters as variables, and L = Σ readoutGradient · readout. */
class Placed {
  readonly x: tf.Variable<tf.Rank.R3>;
  readonly parameters: tf.Variable[];
  readonly #case: RecurrentCase;
  readonly #weights: tf.Tensor1D;

  constructor(drawn: RecurrentCase) {
    const { spec, values } = this.#case = drawn;
    const shape = [SIZES.batch, SIZES.steps, spec.inputs] as [number, number, number];
    this.x = tf.variable(tf.tensor3d(values.x, shape));
    this.parameters = recurrentParameters(spec).map(({ shape }, i) =>
      tf.variable(tf.tensor(values.parameters[i]!, [...shape]))
    );
    this.#weights = tf.tensor1d(values.readoutGradient);
  }

  /** The readout, of the variables or of tensors that stand in for them. */
  readout(
    constantInput = false,
    [x, ...parameters]: readonly tf.Tensor[] = [this.x, ...this.parameters],
  ): tf.Tensor {
    const { spec, shape, values: { lengths } } = this.#case;
    const options = { readout: shape.readout, constantInput, ...(lengths && { lengths }) };
    return recurrent(x as tf.Tensor3D, parameters, spec, options);
  }

  loss(constantInput = false): tf.Scalar {
    const weighted = tf.mul(this.#weights, tf.reshape(this.readout(constantInput), [-1]));
    return tf.sum(weighted) as tf.Scalar;
  }

  /** Gradients by variable, `undefined` where none flows. */
  gradients(
    constantInput = false,
  ): { x: Float32Array | undefined; parameters: (Float32Array | undefined)[] } {
    const { value, grads } = tf.variableGrads(
      () => this.loss(constantInput),
      [this.x, ...this.parameters],
    );
    const read = ({ name }: tf.Variable) => grads[name]?.dataSync() as Float32Array | undefined;
    const found = { x: read(this.x), parameters: this.parameters.map(read) };
    tf.dispose([value, grads]);
    return found;
  }

  dispose(): void {
    tf.dispose([this.x, this.parameters, this.#weights]);
  }
}

function runRaw(drawn: RecurrentCase) {
  raw.reset();
  const run = new RecurrentRun(raw, drawn);
  return { readout: run.forward(), gradients: run.backward() };
}

function assertIsRaw(drawn: RecurrentCase, placed: Placed): void {
  const expected = runRaw(drawn), found = placed.gradients();
  const readout = tf.tidy(() => placed.readout().dataSync() as Float32Array);
  assertSameBits(readout, expected.readout, "readout");
  assertSameBits(found.x!, expected.gradients.input, "gradient of x");
  expected.gradients.parameters.forEach((gradient, i) =>
    assertSameBits(found.parameters[i]!, gradient, `gradient of parameter ${i}`)
  );
}

for (const cell of CELLS) {
  Deno.test(`recurrent (${cell}) gives the raw pass's readout and gradients to the bit`, () => {
    for (const readout of READOUTS) {
      for (const masked of [false, true]) {
        const drawn = drawCase(cell, readout, masked), placed = new Placed(drawn);
        assertIsRaw(drawn, placed);
        placed.dispose();
      }
    }
  });
}

Deno.test("recurrent returns [batch, steps, width] for a sequence, [batch, width] for one state", () => {
  tf.tidy(() => {
    for (const readout of READOUTS) {
      const shape = readout === "sequence" ? [5, 6, 18] : [5, 18];
      assertEquals(new Placed(drawCase("GRU", readout)).readout().shape, shape);
    }
  });
  tf.disposeVariables();
});

Deno.test("recurrent with constantInput gives no gradient to x and the same to all parameters", () => {
  const placed = new Placed(drawCase("LSTM", "last"));
  const all = placed.gradients(), some = placed.gradients(true);
  assertEquals(some.x, undefined);
  some.parameters.forEach((gradient, i) =>
    assertSameBits(gradient!, all.parameters[i]!, `gradient of parameter ${i}`)
  );
  placed.dispose();
});

Deno.test("recurrent refuses an input of another width, and lengths out of range", () => {
  tf.tidy(() => {
    const { spec, values } = drawCase("GRU", "last");
    const parameters = recurrentParameters(spec).map(({ shape }, i) =>
      tf.tensor(values.parameters[i]!, [...shape])
    );
    const x = tf.zeros<tf.Rank.R3>([5, 6, 4]), fitting = tf.zeros<tf.Rank.R3>([2, 6, 3]);
    const run = (x: tf.Tensor3D, lengths?: Int32Array) => () =>
      recurrent(x, parameters, spec, { readout: "last", ...(lengths && { lengths }) });
    assertThrows(run(x), RangeError, "3 inputs on 4 features");
    assertThrows(run(fitting, Int32Array.of(1, 7)), RangeError, "from 0 to 6, got 7");
    assertThrows(run(fitting, Int32Array.of(1)), RangeError, "expected 2 lengths");
  });
});

/** Tensors alive now. */
const alive = (): number => tf.memory().numTensors;

Deno.test("recurrent leaves no tensor behind, with and without gradients, in a scope or out of one", () => {
  const placed = new Placed(drawCase("LSTM", "sequence", true));
  const before = alive();
  tf.tidy(() => placed.readout().dataSync());
  assertEquals(alive(), before, "forward in a scope");
  placed.readout().dispose();
  assertEquals(alive(), before, "forward out of a scope");
  placed.gradients();
  placed.gradients(true);
  assertEquals(alive(), before, "gradients");
  const grads = tf.grads((...all: tf.Tensor[]) => tf.sum(placed.readout(false, all)))([
    placed.x,
    ...placed.parameters,
  ]);
  tf.dispose(grads);
  assertEquals(alive(), before, "tf.grads");
  placed.dispose();
});

Deno.test("recurrent survives growth of tfjs' heap between forward and backward", () => {
  const drawn = drawCase("LSTM", "last"), placed = new Placed(drawn);
  const before = backend.memory.buffer.byteLength;
  const filler: tf.Tensor[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const loss = placed.loss();
    const grown = backend.memory.buffer.byteLength;
    while (backend.memory.buffer.byteLength === grown) {
      filler.push(tf.keep(tf.zeros([1 << 20])));
    }
    return loss;
  }, placed.parameters);
  assertGreater(backend.memory.buffer.byteLength, before);
  const expected = runRaw(drawn).gradients;
  placed.parameters.forEach(({ name }, i) => {
    const found = grads[name]!.dataSync() as Float32Array;
    assertSameBits(found, expected.parameters[i]!, `gradient of parameter ${i}`);
  });
  tf.dispose([value, grads, filler]);
  assertIsRaw(drawn, placed);
  placed.dispose();
});

Deno.test("two stacks in one graph each get their own gradients", () => {
  const drawn = [drawCase("LSTM", "last", false, 2), drawCase("GRU", "sequence", true, 3)];
  const placed = drawn.map((one) => new Placed(one));
  const { value, grads } = tf.variableGrads(
    () => tf.add(placed[0]!.loss(), placed[1]!.loss()) as tf.Scalar,
    placed.flatMap(({ x, parameters }) => [x, ...parameters]),
  );
  placed.forEach(({ x, parameters }, i) => {
    const expected = runRaw(drawn[i]!).gradients;
    const read = ({ name }: tf.Variable) => grads[name]!.dataSync() as Float32Array;
    assertSameBits(read(x), expected.input, "gradient of x");
    parameters.forEach((parameter, j) =>
      assertSameBits(read(parameter), expected.parameters[j]!, `gradient of parameter ${j}`)
    );
  });
  tf.dispose([value, grads, placed.map(({ x, parameters }) => [x, ...parameters])]);
});

Deno.test("tfjs' own gradient descent moves parameters against the raw pass's gradients", () => {
  const drawn = drawCase("GRU", "last"), placed = new Placed(drawn);
  const optimiser = tf.train.sgd(0.25);
  optimiser.minimize(() => placed.loss(), false, placed.parameters);
  const { parameters } = runRaw(drawn).gradients;
  placed.parameters.forEach((parameter, i) => {
    const expected = drawn.values.parameters[i]!.map((w, j) => w - 0.25 * parameters[i]![j]!);
    assertClose(parameter.dataSync() as Float32Array, expected, 1e-6, `parameter ${i}`);
  });
  optimiser.dispose();
  placed.dispose();
});

const uniform = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, "float32", seed);

/** tfjs' gradients of the sum of squares of `f`, and those of the same formula in tfjs' own operations. */
function assertSameAs(
  inputs: tf.Tensor[],
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  formula: (...inputs: tf.Tensor[]) => tf.Tensor,
): void {
  const before = alive();
  tf.tidy(() => {
    const [found, expected] = [f, formula].map((g) => {
      const value = g(...inputs).dataSync() as Float32Array;
      const loss = (...all: tf.Tensor[]) => tf.sum(tf.square(g(...all)));
      return [value, ...tf.grads(loss)(inputs).map((d) => d.dataSync() as Float32Array)];
    });
    found!.forEach((values, i) => assertClose(values, expected![i]!, 1e-5, `result ${i}`));
  });
  assertEquals(alive(), before);
}

Deno.test("linear is tfjs' x Wᵀ + b with its gradients, within 1e-5", () => {
  const inputs = [uniform([5, 7], 1), uniform([3, 7], 2), uniform([3], 3)];
  assertSameAs(
    inputs,
    (x, weight, bias) => linear(x as tf.Tensor2D, weight!, bias!),
    (x, weight, bias) => tf.add(tf.matMul(x!, weight!, false, true), bias!),
  );
  tf.dispose(inputs);
});

Deno.test("meanSquaredError is tfjs' mean of squares with its gradient, within 1e-5", () => {
  const prediction = uniform([5, 3], 4), target = uniform([5, 3], 5);
  assertSameAs(
    [prediction],
    (p) => meanSquaredError(p!, target),
    (p) => tf.mean(tf.square(tf.sub(p!, target))),
  );
  tf.dispose([prediction, target]);
});

Deno.test("binaryCrossEntropy is tfjs' cross-entropy of the sigmoid with its gradient, within 1e-5", () => {
  const logit = tf.mul(4, uniform([5, 3], 6)), target = tf.round(tf.abs(uniform([5, 3], 7)));
  assertSameAs(
    [logit],
    (x) => binaryCrossEntropy(x!, target),
    // ln(1 + eˣ) − x·y
    (x) => tf.mean(tf.sub(tf.log(tf.add(1, tf.exp(x!))), tf.mul(x!, target))),
  );
  tf.dispose([logit, target]);
});

Deno.test("embedding is the product with one-hot rows and its gradient, within 1e-5", () => {
  const ids = tf.tensor2d([[1, 4, 1], [0, 2, 4]], [2, 3], "int32"), table = uniform([5, 7], 8);
  const oneHot = tf.cast(tf.oneHot(tf.reshape(ids, [-1]), 5), "float32") as tf.Tensor2D;
  assertSameAs(
    [table],
    (table) => embedding(ids, table!),
    (table) => tf.reshape(tf.matMul(oneHot, table!), [2, 3, 7]),
  );
  tf.tidy(() => {
    const gradient = tf.grad((table) => tf.sum(embedding(ids, table, 1)))(table);
    assertEquals(gradient.sum(1).arraySync(), [7, 0, 7, 0, 14]);
  });
  tf.dispose([ids, table, oneHot]);
});

Deno.test("a loss scales its gradient by the one that reaches it", () => {
  tf.tidy(() => {
    const prediction = tf.tensor1d([1, 2]), target = tf.tensor1d([0, 4]);
    const gradient = tf.grad((p) => tf.mul(3, meanSquaredError(p, target)))(prediction);
    assertEquals(gradient.arraySync(), [3, -6]);
  });
});

Deno.test("openBackend starts once and returns the same host", async () => {
  assertEquals(await openBackend(), backend);
  assertEquals(tf.getBackend(), "wasm");
});

Deno.test("a stack recorded for a gradient that nobody takes leaves no tensor behind", () => {
  const placed = new Placed(drawCase("LSTM", "last"));
  const other = tf.variable(tf.scalar(3));
  const before = alive();
  const { value, grads } = tf.variableGrads(() => {
    placed.readout();
    return tf.square(other) as tf.Scalar;
  }, [other]);
  tf.dispose([value, grads]);
  assertEquals(alive(), before);
  placed.dispose();
  other.dispose();
});
