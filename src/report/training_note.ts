/** How networks were trained, in sentences that are made of what their jobs were told. */
import { z } from "zod";
import type { JobRecord } from "./job_list.ts";
import { grouped } from "./markdown.ts";

const trainedSchema = z.looseObject({
  seed: z.int(),
  window: z.int().optional(),
  reviews: z.looseObject({ subset: z.looseObject({ train: z.int() }) }).optional(),
  sizes: z.looseObject({ train: z.int() }).optional(),
  spec: z.looseObject({
    embedding: z.looseObject({ vocabulary: z.int() }).optional(),
    recurrent: z.looseObject({ layers: z.int(), hidden: z.int(), inputs: z.int() }).optional(),
  }),
  training: z.looseObject({
    epochs: z.int(),
    batchSize: z.int(),
    learningRate: z.number(),
    loss: z.string(),
    clipNorm: z.number().optional(),
    samplesPerEpoch: z.int().optional(),
  }),
});
type Trained = z.infer<typeof trainedSchema>;

const LOSS_WORDS: Readonly<Record<string, string>> = {
  meanSquaredError: "mean squared error",
  binaryCrossEntropy: "binary cross-entropy",
};

/** The value that most jobs have, then the others: `0.006 (0.002 or 0.018 in variants)`. */
function shown(jobs: readonly Trained[], textOf: (job: Trained) => string | undefined): string {
  const texts = jobs.map(textOf).filter((text) => text !== undefined);
  const counts = [...Map.groupBy(texts, (text) => text)]
    .map(([text, same]) => ({ text, count: same.length }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
  const [most, ...others] = counts.map(({ text }) => text);
  return others.length === 0 ? most ?? "" : `${most} (${others.join(" or ")} in variants)`;
}

function epochText({ training: { samplesPerEpoch }, reviews, sizes }: Trained): string | undefined {
  if (samplesPerEpoch !== undefined) {
    return `a draw of ${grouped(samplesPerEpoch)} samples from the training part`;
  }
  const all = reviews?.subset.train ?? sizes?.train;
  return all === undefined ? undefined : `all ${grouped(all)} training samples`;
}

/**
 * Architecture and training of the networks that a part of the study trained itself; `undefined` where it trained none, as
 * parts do that look into networks of others.
 */
export function trainingNote(
  jobs: Readonly<Record<string, JobRecord>>,
  part: string,
): string | undefined {
  const own = Object.values(jobs).filter(({ experiment }) => experiment === part)
    .flatMap(({ config }) => {
      const read = trainedSchema.safeParse(config);
      return read.success ? [read.data] : [];
    });
  if (own.length === 0) return undefined;
  const one = (textOf: (job: Trained) => string | undefined): string => shown(own, textOf);
  const seeds = [...new Set(own.map(({ seed }) => seed))].sort((a, b) => a - b);
  const embedding = one(({ spec: { embedding, recurrent } }) =>
    embedding && recurrent &&
    `${recurrent.inputs} numbers for each of ${grouped(embedding.vocabulary)} words`
  );
  const layers = one(({ spec: { recurrent } }) =>
    recurrent &&
    `${recurrent.layers} recurrent ${
      recurrent.layers === 1 ? "layer" : "layers"
    } of ${recurrent.hidden} units`
  );
  const clipping = one(({ training: { clipNorm } }) =>
    clipNorm === undefined ? "none" : `a gradient norm of ${clipNorm}`
  );
  return [
    `Networks: ${layers}${embedding === "" ? "" : `, an embedding of ${embedding}`}; ${
      seeds.length === 1 ? "seed" : "seeds"
    } ${seeds.join(", ")}.`,
    `Training: Adam on the ${one(({ training: { loss } }) => LOSS_WORDS[loss] ?? loss)}, ` +
    `${one(({ training: { epochs } }) => String(epochs))} epochs, each ${one(epochText)}, ` +
    `batches of ${one(({ training: { batchSize } }) => String(batchSize))}, ` +
    `learning rate ${
      one(({ training: { learningRate } }) => String(Number(learningRate.toPrecision(6))))
    }, ` +
    `clipping: ${clipping}. The weights of the lowest validation loss are tested.`,
  ].join(" ");
}
