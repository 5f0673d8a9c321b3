/** What predicts, in a benchmark of inference: a runtime with its settings. */
import * as tf from "@tensorflow/tfjs";
import { RandomStream } from "../core/random.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { RecurrentModel } from "../nn/recurrent_model.ts";
import { quantiseModel } from "../onnx/quantise.ts";
import { OnnxSession } from "../onnx/session.ts";
import type { InferenceCase } from "./inference_case.ts";
import { EIGHT_BITS } from "./inference_result.ts";
import { layersModel } from "./layers_contender.ts";

/** A batch of made-up samples: times do not depend on values. */
export interface InferenceBatch {
  /** Samples. */
  readonly size: number;
  /** f32 [size, steps, inputs], or i32 [size, steps]. */
  readonly values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

/** A contender that has loaded a model. */
export interface LoadedContender {
  /** Predicts a batch once. */
  run(batch: InferenceBatch): Promise<void>;
  /** Frees the model. */
  release(): Promise<void>;
}

/** One way to predict. */
export interface InferenceContender {
  /** Names it in tables. */
  readonly name: string;
  /** Loads a model; `undefined` where it cannot serve it. */
  load(model: InferenceCase): Promise<LoadedContender | undefined>;
  /** Ends what runs beside this process, if anything. */
  close?(): Promise<void>;
}

/** Samples for a model, of a size. */
export function inferenceBatch({ file, steps }: InferenceCase, size: number): InferenceBatch {
  const { embedding, recurrent } = file.metadata.spec;
  const stream = new RandomStream(1, "bench/inference");
  const values = embedding
    ? Int32Array.from({ length: size * steps }, () => stream.integer(embedding.vocabulary))
    : Float32Array.from({ length: size * steps * recurrent.inputs }, () => stream.normal());
  return { size, values };
}

async function onnxLoaded(
  { file: { metadata }, steps }: InferenceCase,
  bytes: Uint8Array,
  threads: number,
): Promise<LoadedContender> {
  const session = await OnnxSession.load(bytes, { threads });
  const { embedding, recurrent } = metadata.spec;
  return {
    async run({ size, values }) {
      const shape = embedding ? [size, steps] : [size, steps, recurrent.inputs];
      await session.run({
        [embedding ? "tokens" : "values"]: { data: values, shape },
        ...(metadata.padding === "true-last" && {
          lengths: { data: new Int32Array(size).fill(steps), shape: [size] },
        }),
      });
    },
    release: () => session.release(),
  };
}

/** onnxruntime on so many threads. */
export function onnxContender(threads: number): InferenceContender {
  return {
    name: `onnxruntime, ${threads} thread${threads > 1 ? "s" : ""}`,
    load: (model) => onnxLoaded(model, model.file.bytes, threads),
  };
}

/** onnxruntime on one thread with weights of eight bits. */
export const int8Contender: InferenceContender = {
  name: EIGHT_BITS,
  load: (model) => onnxLoaded(model, quantiseModel(model.file.bytes).bytes, 1),
};

/** This project's own forward pass. */
export const engineInference: InferenceContender = {
  name: "unroll",
  async load({ file: { metadata: { spec } }, steps }) {
    await openBackend();
    const model = RecurrentModel.initialise(spec, 1);
    return {
      run({ size, values }) {
        tf.tidy(() => {
          const input = values instanceof Int32Array
            ? tf.tensor2d(values, [size, steps], "int32")
            : tf.tensor3d(values, [size, steps, spec.recurrent.inputs]);
          model.forward({ values: input }).dataSync();
        });
        return Promise.resolve();
      },
      release: () => Promise.resolve(model.dispose()),
    };
  },
};

/** Stock tf.layers on the WASM backend. */
export const layersInference: InferenceContender = {
  name: "tf.layers",
  async load({ file: { metadata: { spec } }, steps }) {
    await openBackend();
    const model = layersModel({ spec, steps });
    return {
      run({ size, values }) {
        tf.tidy(() => {
          const input = values instanceof Int32Array
            ? tf.tensor2d(values, [size, steps], "int32")
            : tf.tensor3d(values, [size, steps, spec.recurrent.inputs]);
          (model.predict(input, { batchSize: size }) as tf.Tensor).dataSync();
        });
        return Promise.resolve();
      },
      release: () => Promise.resolve(void model.dispose()),
    };
  },
};
