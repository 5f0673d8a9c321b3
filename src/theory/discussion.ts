/**
 * The discussion questions P3–P5 of the study, answered in a few sentences each, with sources, and with a table wherever the answer
 * can be computed. `docs/discussion.md` and the site show the same text.
 */
import { markdownTable } from "markdown-table";
import { stepIntensity } from "./arithmetic_intensity.ts";
import { cellRatios } from "./cell_ratio.ts";
import { countText } from "./network_text.ts";
import { reachTable } from "./reach.ts";
import { SOURCES } from "./sources.ts";
import { wordInputs } from "./word_input.ts";

/** One question. */
interface Question {
  readonly title: string;
  /** Paragraphs of Markdown; `[name]` cites a source. */
  readonly answer: readonly string[];
  readonly table?: () => string;
  readonly cites: readonly (keyof typeof SOURCES)[];
}

const FORECASTING = { features: 1, units: 64, layers: 2, outputs: 1, steps: 60 };
const REACH = { kernels: [3, 7], layers: [1, 2, 4, 8], steps: 60 };
const WORDS = { cell: "LSTM", vocabulary: 10_000, width: 64, units: 64 } as const;

function cellTable(): string {
  return markdownTable([
    ["model", "recurrent stack", "ratio to SimpleRNN", "with head", "ratio"],
    ...cellRatios(FORECASTING).map((row) => [
      row.model,
      countText(row.stack),
      row.stackRatio.toFixed(2),
      countText(row.whole),
      row.wholeRatio.toFixed(2),
    ]),
  ], { align: ["l", "r", "r", "r", "r"] });
}

function reachedTable(): string {
  return markdownTable([
    ["steps seen by the last output", ...REACH.layers.map((n) => `${n} layer${n > 1 ? "s" : ""}`)],
    ...reachTable(REACH).map(({ model, reach }) => [
      model,
      ...reach.map((steps) => steps === null ? "all so far" : countText(steps)),
    ]),
  ], { align: ["l", ...REACH.layers.map(() => "r")] });
}

function wordTable(): string {
  return markdownTable([
    ["a word as", "numbers", "parameters", "FLOPs a step"],
    ...wordInputs(WORDS).map(({ way, width, parameters, flops }) => [
      way,
      countText(width),
      countText(parameters),
      countText(flops),
    ]),
  ], { align: ["l", "r", "r", "r"] });
}

function intensityTable(): string {
  return markdownTable([
    ["batch", "FLOPs of a step's recurrent product", "bytes moved", "FLOPs a byte"],
    ...stepIntensity(64, 4, [1, 8, 64, 256]).map(({ batch, flops, bytes, intensity }) => [
      countText(batch),
      countText(flops),
      countText(bytes),
      intensity.toFixed(1),
    ]),
  ], { align: ["r", "r", "r", "r"] });
}

