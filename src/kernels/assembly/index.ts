/* Everything that the module exports. It owns no memory: all pointers lie in the memory that it is given. */
export { adamStep, scale, sumOfSquares } from "./adam";
export { fromBlocks, gatherLast, scatterLast, toBlocks } from "./blocks";
export { embeddingBackward, embeddingForward } from "./embedding";
export { linearBackward, linearForward } from "./linear";
export { binaryCrossEntropy, meanSquaredError } from "./losses";
export { packBias, packPanels, packTransposed, unpackPanels } from "./panels";
import { Sequence, sequenceBackward as backward, sequenceForward as forward, sequenceInputGradient as inputGradient } from "./sequence";
export { expArray, log1pArray, logArray, sigmoidArray, tanhArray } from "./transcendental";

export function sequenceForward(description: usize): void {
  forward(changetype<Sequence>(description));
}

export function sequenceBackward(description: usize): void {
  backward(changetype<Sequence>(description));
}

export function sequenceInputGradient(description: usize): void {
  inputGradient(changetype<Sequence>(description));
}
