import type { KernelHost } from "../kernels/module.ts";
import type { Tensor } from "../kernels/tensor.ts";
import { pointerOf } from "../kernels/tfjs_heap.ts";

/**
 * The L2 norm of all gradients together; when it exceeds `limit`, they are scaled in place by limit / (norm + 1e-6)
 * (torch.nn.utils.clip_grad_norm_; Pascanu, Mikolov and Bengio, 2013). Returns the norm before clipping.
 */
export function clipGradientNorm(
  { kernels }: KernelHost,
  gradients: ReadonlyMap<string, Tensor>,
  limit = Infinity,
): number {
  let squares = 0;
  for (const gradient of gradients.values()) {
    squares += kernels.sumOfSquares(pointerOf(gradient), gradient.size);
  }
  const norm = Math.sqrt(squares);
  if (norm > limit) {
    const factor = limit / (norm + 1e-6);
    for (const gradient of gradients.values()) {
      kernels.scale(pointerOf(gradient), gradient.size, factor);
    }
  }
  return norm;
}