const QUESTIONS: readonly Question[] = [
  {
    title: "Which shape has a task?",
    answer: [
      "What counts is where the task has a time axis. Classifying an image has none at either end: one-to-one, and a recurrent network has " +
      "nothing to do. Sentiment reads many tokens and says one thing: many-to-one, read out at the last *true* token; Q6-A shows what it " +
      "costs to read anywhere else. Tagging parts of speech says one thing for each token: many-to-many, aligned, so that a state may be " +
      "read at every step. Translation is many-to-many without alignment and needs an encoder and a decoder.",
    ],
    cites: ["Cho 2014", "Schuster 1997"],
  },
  {
    title: "One-hot vectors or embeddings?",
    answer: [
      "A one-hot vector times the input weights is a row of those weights, so that the first layer behind one-hot vectors *is* an " +
      "embedding as wide as the gates. To name the embedding buys three things: its width is free, the product with zeros is never " +
      "formed, and words that behave alike may come to lie close together, which one-hot vectors, all equally far apart, cannot.",
      "From a word to the gates of an LSTM of 64 units, with 10,000 words and an embedding of 64 numbers, biases apart:",
    ],
    table: wordTable,
    cites: ["Bengio 2003", "Mikolov 2013"],
  },
  {
    title: "What does a second direction give?",
    answer: [
      "A state at step t that knows what comes after t. That is legitimate where the whole sequence is at hand before the answer is due " +
      "(tagging, imputation, offline detection), and of little use where the answer is wanted at the last step: there the backward " +
      "direction of a single layer has read one value, unless its final state is read as well, and in a stack the layer below has " +
      "read everything anyway. It is not a leak of the future by itself: a window that ends at the " +
      "forecast's origin holds no future, whichever way it is read. Q7-d tests all three.",
    ],
    cites: ["Schuster 1997"],
  },
  {
    title: "Does a perceptron generalise over position and length?",
    answer: [
      "Not by construction. Each weight belongs to one place of the input, so that what is learnt at one place says nothing of another, and an " +
      "input of another length does not fit. A recurrent network uses the same weights at every step; that *allows* it to carry what it " +
      "has learnt to other places and lengths, and does not force it to, since its state may count steps. Experiment " +
      "[P4](../reports/quick/report.md) trains both on patterns in one half of a sequence and asks about the other: the perceptron falls to " +
      "chance there; the GRU does well there with some seeds and no better than chance with others, since nothing in its training asks for it; " +
      "a SimpleRNN of that size hardly learns the task at all.",
    ],
    cites: ["Rumelhart 1986"],
  },
  {
    title: "Why do recurrent networks use a GPU badly?",
    answer: [
      "The T steps of a sequence wait for each other, so that a layer is T small products in a row and not one large one. Each " +
      "reads the whole recurrent matrix again, and uses each weight once for each sequence of the batch. An NVIDIA A100 (40 GB), which does 19.5 " +
      "TFLOP/s in f32 and reads 1,555 GB/s by its data sheet, needs 12.5 FLOPs for each byte to be kept busy; a batch of one offers half a " +
      "FLOP. What helps: the products of the inputs joined over all steps, all gates in one product (as in this project's kernels), and " +
      "layers that run one step apart. The recurrent product of one step of an LSTM of 64 units, each number moved once:",
    ],
    table: intensityTable,
    cites: ["Appleyard 2016", "Williams 2009"],
  },
  {
    title: "What do the gates do, and what do they cost?",
    answer: [
      "LSTM: the input gate says how much of the candidate enters the cell, the forget gate how much of the cell stays, the output gate how " +
      "much of it shows. Because the cell is carried along by multiplying with the forget gate alone, a gradient can pass many steps where " +
      "that gate is near 1. The first LSTM had no forget gate. GRU: the update gate decides between the old state and the candidate, so that it " +
      "forgets and admits with one number; the reset gate says how much of the old state the candidate sees. A cell has one block of weights for " +
      "each gate and one for the candidate, 4 : 3 : 1 for LSTM, GRU and SimpleRNN. With 2 layers of 64 units and one feature:",
    ],
    table: cellTable,
    cites: ["Hochreiter 1997", "Gers 2000", "Cho 2014", "Greff 2017"],
  },
  {
    title: "CNN and LSTM in a row, or ConvLSTM?",
    answer: [
      "In a row, a CNN turns each frame into a vector and the LSTM sees vectors: cheap, any CNN will do, but where things are is lost before time " +
      "is looked at. A ConvLSTM keeps the map: its state is an image and its gates are convolutions, so that what moves can be followed where " +
      "it moves. It costs a convolution of all gates at every step, at full resolution. Recognising what a clip shows suits the first, " +
      "foretelling the next frame the second.",
    ],
    cites: ["Donahue 2015", "Shi 2015"],
  },
  {
    title: "How far does one output see?",
    answer: [
      "A recurrent state depends on all steps so far, with one layer. A stack of convolutions depends on as many as its kernels reach, and needs depth or " +
      "dilation for more; in exchange all its steps can be computed at once. What *may* have an influence is not what *has* one: a gradient that " +
      "vanishes (Q6-B) makes the far past as invisible as a short kernel does, and a convolution's influence is concentrated in the middle of its " +
      "field as well.",
    ],
    table: reachedTable,
    cites: ["Bengio 1994", "Pascanu 2013", "Luo 2016", "Bai 2018"],
  },
  {
    title: "Which architecture for which task?",
    answer: [
      "Deep recurrent networks for sentiment: layers compose words into phrases and phrases into judgements. ConvLSTM for video that is to be continued: state " +
      "with a place. Skip RNN for detecting actions: most frames say nothing new, and a network that learns when to leave its state alone " +
      "saves those steps and shortens the path of the gradient. None of this is a law: a convolution with dilation does as well on many tasks of " +
      "sequences, and Q7-a shows how small differences between cells are once seeds are counted.",
    ],
    cites: ["Irsoy 2014", "Shi 2015", "Campos 2018", "Bai 2018"],
  },
];

/** The discussion as Markdown, ending in a line break. */
export function discussionPage(): string {
  const cited = Object.entries(SOURCES)
    .filter(([name]) => QUESTIONS.some(({ cites }) => (cites as readonly string[]).includes(name)));
  return `${
    [
      "# Discussion",
      "The study's questions P3 to P5, answered in our own words. Tables are computed by `deno task theory --discussion`.",
      ...QUESTIONS.flatMap(({ title, answer, table, cites }) => [
        `## ${title}`,
        ...answer,
        ...(table ? [table()] : []),
        `Sources: ${cites.join("; ")}.`,
      ]),
      "## Sources",
      cited.map(([name, source]) => `- **${name}**: ${source}`).join("\n"),
    ].join("\n\n")
  }\n`;
}
