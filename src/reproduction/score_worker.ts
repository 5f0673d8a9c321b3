/** The module of the threads that score exported models: each answers one model after another. */
import { TestParts } from "../experiments/test_parts.ts";
import { type PlainError, plainError } from "../pipeline/worker_message.ts";
import type { ExportScore } from "../report/export_scores.ts";
import { scoreModel, type TrainedModel } from "./model_score.ts";

declare const self: DedicatedWorkerGlobalScope;

/** The answer to a model. */
export type ScoreReply = { readonly score: ExportScore } | { readonly error: PlainError };

const testParts = new TestParts();

self.onmessage = async ({ data }: MessageEvent<TrainedModel>): Promise<void> => {
  let reply: ScoreReply;
  try {
    reply = { score: await scoreModel(data, testParts) };
  } catch (error) {
    reply = { error: plainError(error) };
  }
  self.postMessage(reply);
};
