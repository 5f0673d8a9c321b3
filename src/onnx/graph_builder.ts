/**
 * An ONNX graph under construction. Names are given in the order of building, so equal calls make equal bytes.
 */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./onnx_pb.ts";
import type { Graph } from "./graph.ts";

/** Name of a value of a graph. */
export type Value = string;

/** Attribute of a node: an integer, a string, a list of either, or a graph. */
export type Attribute = number | string | readonly number[] | readonly string[] | Graph;

/** Size of each axis; a string names a size that a run decides. */
export type Shape = readonly (number | string)[];

/** Element types of the values that cross a graph's border. */
export type ElementType = "float32" | "int32" | "bool";

const ELEMENTS: Readonly<Record<ElementType, DataType>> = {
  float32: DataType.FLOAT,
  int32: DataType.INT32,
  bool: DataType.BOOL,
};

/** See the head of the file. */
export class GraphBuilder {
  readonly #name: string;
  readonly #nodes: NodeProto[] = [];
  readonly #constants = new Map<string, TensorProto>();
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];

  /** Starts an empty graph; its name also tells the values of a nested graph from those around it. */
  constructor(name: string) {
    this.#name = name;
  }

  /** Declares an input. */
  input(name: Value, element: ElementType, shape: Shape, documentation?: string): Value {
    this.#inputs.push(valueInfo(name, element, shape, documentation));
    return name;
  }

  /** Declares `value`, under the name that it has, as an output. */
  output(value: Value, element: ElementType, shape: Shape, documentation?: string): void {
    this.#outputs.push(valueInfo(value, element, shape, documentation));
  }

  /** A constant f32 tensor, row after row. */
  floats(name: Value, shape: readonly number[], data: Float32Array): Value {
    const bytes = new Uint8Array(data.length * 4);
    const view = new DataView(bytes.buffer);
    data.forEach((value, i) => view.setFloat32(i * 4, value, true));
    return this.#constant(name, DataType.FLOAT, shape, bytes);
  }

  /** A constant i64 vector, or scalar: what operators take as axes, shapes and indices. */
  integers(value: number | readonly number[]): Value {
    const list = [value].flat();
    const bytes = new Uint8Array(list.length * 8);
    const view = new DataView(bytes.buffer);
    list.forEach((item, i) => view.setBigInt64(i * 8, BigInt(item), true));
    const kind = typeof value === "number" ? "scalar" : "vector";
    const name = `${this.#name}/${kind}_${list.join("_")}`;
    return this.#constant(
      name,
      DataType.INT64,
      typeof value === "number" ? [] : [list.length],
      bytes,
    );
  }

  #constant(
    name: Value,
    dataType: DataType,
    shape: readonly number[],
    rawData: Uint8Array,
  ): Value {
    const dims = shape.map(BigInt);
    this.#constants.set(name, create(TensorProtoSchema, { name, dataType, dims, rawData }));
    return name;
  }

  /**
   * Adds a node of ONNX' own operators.
   * @param inputs names of values; an empty name stands for an absent one
   * @param outputs names of its outputs; the first is returned. One named after the node unless given
   */
  node(
    operator: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>> = {},
    outputs?: readonly Value[],
  ): Value {
    const name = `${this.#name}/${operator}_${this.#nodes.length}`;
    const output = outputs ?? [name];
    this.#nodes.push(create(NodeProtoSchema, {
      name,
      opType: operator,
      input: [...inputs],
      output: [...output],
      attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    }));
    return output.find((value) => value !== "")!;
  }

  /** The graph as it stands. */
  build(): Graph {
    return create(GraphProtoSchema, {
      name: this.#name,
      node: this.#nodes,
      initializer: [...this.#constants.values()],
      input: this.#inputs,
      output: this.#outputs,
    });
  }
}

function attribute(name: string, value: Attribute): AttributeProto {
  const make = (
    type: AttributeType,
    field: MessageInitShape<typeof AttributeProtoSchema>,
  ): AttributeProto => create(AttributeProtoSchema, { ...field, name, type } as typeof field);
  const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  if (typeof value === "number") return make(AttributeType.INT, { i: BigInt(value) });
  if (typeof value === "string") return make(AttributeType.STRING, { s: encode(value) });
  if (!Array.isArray(value)) return make(AttributeType.GRAPH, { g: value as Graph });
  if (value.every((item) => typeof item === "number")) {
    return make(AttributeType.INTS, { ints: value.map(BigInt) });
  }
  return make(AttributeType.STRINGS, { strings: value.map(encode) });
}

function valueInfo(
  name: string,
  element: ElementType,
  shape: Shape,
  docString?: string,
): ValueInfoProto {
  const dim = shape.map((size) =>
    typeof size === "number"
      ? { value: { case: "dimValue" as const, value: BigInt(size) } }
      : { value: { case: "dimParam" as const, value: size } }
  );
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: "tensorType", value: { elemType: ELEMENTS[element], shape: { dim } } } },
    ...(docString === undefined ? {} : { docString }),
  });
}
