import { assertEquals, assertRejects } from "@std/assert";
import { trainInBrowser, type TrainingNews } from "../../src/web/browser_training.ts";
import { ReportLibrary } from "../../src/web/report_library.ts";
import { trainingOffers } from "../../src/web/training_offers.ts";
import { begin, follow } from "../../src/web/training_progress.ts";
import { trainingFolder } from "./site.ts";

const REPORTS = new URL("../../reports", import.meta.url).pathname;
const [offer] = trainingOffers((await new ReportLibrary(REPORTS).read()).shown);

/** Answers as the site does, from a folder. */
async function fetchFile(address: string): Promise<Response> {
  return new Response(await Deno.readFile(address));
}

Deno.test("other data, other kernels and a missing file end a training before it begins", async () => {
  const training = await trainingFolder();
  await using _ = training;
  const order = { ...offer!.order, files: `${training.path}/` };
  const run = (changed: object, fetcher = fetchFile) =>
    trainInBrowser({ ...order, ...changed }, () => {}, fetcher);
  await assertRejects(() => run({ household: { seed: 1, days: 2 } }), Error, "this household");
  await assertRejects(() => run({ kernel: "0" }), Error, "these kernels");
  const missing = () => Promise.resolve(new Response(null, { status: 404 }));
  await assertRejects(() => run({}, missing), Error, "the server says 404");
});

Deno.test("what the worker runs ends in the published hash and tells every epoch", async () => {
  const training = await trainingFolder();
  await using _ = training;
  const news: TrainingNews[] = [];
  const order = { ...offer!.order, files: `${training.path}/` };
  await trainInBrowser(order, (item) => news.push(item), fetchFile);
  const progress = news.reduce((known, item) => follow(known, item, 2000), begin(500));
  const { epochs, samplesPerEpoch, batchSize } = offer!.order.config.training;
  assertEquals(progress.weights, offer!.weights);
  assertEquals([progress.over, progress.stage, progress.seconds], [true, "trained", 1.5]);
  assertEquals(progress.batches.length, epochs * samplesPerEpoch! / batchSize);
  assertEquals(progress.validations.map(({ at }) => at), [1, 2, 3, 4]);
  progress.validations.forEach(({ loss }, i) => {
    assertEquals(Number(loss.toPrecision(9)), offer!.validation[i]);
  });
});
