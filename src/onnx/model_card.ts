/** Half a page on an exported model, for whoever finds its file. */
import { basename } from "node:path";
import { directionsOf } from "../kernels/recurrent_spec.ts";
import type { ModelMetadata } from "./model_metadata.ts";
import { vocabularyName } from "./vocabulary_file.ts";

/** A file that belongs to a model. */
export interface CardFile {
  /** Where it was written. */
  readonly path: string;
  /** Its size. */
  readonly bytes: number;
  /** Of its content. */
  readonly sha256: string;
}

const ROLES: readonly (readonly [ending: string, role: string])[] = [
  [".explain.onnx", "the same model, which also returns every gate and state"],
  [".onnx", "the model"],
  [".safetensors", "its weights, with PyTorch's names"],
];

/** What the ids of a classifier's input stand for. */
function wordsLine({ vocabulary, window }: ModelMetadata): string[] {
  if (vocabulary === undefined) return [];
  const first = window === undefined ? "" : ` It was trained on the first ${window} tokens.`;
  return [
    `- Words: id 0 pads, 1 is an unknown token, 2 the first of \`${
      vocabularyName(vocabulary)
    }\`; ` +
    `a text becomes tokens by the rules of \`src/data/review_tokens.ts\`.${first}`,
  ];
}

/** What a model that fills a gap was trained to say, and what it reads. */
function gapLines({ readSteps, recurrent }: ModelMetadata["spec"]): string[] {
  if (readSteps === undefined) return [];
  const { from, count } = readSteps;
  return [
    `- It fills a gap: steps ${from + 1} to ${
      from + count
    } of \`prediction\` were trained and tested, what it says at others means nothing.`,
    ...(recurrent.inputs === 2
      ? [
        "- Each step holds a standardised value and whether it is hidden: the value and 0, or 0 and 1.",
      ]
      : []),
  ];
}

/** What its numbers say nothing of. */
function caveat({ data }: ModelMetadata): string[] {
  return Object.keys(data).every((name) => name.startsWith("simulated-"))
    ? [
      "Made for the study of recurrent networks that the report describes, on **simulated data** alone: it shows the pipeline at work",
      "and says nothing about a real household or a real review.",
    ]
    : [
      "Made for the study of recurrent networks that the report describes, and measured on its data alone: other households,",
      "other years and other texts are untested.",
    ];
}

/** The card as Markdown. Equal arguments give equal text. */
export function modelCard(metadata: ModelMetadata, files: readonly CardFile[]): string {
  const { name, spec, metrics, scaling, window, seed } = metadata;
  const { recurrent } = spec;
  const stack = `${recurrent.layers} × ${recurrent.hidden} ${recurrent.cell}` +
    `${directionsOf(recurrent) === 2 ? ", both directions" : ""}` +
    `${
      recurrent.removedGates?.length ? `, without ${recurrent.removedGates.join(", ")} gate` : ""
    }`;
  const time = spec.embedding ? "steps" : window ?? "steps";
  const input = spec.embedding
    ? `\`tokens\`, i32 [batch, steps]: ids of a vocabulary of ${spec.embedding.vocabulary}` +
      (metadata.padding ? `, padded \`${metadata.padding}\`` : "")
    : `\`values\`, f32 [batch, ${time}, ${recurrent.inputs}]: oldest first` +
      (scaling ? ", standardised" : "");
  const best = metrics.bestEpoch === undefined ? "" : `, epoch ${metrics.bestEpoch} (the best)`;
  const scale = scaling &&
    `standardised = (kW − ${scaling.mean}) / ${scaling.standardDeviation}`;
  const lines = [
    `# ${name}`,
    "",
    `${stack}; ${
      metrics.parameters.toLocaleString("en-GB")
    } parameters. A model of Unroll, trained with seed ${seed}${best}.`,
    "",
    `- Input: ${input}${
      metadata.padding === "true-last" ? "; `lengths`, i32 [batch]: valid steps" : ""
    }.`,
    `- Output: \`prediction\`, f32 [batch, ${
      spec.readout === "sequence" ? `${time}, ` : ""
    }${spec.outputs}]` +
    `${spec.embedding ? ": the logit of a positive review" : ""}.`,
    ...gapLines(spec),
    ...wordsLine(metadata),
    ...(scale ? [`- Scale: ${scale}.`] : []),
    "- Format: ONNX, IR version 8, opset 17; any batch size.",
    "",
    "| test part | |",
    "|---|---|",
    ...Object.entries(metrics.test).map(([metric, value]) =>
      `| ${metric} | ${Number.isInteger(value) ? value : value.toPrecision(6)} |`
    ),
    "",
    "| file | bytes | sha256 |",
    "|---|---|---|",
    ...files.map(({ path, bytes, sha256 }) =>
      `| \`${basename(path)}\`: ${roleOf(path)} | ${bytes} | \`${sha256}\` |`
    ),
    "",
    "| made from | |",
    "|---|---|",
    `| job | \`${metadata.job}\` |`,
    ...Object.entries(metadata.data).sort().map(([set, hash]) => `| data: ${set} | \`${hash}\` |`),
    ...(metadata.vocabulary ? [`| vocabulary | \`${metadata.vocabulary}\` |`] : []),
    `| kernels, engine | \`${metadata.kernel}\`, ${metadata.engine} |`,
    "",
    ...caveat(metadata),
  ];
  return `${lines.join("\n")}\n`;
}

function roleOf(path: string): string {
  return ROLES.find(([ending]) => path.endsWith(ending))?.[1] ?? "";
}
