/** Reads the ONNX files that this project exports, and tells a damaged or foreign one before a runtime meets it. */
import { fromBinary } from "@bufbuild/protobuf";
import { CliError } from "../core/cli_error.ts";
import { GRAPH_HASH_PROPERTY, graphHash } from "./export_model.ts";
import { metadataFrom, type ModelMetadata } from "./model_metadata.ts";
import { type ModelProto, ModelProtoSchema } from "./onnx_pb.ts";

/** An exported model's file. */
export interface ModelFile {
  /** The file as it is. */
  readonly bytes: Uint8Array;
  /** What it says of itself. */
  readonly metadata: ModelMetadata;
}

/**
 * Checks the bytes of an exported model.
 * @param name names the file in messages
 * @throws CliError when they are no ONNX, not exported by this project, or damaged
 */
export function parseModelFile(bytes: Uint8Array, name: string): ModelFile {
  const model = parseModel(bytes, name);
  const properties = new Map(model.metadataProps.map(({ key, value }) => [key, value]));
  const fail = (reason: string, cause?: unknown): never => {
    throw new CliError(`Cannot use ${name}: ${reason}`, {
      hint: "The file is damaged: export the model again",
      cause,
    });
  };
  let metadata: ModelMetadata | undefined;
  try {
    metadata = metadataFrom(properties);
  } catch (cause) {
    return fail(`its metadata is incomplete: ${(cause as Error).message}`, cause);
  }
  const expected = properties.get(GRAPH_HASH_PROPERTY);
  if (!metadata || expected === undefined) {
    throw new CliError(`Cannot use ${name}: it is an ONNX file of another program`, {
      hint: "Name a model that deno task export has made",
    });
  }
  const hash = graphHash(model.graph!);
  if (hash !== expected) fail(`its graph has the sha256 ${hash}, expected ${expected}`);
  return { bytes, metadata };
}

/**
 * Reads an exported model's file.
 * @throws CliError when it cannot be read, and as `parseModelFile`
 */
export async function readModelFile(path: string): Promise<ModelFile> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (cause) {
    const missing = cause instanceof Deno.errors.NotFound;
    throw new CliError(`Cannot read the model ${path}${missing ? ": there is no such file" : ""}`, {
      hint: "Name a file that deno task export has made, such as models/quick/*.onnx",
      cause,
    });
  }
  return parseModelFile(bytes, path);
}

function parseModel(bytes: Uint8Array, name: string): ModelProto {
  try {
    const model = fromBinary(ModelProtoSchema, bytes);
    if (model.graph && model.graph.node.length > 0 && model.opsetImport.length > 0) return model;
  } catch (cause) {
    throw notOnnx(name, bytes, cause);
  }
  throw notOnnx(name, bytes);
}

function notOnnx(name: string, bytes: Uint8Array, cause?: unknown): CliError {
  return new CliError(
    `Cannot read ${name} as ONNX: its ${bytes.length} bytes hold no whole model`,
    {
      hint: "The file is cut short, damaged, or of another format",
      cause,
    },
  );
}
