/** A straight line fitted to points. */
export interface LineFit {
  /** Rise for each unit of x. */
  readonly slope: number;
  /** Share of the (weighted) variance that the line explains, 0 … 1; 1 for points without variance. */
  readonly rSquared: number;
}

/**
 * Least squares of `ys` on `xs`, each point with its weight, 1 unless given; `null` where fewer than two places of x have
 * weight.
 */
export function fitLine(
  xs: readonly number[],
  ys: readonly number[],
  weights: readonly number[] = xs.map(() => 1),
): LineFit | null {
  let total = 0, sumX = 0, sumY = 0;
  xs.forEach((x, i) => {
    total += weights[i]!;
    sumX += weights[i]! * x;
    sumY += weights[i]! * ys[i]!;
  });
  if (total === 0) return null;
  const meanX = sumX / total, meanY = sumY / total;
  let xx = 0, xy = 0, yy = 0;
  xs.forEach((x, i) => {
    const dx = x - meanX, dy = ys[i]! - meanY;
    xx += weights[i]! * dx * dx;
    xy += weights[i]! * dx * dy;
    yy += weights[i]! * dy * dy;
  });
  if (xx === 0) return null;
  return { slope: xy / xx, rSquared: yy === 0 ? 1 : xy * xy / (xx * yy) };
}
