/** Where an archive keeps what, and which outputs of a job it holds. */
import { MANIFEST_NAME } from "../pipeline/manifest.ts";

/** The crate's description. */
export const METADATA = "ro-crate-metadata.json";

/** The plan's document. */
export const PLAN = "plan.json";

/** The compiled kernels, as in the repository. */
export const KERNELS = "src/kernels/kernels.wasm";

/** Hashes of the kernels' sources, as `sha256sum` prints them. */
export const KERNEL_SOURCES = "src/kernels/assembly.sha256";

/** Files of the repository that are packed as they are. */
export const PROJECT_FILES: readonly string[] = [
  "CITATION.cff",
  "LICENSE",
  "data/sources.json",
  "deno.json",
  "deno.lock",
  KERNELS,
];

/**
 * Outputs that an archive holds. Others, such as predictions and traces, are named by their hashes alone: they are large,
 * and a job that is run again gives them back.
 */
const PACKED = ["weights.safetensors", "metrics.json", "model.onnx"];

/** Whether an archive holds the output of this name. */
export function isPacked(name: string): boolean {
  return PACKED.includes(name);
}

/** A file of a job. */
export function jobFile(key: string, name: string): string {
  return `jobs/${key}/${name}`;
}

/** What a job was told and what it wrote. */
export function manifestFile(key: string): string {
  return jobFile(key, MANIFEST_NAME);
}

/** A data set's Croissant description. */
export function croissantFile(name: string): string {
  return `data/croissant/${name}.json`;
}

/** A file of the profile's report. */
export function reportFile(profile: string, name: string): string {
  return `reports/${profile}/${name}`;
}
