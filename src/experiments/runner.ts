/** The functions that compute jobs, by kind: what the pipeline's workers load. */
import type { JobTable } from "../core/job.ts";
import { fitBagOfWords } from "./bag_of_words.ts";
import { fitAutoregression, scorePersistence } from "./forecast_baseline.ts";
import { trainForecaster } from "./forecast_training.ts";
import { trainClassifier } from "./sentiment_training.ts";

/** The function of each job kind. */
export const jobs: JobTable = {
  "forecast-training": trainForecaster,
  "sentiment-training": trainClassifier,
  "bag-of-words": fitBagOfWords,
  persistence: scorePersistence,
  autoregression: fitAutoregression,
};
