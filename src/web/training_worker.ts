/** The worker in which a visitor's browser trains: an order comes in, news go out. */
import { trainInBrowser, type TrainingNews, type TrainingOrder } from "./browser_training.ts";

const worker = self as unknown as {
  onmessage: (event: MessageEvent<TrainingOrder>) => void;
  postMessage(news: TrainingNews): void;
};

worker.onmessage = async ({ data }) => {
  try {
    await trainInBrowser(data, (news) => worker.postMessage(news));
  } catch (error) {
    worker.postMessage({ kind: "failed", message: (error as Error).message });
  }
};
