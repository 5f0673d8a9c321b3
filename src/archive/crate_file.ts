import { sha256 } from "../core/sha256.ts";
import type { Entity } from "./entity.ts";
import { KERNEL_SOURCES, KERNELS, PLAN } from "./layout.ts";

/** Media types by extension; a file of another extension holds bytes. */
const FORMATS: Readonly<Record<string, string>> = {
  cff: "application/yaml",
  csv: "text/csv",
  json: "application/json",
  lock: "application/json",
  md: "text/markdown",
  sha256: "text/plain",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};

const NAMES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^CITATION\.cff$/, "How to cite the software"],
  [/^LICENSE$/, "Licence of the software"],
  [/^deno\.json$/, "Configuration of the runtime, with the version of each dependency"],
  [/^deno\.lock$/, "Hash of each dependency"],
  [/^data\/sources\.json$/, "Data sets: addresses, licences, hashes"],
  [/^data\/croissant\//, "Croissant description of a data set"],
  [new RegExp(`^${RegExp.escape(KERNELS)}$`), "Compiled kernels"],
  [new RegExp(`^${RegExp.escape(KERNEL_SOURCES)}$`), "Hashes of the kernels' sources"],
  [/reference\.json$/, "Key and output hashes of each job"],
  [/results\.json$/, "Results, with the provenance of each number"],
  [/timings\.json$/, "Times and the machine on which they were taken"],
  [/^reports\/.*\.md$/, "Report"],
  [/^reports\/.*\.svg$/, "Figure"],
  [/^jobs\/.*\/job\.json$/, "What a job was told, and hashes of what it wrote"],
  [/metrics\.json$/, "Measurements of a job"],
  [/\.safetensors$/, "Trained weights"],
  [/\.onnx$/, "Model in ONNX"],
  [new RegExp(`^${RegExp.escape(PLAN)}$`), "Plan: each job with its configuration and its needs"],
];

/** The entity of a member, with its size in bytes and its hash. */
export function crateFile(path: string, content: Uint8Array): Entity {
  const extension = path.slice(path.lastIndexOf(".") + 1);
  return {
    "@id": path,
    "@type": "File",
    name: NAMES.find(([pattern]) => pattern.test(path))?.[1] ?? path,
    encodingFormat: FORMATS[extension] ?? "application/octet-stream",
    contentSize: String(content.length),
    sha256: sha256(content),
  };
}
