/** The functions that compute jobs, by kind: what the pipeline's workers load. */
import type { JobTable } from "../core/job.ts";
import { fitBagOfWords } from "./bag_of_words.ts";
import { probeCausality } from "./causality_probe.ts";
import { trainOnPatterns } from "./pattern_training.ts";
import { fitAutoregression, scorePersistence } from "./forecast_baseline.ts";
import { trainForecaster } from "./forecast_training.ts";
import { probeGates } from "./gate_probe.ts";
import { scoreInterpolation, trainImputer } from "./imputation.ts";
import { probeClassifier } from "./sentiment_probe.ts";
import { trainClassifier } from "./sentiment_training.ts";

/** Every kind of job. */
export const jobs: JobTable = {
  "forecast-training": trainForecaster,
  persistence: scorePersistence,
  autoregression: fitAutoregression,
  "gate-probe": probeGates,
  "causality-probe": probeCausality,
  "imputation-training": trainImputer,
  "imputation-interpolation": scoreInterpolation,
  "sentiment-training": trainClassifier,
  "sentiment-probe": probeClassifier,
  "bag-of-words": fitBagOfWords,
  "pattern-training": trainOnPatterns,
};
