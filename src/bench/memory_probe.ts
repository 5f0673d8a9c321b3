/**
 * A program of its own, so that nothing but one model counts: loads the file that it is given into onnxruntime, predicts one sample,
 * and prints the largest resident memory of its process in bytes.
 */
import { resourceUsage } from "node:process";
import { ExportedModel } from "../onnx/exported_model.ts";

const model = await ExportedModel.open(Deno.args[0]!);
const { spec, window: steps = 1, padding } = model.metadata;
const values = spec.embedding
  ? new Int32Array(steps).fill(1)
  : new Float32Array(steps * spec.recurrent.inputs);
const lengths = padding === "true-last" ? { lengths: Int32Array.of(steps) } : {};
await model.predict({ values, steps, ...lengths });
console.log(resourceUsage().maxRSS * 1024);
