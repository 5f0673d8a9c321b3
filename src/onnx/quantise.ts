/**
 * Exported models with weights of eight bits: row by row, symmetric about zero, scaled by the row's largest magnitude. What a runtime
 * makes of them differs by cell, since onnxruntime has an eight-bit LSTM alone:
 *
 * - LSTM: `com.microsoft.DynamicQuantizeLSTM`, which quantises activations as it runs (dynamic quantisation);
 * - SimpleRNN and GRU: `DequantizeLinear` in front of the usual node, so that the file shrinks and the arithmetic stays f32;
 * - an embedding: its rows are looked up as bytes and scaled after.
 */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  type TensorProto,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
} from "./onnx_pb.ts";

/** What becomes of a model's arithmetic. */
export type QuantisationScheme = "dynamic" | "weights";

/** A quantised model. */
export interface QuantisedModel {
  /** The file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** `dynamic` when some product is computed in eight bits, `weights` when they are stored so alone. */
  readonly scheme: QuantisationScheme;
}

const LARGEST = 127;
const MICROSOFT = "com.microsoft";

function floatsOf({ rawData }: TensorProto): Float32Array {
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  return Float32Array.from({ length: rawData.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

function floats(name: string, dims: readonly bigint[], data: ArrayLike<number>): TensorProto {
  const rawData = new Uint8Array(4 * data.length), view = new DataView(rawData.buffer);
  for (let i = 0; i < data.length; i++) view.setFloat32(4 * i, data[i]!, true);
  return create(TensorProtoSchema, { name, dims: [...dims], dataType: DataType.FLOAT, rawData });
}

function bytesTensor(
  name: string,
  dims: readonly bigint[],
  data: Int8Array<ArrayBuffer>,
): TensorProto {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return create(TensorProtoSchema, { name, dims: [...dims], dataType: DataType.INT8, rawData });
}

/** Rows of `width` values as bytes and one scale each. */
function quantiseRows(
  values: Float32Array,
  width: number,
): { bytes: Int8Array<ArrayBuffer>; scales: Float32Array } {
  const bytes = new Int8Array(values.length), scales = new Float32Array(values.length / width);
  for (let row = 0; row < scales.length; row++) {
    const own = values.subarray(row * width, (row + 1) * width);
    const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // A row of zeros takes any scale.
    const scale = Math.fround(largest / LARGEST) || 1;
    scales[row] = scale;
    own.forEach((value, i) => bytes[row * width + i] = Math.round(value / scale));
  }
  return { bytes, scales };
}

/** [directions, rows, width] → [directions, width, rows]. */
function swapped(
  bytes: Int8Array,
  directions: number,
  rows: number,
  width: number,
): Int8Array<ArrayBuffer> {
  const out = new Int8Array(bytes.length), size = rows * width;
  for (let d = 0; d < directions; d++) {
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < width; i++) {
        out[d * size + i * rows + row] = bytes[d * size + row * width + i]!;
      }
    }
  }
  return out;
}

/** Replaces initialisers of a graph, in place. */
class Constants {
  readonly #graph: GraphProto;

  constructor(graph: GraphProto) {
    this.#graph = graph;
  }

  get(name: string): TensorProto {
    return this.#graph.initializer.find((tensor) => tensor.name === name)!;
  }

  replace(name: string, ...by: TensorProto[]): void {
    const at = this.#graph.initializer.findIndex((tensor) => tensor.name === name);
    this.#graph.initializer.splice(at, 1, ...by);
  }
}

/** An LSTM node as onnxruntime's own with dynamic quantisation. */
function dynamicLstm(node: NodeProto, constants: Constants): NodeProto {
  const [x, w, r, b, lengths = ""] = node.input;
  const scaled = [w!, r!].map((name) => {
    const tensor = constants.get(name), dims = tensor.dims;
    const [directions, rows, width] = dims.map(Number) as [number, number, number];
    const { bytes, scales } = quantiseRows(floatsOf(tensor), width);
    const perRow = [dims[0]!, dims[1]!];
    constants.replace(
      name,
      bytesTensor(name, [dims[0]!, dims[2]!, dims[1]!], swapped(bytes, directions, rows, width)),
      floats(`${name}/scale`, perRow, scales),
      bytesTensor(`${name}/zero`, perRow, new Int8Array(directions * rows)),
    );
    return [`${name}/scale`, `${name}/zero`];
  });
  return create(NodeProtoSchema, {
    name: node.name,
    opType: "DynamicQuantizeLSTM",
    domain: MICROSOFT,
    input: [x!, w!, r!, b!, lengths, "", "", "", ...scaled.flat()],
    output: node.output,
    attribute: node.attribute,
  });
}

/** Nodes that give a node's weights, stored as bytes, as f32. */
function dequantised(node: NodeProto, constants: Constants): NodeProto[] {
  return node.input.slice(1, 3).map((name) => {
    const tensor = constants.get(name), dims = tensor.dims, width = Number(dims[2]!);
    const { bytes, scales } = quantiseRows(floatsOf(tensor), width);
    const rows = BigInt(scales.length);
    // Rows of all directions along one axis, as one scale stands for each.
    constants.replace(
      name,
      bytesTensor(`${name}/bytes`, [rows, dims[2]!], bytes),
      floats(`${name}/scale`, [rows], scales),
      bytesTensor(`${name}/zero`, [rows], new Int8Array(scales.length)),
      shapeTensor(`${name}/shape`, dims),
    );
    return [
      create(NodeProtoSchema, {
        name: `${name}/dequantize`,
        opType: "DequantizeLinear",
        input: [`${name}/bytes`, `${name}/scale`, `${name}/zero`],
        output: [`${name}/rows`],
        attribute: [
          create(AttributeProtoSchema, {
            name: "axis",
            i: 0n,
            type: AttributeProto_AttributeType.INT,
          }),
        ],
      }),
      create(NodeProtoSchema, {
        name: `${name}/reshape`,
        opType: "Reshape",
        input: [`${name}/rows`, `${name}/shape`],
        output: [name],
      }),
    ];
  }).flat();
}

function shapeTensor(name: string, dims: readonly bigint[]): TensorProto {
  const rawData = new Uint8Array(8 * dims.length), view = new DataView(rawData.buffer);
  dims.forEach((dim, i) => view.setBigInt64(8 * i, dim, true));
  return create(TensorProtoSchema, {
    name,
    dims: [BigInt(dims.length)],
    dataType: DataType.INT64,
    rawData,
  });
}

/** A look-up in an embedding whose rows are stored as bytes, each under a scale of its own. */
function byteLookup(node: NodeProto, constants: Constants): NodeProto[] {
  const [table, indices] = node.input as [string, string], tensor = constants.get(table);
  const { bytes, scales } = quantiseRows(floatsOf(tensor), Number(tensor.dims[1]!));
  constants.replace(
    table,
    bytesTensor(table, tensor.dims, bytes),
    floats(`${table}/scale`, [tensor.dims[0]!, 1n], scales),
  );
  const within = (part: string): string => `${node.name}/${part}`;
  const add = (
    opType: string,
    input: readonly string[],
    output: string,
    attribute: NodeProto["attribute"] = [],
  ): NodeProto =>
    create(NodeProtoSchema, {
      name: output,
      opType,
      input: [...input],
      output: [output],
      attribute,
    });
  const to = create(AttributeProtoSchema, {
    name: "to",
    i: BigInt(DataType.FLOAT),
    type: AttributeProto_AttributeType.INT,
  });
  return [
    add("Gather", [table, indices], within("bytes"), node.attribute),
    add("Cast", [within("bytes")], within("numbers"), [to]),
    add("Gather", [`${table}/scale`, indices], within("scales"), node.attribute),
    { ...add("Mul", [within("numbers"), within("scales")], node.output[0]!), name: node.name },
  ];
}

/**
 * Quantises a plain exported model. Its metadata stay, the hash of its graph does not: the file is for measuring and for whoever
 * ships it, and `readModelFile` tells it from the model that was trained.
 */
export function quantiseModel(file: Uint8Array): QuantisedModel {
  const model = fromBinary(ModelProtoSchema, file), graph = model.graph!;
  const constants = new Constants(graph);
  const isDynamic = graph.node.some(({ opType }) => opType === "LSTM");
  graph.node = graph.node.flatMap((node) => {
    if (node.opType === "LSTM") return [dynamicLstm(node, constants)];
    if (node.opType === "RNN" || node.opType === "GRU") {
      return [...dequantised(node, constants), node];
    }
    if (node.opType === "Gather" && node.input[0] === "embedding.weight") {
      return byteLookup(node, constants);
    }
    return [node];
  });
  if (isDynamic) {
    model.opsetImport.push(create(OperatorSetIdProtoSchema, { domain: MICROSOFT, version: 1n }));
  }
  return { bytes: toBinary(ModelProtoSchema, model), scheme: isDynamic ? "dynamic" : "weights" };
}
