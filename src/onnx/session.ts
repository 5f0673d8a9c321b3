/**
 * onnxruntime's CPU provider under Deno: needs `--allow-ffi` to load the runtime and nothing else. The package's install script
 * fetches GPU libraries alone and stays off. The runtime is loaded with the first model, so that whoever loads none needs no permission.
 */
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { CliError } from "../core/cli_error.ts";

type Runtime = typeof import("onnxruntime-node");

/** Name and version of the runtime. */
export async function runtimeName(): Promise<string> {
  const { env } = await import("onnxruntime-node");
  return `onnxruntime-node ${env.versions.common}`;
}

/** How a model is run. */
export interface SessionOptions {
  /** Threads within one operator; one unless given. */
  readonly threads?: number;
  /** Names the model in messages; `the model` unless given. */
  readonly name?: string;
}

/** An array as a model takes and gives it, row after row. */
export interface OnnxArray {
  /** Its elements. */
  readonly data: Float32Array | Int32Array;
  /** Size of each axis. */
  readonly shape: readonly number[];
}

/** An input or output as a model declares it; a string in the shape names a size that a run decides. */
export interface Declared {
  /** Key of its array in `run`. */
  readonly name: string;
  /** `float32`, `int32`. */
  readonly type: string;
  /** Size of each axis. */
  readonly shape: readonly (number | string)[];
}

const ERRORS_ALONE = 3;

/** A loaded model. `release` frees it. */
export class OnnxSession {
  /** What `run` takes. */
  readonly inputs: readonly Declared[];
  /** What `run` gives. */
  readonly outputs: readonly Declared[];
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #name: string;

  private constructor(runtime: Runtime, session: InferenceSession, name: string) {
    this.#runtime = runtime;
    this.#session = session;
    this.#name = name;
    const tensors = (all: readonly InferenceSession.ValueMetadata[]): Declared[] =>
      all.flatMap((value) => value.isTensor ? [value] : []);
    this.inputs = tensors(session.inputMetadata);
    this.outputs = tensors(session.outputMetadata);
  }

  /**
   * Loads the bytes of an ONNX file.
   * @throws CliError when onnxruntime does not take them
   */
  static async load(bytes: Uint8Array, options: SessionOptions = {}): Promise<OnnxSession> {
    const { threads = 1, name = "the model" } = options;
    const runtime = await import("onnxruntime-node");
    try {
      const session = await runtime.InferenceSession.create(bytes, {
        executionProviders: ["cpu"],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: "sequential",
        logSeverityLevel: ERRORS_ALONE,
      });
      return new OnnxSession(runtime, session, name);
    } catch (cause) {
      throw new CliError(`Cannot load ${name} into onnxruntime: ${(cause as Error).message}`, {
        hint: "The file is damaged, of another format, or of a newer version of ONNX",
        cause,
      });
    }
  }

  /**
   * Runs the model once.
   * @param outputs names of the outputs to compute; all unless given
   * @throws CliError for an input that is missing, unknown, or of another type or shape than declared, and for values that the model
   *   cannot take, such as the id of no word
   */
  async run(
    feeds: Readonly<Record<string, OnnxArray>>,
    outputs: readonly string[] = this.outputs.map(({ name }) => name),
  ): Promise<Record<string, OnnxArray>> {
    this.#check(feeds);
    const { Tensor } = this.#runtime;
    const tensors = Object.entries(feeds).map(([name, { data, shape }]) => [
      name,
      data instanceof Float32Array
        ? new Tensor("float32", data, shape)
        : new Tensor("int32", data, shape),
    ]);
    const results = await this.#session.run(Object.fromEntries(tensors), [...outputs])
      .catch((cause: Error) => {
        throw new CliError(`Cannot run ${this.#name}: ${cause.message}`, { cause });
      });
    return Object.fromEntries(
      Object.entries(results).map(([name, value]) => {
        const { data, dims } = value as Tensor;
        return [name, { data: data as Float32Array | Int32Array, shape: dims }];
      }),
    );
  }

  /** Frees the runtime's memory. */
  async release(): Promise<void> {
    await this.#session.release();
  }

  #check(feeds: Readonly<Record<string, OnnxArray>>): void {
    const sizes = new Map<string, number>();
    const declared = (input: Declared) => `${input.type} ${input.name} [${input.shape.join(", ")}]`;
    const fail = (expected: string, got: string): never => {
      throw new CliError(`Cannot run ${this.#name}: expected ${expected}, got ${got}`);
    };
    for (const input of this.inputs) {
      const feed = feeds[input.name];
      if (!feed) return fail(declared(input), Object.keys(feeds).join(", ") || "nothing");
      const type = feed.data instanceof Float32Array ? "float32" : "int32";
      const size = feed.shape.reduce((a, b) => a * b, 1);
      const fits = type === input.type && feed.shape.length === input.shape.length &&
        size === feed.data.length && size > 0 && input.shape.every((expected, axis) => {
          const got = feed.shape[axis]!;
          if (typeof expected === "number") return got === expected;
          const known = sizes.get(expected) ?? got;
          sizes.set(expected, known);
          return got === known;
        });
      if (!fits) {
        fail(declared(input), `${type} [${feed.shape.join(", ")}] of ${feed.data.length} values`);
      }
    }
    const unknown = Object.keys(feeds).find((name) => !this.inputs.some((i) => i.name === name));
    if (unknown !== undefined) fail(this.inputs.map(declared).join(" and "), `also ${unknown}`);
  }
}
