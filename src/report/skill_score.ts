/**
 * Skill of a forecast against a reference forecast, here persistence ("as now"): 1 − MSE / MSE of the reference. One is
 * perfect, zero no better than the reference, below zero worse. A. H. Murphy, "Skill scores based on the mean square
 * error", Monthly Weather Review 116 (1988).
 * @throws RangeError unless the reference's error is above zero
 */
export function skillScore(meanSquaredError: number, ofReference: number): number {
  if (!(ofReference > 0)) {
    throw new RangeError(`Cannot measure skill against a reference with error ${ofReference}`);
  }
  return 1 - meanSquaredError / ofReference;
}
