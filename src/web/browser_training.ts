/**
 * One training of the study in whatever has WebAssembly and the web's own functions: a visitor's browser, in a worker. Kernels,
 * trainer, batches and simulator are those of every other run; only the files come over the network, and the hashes from
 * Web Crypto.
 */
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { ForecastData } from "../data/forecast_data.ts";
import { encodeSeries } from "../data/series.ts";
import { simulateHousehold, type SimulationOptions } from "../data/simulated_household.ts";
import { forecastTask } from "../experiments/forecast_task.ts";
import type { ForecastTraining } from "../experiments/forecast_training.ts";
import { startHost } from "../kernels/tfjs_host.ts";
import { writeSafetensors } from "../nn/safetensors.ts";
import { train } from "../nn/trainer.ts";
import { KERNELS_FILE } from "./training_files.ts";

/** What is to be trained. */
export interface TrainingOrder {
  /** The job's configuration, as it was hashed. */
  readonly config: ForecastTraining;
  /** What fixes the simulated household. */
  readonly household: SimulationOptions;
  /** Sha256 that its series must have. */
  readonly data: string;
  /** Sha256 that the kernels must have. */
  readonly kernel: string;
  /** Address of the folder that holds the kernels and tfjs' backend, with a slash at its end. */
  readonly files: string;
}

/** What a training tells of itself. */
export type TrainingNews =
  | { readonly kind: "stage"; readonly stage: "simulating" | "loading" | "training" }
  | { readonly kind: "batch"; readonly done: number; readonly loss: number }
  | { readonly kind: "epoch"; readonly epoch: number; readonly validation: number }
  | { readonly kind: "trained"; readonly bestEpoch: number; readonly weights: string }
  | { readonly kind: "failed"; readonly message: string };

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** @throws Error */
function assertHash(what: string, got: string, expected: string): void {
  if (got !== expected) {
    throw new Error(`Cannot train on ${what}: expected the sha256 ${expected}, got ${got}`);
  }
}

/**
 * Trains, and tells the sha256 of `weights.safetensors`.
 * @param tell is called with everything but a failure
 * @param fetchFile fetches by address
 * @throws Error when a file cannot be had, data or kernels are not the published ones, or the loss is not finite
 */
export async function trainInBrowser(
  { config, household, data, kernel, files }: TrainingOrder,
  tell: (news: TrainingNews) => void,
  fetchFile: (address: string) => Promise<Response> = fetch,
): Promise<void> {
  tell({ kind: "stage", stage: "simulating" });
  const { series } = simulateHousehold(household);
  assertHash("this household", await sha256(encodeSeries(series)), data);

  tell({ kind: "stage", stage: "loading" });
  setWasmPaths(files);
  const response = await fetchFile(files + KERNELS_FILE);
  if (!response.ok) throw new Error(`Cannot fetch the kernels: the server says ${response.status}`);
  const kernels = new Uint8Array(await response.arrayBuffer());
  assertHash("these kernels", await sha256(kernels), kernel);
  const host = await startHost(kernels);

  tell({ kind: "stage", stage: "training" });
  const task = forecastTask(
    new ForecastData(series, { window: config.window }),
    config.validationStride,
  );
  const options = { ...config.training, seed: config.seed };
  const { bestEpoch, weights } = await train(host, config.spec, task, options, {
    save: () => Promise.resolve(),
    epoch: () => {},
    batch: (done, loss) => tell({ kind: "batch", done, loss }),
    progress: (done, last) => {
      if (last?.epoch === done) {
        tell({ kind: "epoch", epoch: done, validation: last.validation.loss });
      }
    },
  });
  tell({ kind: "trained", bestEpoch, weights: await sha256(writeSafetensors(weights)) });
}
