/** The functions that compute jobs, by kind: what the pipeline's workers load. */
import type { JobTable } from "../core/job.ts";
import { fitAutoregression, scorePersistence } from "./forecast_baseline.ts";
import { trainForecaster } from "./forecast_training.ts";

/** The function of each job kind. */
export const jobs: JobTable = {
  "forecast-training": trainForecaster,
  persistence: scorePersistence,
  autoregression: fitAutoregression,
};
