/**
 * What the gate explorer may show: the networks under `models/` whose weights are kept as safetensors, and the samples of the reports.
 * A file that cannot be used is named and takes nothing else down.
 */
import { join } from "node:path";
import { CliError } from "../core/cli_error.ts";
import { Network, type Weights } from "../explorer/network.ts";
import type { NetworkCard } from "../explorer/network_card.ts";
import { wordIds } from "../explorer/step_input.ts";
import { readKernels } from "../kernels/kernels_file.ts";
import { readSafetensors } from "../nn/safetensors.ts";
import { readModelFile } from "../onnx/model_file.ts";
import type { ModelMetadata } from "../onnx/model_metadata.ts";
import { readVocabulary } from "../onnx/vocabulary_file.ts";
import { parseSamples, type Samples } from "../report/samples.ts";
import type { BrokenReport } from "./report_library.ts";

/** A network with where it lies. */
export interface KeptNetwork {
  /** What pages are told of it. */
  readonly card: NetworkCard;
  /** Its profile. */
  readonly profile: string;
  /** Its ONNX file; the weights lie beside it. */
  readonly path: string;
  /** What the file says of itself. */
  readonly metadata: ModelMetadata;
}

/** A profile's networks and samples. */
export interface GateProfile {
  /** `quick` or `paper`. */
  readonly profile: string;
  /** Networks of one input and one output, in the study's order. */
  readonly networks: readonly KeptNetwork[];
  /** What they may read first. */
  readonly samples: Samples;
}

/** Everything, and what cannot be shown. */
export interface Gates {
  /** Real data before simulated. */
  readonly profiles: readonly GateProfile[];
  /** Files at fault. */
  readonly broken: readonly BrokenReport[];
}

const PROFILES = ["paper", "quick"];
const MODELS = ["SimpleRNN", "LSTM", "GRU", "BiLSTM"];
const ID_DIGITS = 12;

/** Reads networks and samples, and reads them again when their files have changed. */
export class GateLibrary {
  readonly #reports: string;
  readonly #models: string;
  #revision: string | undefined;
  #gates: Promise<Gates> | undefined;
  readonly #weights = new Map<string, Promise<Weights>>();
  readonly #networks = new Map<string, Promise<Network>>();

  /**
   * A library over two folders, from the project's root.
   * @param reports where samples lie, as `quick/samples.json`
   * @param models where networks lie, as `quick/q7-a-lstm-seed-1.onnx`
   */
  constructor(reports: string, models: string) {
    this.#reports = reports;
    this.#models = models;
  }

  /** Changes when a file does that decides what pages show. */
  async revision(): Promise<string> {
    const marks: Promise<string>[] = [];
    const mark = async (path: string): Promise<string> => {
      const stat = await Deno.stat(path).catch(() => undefined);
      return `${path} ${stat?.size} ${stat?.mtime?.getTime()}`;
    };
    for (const profile of PROFILES) {
      marks.push(mark(join(this.#reports, profile, "samples.json")));
      for (const path of await filesIn(join(this.#models, profile))) marks.push(mark(path));
    }
    return (await Promise.all(marks)).join("\n");
  }

  /** What there is now. */
  async read(): Promise<Gates> {
    const revision = await this.revision();
    if (this.#gates === undefined || revision !== this.#revision) {
      this.#revision = revision;
      this.#weights.clear();
      this.#networks.clear();
      this.#gates = this.#readAll();
    }
    return this.#gates;
  }

  /** A network's weights by PyTorch's names. */
  weights({ path }: KeptNetwork): Promise<Weights> {
    return kept(this.#weights, path, async () => {
      const bytes = await Deno.readFile(weightsPath(path));
      return Object.fromEntries(
        Object.entries(readSafetensors(bytes).tensors)
          .flatMap(([name, { data }]) => data instanceof Float32Array ? [[name, data]] : []),
      );
    });
  }

  /** A network, ready to read on the server. */
  network(one: KeptNetwork): Promise<Network> {
    return kept(
      this.#networks,
      one.path,
      async () => await Network.load(await readKernels(), one.card.spec, await this.weights(one)),
    );
  }

  /** The words that a network knows, in the order of their ids; none for a network that reads loads. */
  async words({ path, metadata }: KeptNetwork): Promise<string[]> {
    return metadata.vocabulary === undefined ? [] : await readVocabulary(path, metadata);
  }

  /** The same, as ids by word. */
  async wordIds(one: KeptNetwork): Promise<ReadonlyMap<string, number>> {
    return wordIds(await this.words(one));
  }

  async #readAll(): Promise<Gates> {
    const profiles: GateProfile[] = [], broken: BrokenReport[] = [];
    for (const profile of PROFILES) {
      const tried = async <Value>(
        file: string,
        command: string,
        read: () => Promise<Value>,
      ): Promise<Value | undefined> => {
        try {
          return await read();
        } catch (error) {
          broken.push({ profile, file, problem: problemOf(error), command });
        }
      };
      const networks: KeptNetwork[] = [];
      const files = await filesIn(join(this.#models, profile));
      for (const path of files) {
        const weights = weightsPath(path);
        if (weights === path || !files.includes(weights)) continue;
        const command = `deno task export --profile ${profile} --kept`;
        // Damage is better named here than met by a visitor.
        const network = await tried(path, command, async () => {
          const found = await readNetwork(path, profile);
          if (found !== undefined) await this.words(found);
          return found;
        });
        if (network === undefined) continue;
        if (await tried(weights, command, () => this.weights(network))) networks.push(network);
      }
      if (networks.length === 0) continue;
      const file = join(this.#reports, profile, "samples.json");
      const command = `deno task reproduce --profile ${profile} --publish`;
      const samples = await tried(
        file,
        command,
        async () => parseSamples(JSON.parse(await Deno.readTextFile(file))),
      );
      networks.sort((a, b) => MODELS.indexOf(a.card.model) - MODELS.indexOf(b.card.model));
      if (samples !== undefined) profiles.push({ profile, networks, samples });
    }
    return { profiles, broken };
  }
}

async function readNetwork(path: string, profile: string): Promise<KeptNetwork | undefined> {
  const { metadata } = await readModelFile(path);
  const { spec, window, scaling, padding, name, job } = metadata;
  const reads = spec.embedding ? padding !== undefined : scaling !== undefined;
  if (window === undefined || !reads || spec.outputs !== 1 || spec.readout === "sequence") {
    return undefined;
  }
  const { cell, bidirectional } = spec.recurrent;
  const card: NetworkCard = {
    id: job.slice(0, ID_DIGITS),
    job: name,
    model: bidirectional ? `Bi${cell}` : cell,
    spec,
    steps: window,
    ...(scaling && { scaling }),
    ...(padding && { padding }),
  };
  return { card, profile, path, metadata };
}

/** Where the weights of an ONNX file lie. */
function weightsPath(path: string): string {
  return path.replace(/\.onnx$/, ".safetensors");
}

/** The plain ONNX files and the weights of a folder; none when it is missing. */
async function filesIn(folder: string): Promise<string[]> {
  const files: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && /^[a-z0-9-]+\.(onnx|safetensors)$/.test(name)) files.push(join(folder, name));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return files.sort();
}

function kept<Value>(
  all: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const value = all.get(key) ?? make();
  all.set(key, value);
  return value;
}

/** What is wrong, without a path of this machine. */
function problemOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "The file is missing.";
  if (error instanceof SyntaxError) return `The file is no complete JSON: ${error.message}.`;
  if (error instanceof CliError) return `${error.message}.`;
  throw error;
}
