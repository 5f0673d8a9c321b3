/**
 * Logistic regression on the counts of features, by stochastic gradient descent in the order given, positive and negative
 * taking turns. Learns from the first `train` samples and returns the accuracy on the others.
 */
export function learnFeatures(
  samples: readonly (readonly string[])[],
  labels: readonly number[],
  train: number,
): number {
  const weights = new Map<string, number>();
  let bias = 0;
  const score = (features: readonly string[]): number =>
    features.reduce((sum, feature) => sum + (weights.get(feature) ?? 0), bias);
  const positions = [...samples.keys()].slice(0, train);
  const [negative, positive] = [0, 1].map((label) => positions.filter((i) => labels[i] === label));
  const order = negative!.flatMap((i, k) => [i, positive![k]!]);
  for (let epoch = 0; epoch < 30; epoch++) {
    const rate = 0.02 / (1 + epoch / 3);
    for (const i of order) {
      const error = labels[i]! - 1 / (1 + Math.exp(-score(samples[i]!)));
      bias += rate * error;
      for (const feature of samples[i]!) {
        weights.set(feature, (weights.get(feature) ?? 0) + rate * error);
      }
    }
  }
  const tested = [...samples.keys()].slice(train);
  const right = tested.filter((i) => (score(samples[i]!) > 0 ? 1 : 0) === labels[i]);
  return right.length / tested.length;
}
