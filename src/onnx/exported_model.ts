/** An exported model, ready to run: its file, its metadata and a session of onnxruntime. */
import { CliError } from "../core/cli_error.ts";
import { type ModelFile, readModelFile } from "./model_file.ts";
import type { ModelMetadata, ModelScaling } from "./model_metadata.ts";
import { type OnnxArray, OnnxSession } from "./session.ts";

/** Samples for a model. */
export interface ModelSamples {
  /** Features [count, steps, inputs] as f32, or tokens [count, steps] as i32, row after row. */
  readonly values: Float32Array | Int32Array;
  /** Steps of each sample. */
  readonly steps: number;
  /** Valid steps of each sample, 1 … steps: for a masked model, and only for it. */
  readonly lengths?: Int32Array;
}

/** What a model gives. */
export interface ModelOutputs {
  /** [count, outputs], or [count, steps, outputs] */
  readonly predictions: Float32Array;
  /** Gates and states by name, [count, steps, hidden]; none for the plain variant. */
  readonly traces: Readonly<Record<string, Float32Array>>;
}

const BATCH = 256;

/** See the head of the file. `release` frees the session. */
export class ExportedModel {
  /** What the model says of itself. */
  readonly metadata: ModelMetadata;
  readonly #session: OnnxSession;

  private constructor(metadata: ModelMetadata, session: OnnxSession) {
    this.metadata = metadata;
    this.#session = session;
  }

  /**
   * Opens a file.
   * @param options.threads threads within one operator; one unless given
   * @throws CliError when the file is missing, damaged or foreign
   */
  static async open(
    path: string,
    options: { readonly threads?: number } = {},
  ): Promise<ExportedModel> {
    return await ExportedModel.load(await readModelFile(path), { ...options, name: path });
  }

  /**
   * Opens the explain variant of a model, beside its plain file.
   * @param path of either
   * @throws CliError as `open`, and when the variant is not there
   */
  static async openExplaining(
    path: string,
    options: { readonly threads?: number } = {},
  ): Promise<ExportedModel> {
    const explain = explainPath(path);
    try {
      return await ExportedModel.open(explain, options);
    } catch (error) {
      if (!(error instanceof CliError && error.cause instanceof Deno.errors.NotFound)) throw error;
      throw new CliError(`Cannot show the gates of ${path}: ${explain} is not there`, {
        hint: "deno task export writes it beside the model",
        cause: error,
      });
    }
  }

  /**
   * Loads a file that has been read.
   * @throws CliError when onnxruntime does not take it
   */
  static async load(
    { bytes, metadata }: ModelFile,
    options: { readonly threads?: number; readonly name?: string } = {},
  ): Promise<ExportedModel> {
    return new ExportedModel(metadata, await OnnxSession.load(bytes, options));
  }

  /**
   * Runs samples, at most `batch` at once (256 unless given).
   * @throws CliError for samples of another form than the model reads, and for lengths out of range
   */
  async predict(
    { values, steps, lengths }: ModelSamples,
    { batch = BATCH }: { readonly batch?: number } = {},
  ): Promise<ModelOutputs> {
    const { embedding, recurrent } = this.metadata.spec;
    const inner = embedding ? [steps] : [steps, recurrent.inputs];
    const size = inner.reduce((a, b) => a * b, 1), count = values.length / size;
    if (!Number.isInteger(count) || count === 0) {
      throw new CliError(
        `Cannot run ${this.metadata.name}: expected samples of ${size} values, got ${values.length} values`,
      );
    }
    const wrong = lengths?.find((length) => length < 1 || length > steps);
    if (wrong !== undefined) {
      throw new CliError(
        `Cannot run ${this.metadata.name}: expected lengths from 1 to ${steps}, got ${wrong}`,
      );
    }
    const parts: Record<string, OnnxArray>[] = [];
    for (let from = 0; from < count; from += batch) {
      const to = Math.min(from + batch, count);
      const part = { data: values.subarray(from * size, to * size), shape: [to - from, ...inner] };
      parts.push(
        await this.#session.run({
          [embedding ? "tokens" : "values"]: part,
          ...(lengths && { lengths: { data: lengths.subarray(from, to), shape: [to - from] } }),
        }),
      );
    }
    const whole = (name: string): Float32Array => {
      const arrays = parts.map((part) => part[name]!.data);
      const joined = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const array of arrays) {
        joined.set(array, at);
        at += array.length;
      }
      return joined;
    };
    const [prediction, ...traces] = this.#session.outputs.map(({ name }) => name);
    return {
      predictions: whole(prediction!),
      traces: Object.fromEntries(traces.map((name) => [name, whole(name)])),
    };
  }

  /**
   * Forecasts from windows in kW, in kW: standardises each value, of 32 bits as in the data set, in f64 and rounds once, as
   * training did.
   * @param windows [count, window], oldest first
   * @throws CliError for a model that carries no scaling, and as `predict`
   */
  async forecast(windows: ArrayLike<number>): Promise<ModelOutputs> {
    const { scaling, window } = this.#series();
    const { mean, standardDeviation } = scaling;
    const values = Float32Array.from(
      windows,
      (value) => (Math.fround(value) - mean) / standardDeviation,
    );
    const { predictions, traces } = await this.predict({ values, steps: window });
    return { predictions: predictions.map((value) => value * standardDeviation + mean), traces };
  }

  /**
   * Past values that a forecast rests on.
   * @throws CliError for a model that is no forecaster of one series
   */
  get forecastWindow(): number {
    return this.#series().window;
  }

  #series(): { readonly window: number; readonly scaling: ModelScaling } {
    const { scaling, window, name, spec } = this.metadata;
    const forecasts = spec.recurrent.inputs === 1 && spec.outputs === 1 &&
      spec.readout !== "sequence";
    if (scaling && window !== undefined && forecasts) return { scaling, window };
    throw new CliError(`Cannot forecast with ${name}: it is no forecaster of one series`, {
      hint: "Name a model of Q7-a, Q7-c or Q7-e",
    });
  }

  /** Frees the runtime's memory. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

/** Where the explain variant of a plain model's file lies: beside it. */
export function explainPath(path: string): string {
  return path.replace(/(\.explain)?\.onnx$/, ".explain.onnx");
}
