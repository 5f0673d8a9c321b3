import type * as onnx from "./onnx_pb.ts";

/** A finished ONNX graph. */
export type Graph = onnx.GraphProto;
