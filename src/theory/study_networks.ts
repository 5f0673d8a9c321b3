/**
 * P1: the study's network, and the two that it is compared with.
 *
 * The study gives the recurrent network layer by layer, and of the convolutional one only its input, a 128×128 spectrogram,
 * and its filters, 32 and 64. What it leaves open is settled here, so that the networks differ in their features alone:
 * - the convolutions are 3×3 with padding 1, each followed by ReLU and 2×2 max pooling;
 * - global average pooling leaves 64 features, as many as the last state of the recurrent network, and the head is the same
 *   (64→512→10); the variant that flattens instead shows what that choice saves;
 * - on the spectrogram, the recurrent network reads the 128 columns as steps of 128 frequencies;
 * - the hybrid runs both branches over one spectrogram and gives the head their 64 + 64 features.
 *
 * The study lists no activation between the linear layers of its network; here none is listed either. Elsewhere ReLU is.
 */
import type { Layer } from "./layer.ts";
import type { Shape } from "./shape.ts";

/** A network of the comparison. */
export interface StudyNetwork {
  /** Names the network to programs. */
  readonly id: "rnn" | "rnn-spectrogram" | "cnn" | "cnn-flatten" | "hybrid";
  /** Names the network to people. */
  readonly name: string;
  /** Shape of its input for one sample. */
  readonly input: Shape;
  /** Its layers, in order. */
  readonly layers: readonly Layer[];
  /** What it sees, in a few words. */
  readonly sees: string;
  /** What it fails at, in a few words. */
  readonly fails: string;
}

const RECURRENT: readonly Layer[] = [
  { kind: "recurrent", cell: "SimpleRNN", units: 32 },
  { kind: "recurrent", cell: "SimpleRNN", units: 64, output: "last" },
];

const CONVOLUTIONAL: readonly Layer[] = [
  { kind: "conv2d", filters: 32, kernel: 3, padding: 1 },
  { kind: "activation", name: "ReLU" },
  { kind: "pool", mode: "max", size: 2 },
  { kind: "conv2d", filters: 64, kernel: 3, padding: 1 },
  { kind: "activation", name: "ReLU" },
  { kind: "pool", mode: "max", size: 2 },
];

const AVERAGED: readonly Layer[] = [...CONVOLUTIONAL, { kind: "globalPool", mode: "average" }];

const COLUMNS: readonly Layer[] = [{ kind: "columns" }, ...RECURRENT];

const HEAD: readonly Layer[] = [
  { kind: "linear", units: 512 },
  { kind: "activation", name: "ReLU" },
  { kind: "linear", units: 10 },
];

const SPECTROGRAM: Shape = { kind: "image", channels: 1, rows: 128, columns: 128 };

const RECURRENT_SEES = "every step so far, in order, through one state";
const RECURRENT_FAILS =
  "early steps, whose gradient vanishes, and at speed, one step after the other";

/** The networks, the study's own first. */
export const STUDY_NETWORKS: readonly StudyNetwork[] = [
  {
    id: "rnn",
    name: "RNN (the study's)",
    input: { kind: "sequence", steps: 50, features: 64 },
    layers: [...RECURRENT, { kind: "linear", units: 512 }, { kind: "linear", units: 10 }],
    sees: RECURRENT_SEES,
    fails: RECURRENT_FAILS,
  },
  {
    id: "rnn-spectrogram",
    name: "RNN on the spectrogram",
    input: SPECTROGRAM,
    layers: [...COLUMNS, ...HEAD],
    sees: RECURRENT_SEES,
    fails: `${RECURRENT_FAILS}; a shift in frequency is a new pattern to it`,
  },
  {
    id: "cnn",
    name: "CNN",
    input: SPECTROGRAM,
    layers: [...AVERAGED, ...HEAD],
    sees: "patches of 10×10, wherever they lie in time and frequency",
    fails:
      "the order of patches and whatever is wider than one, since the average forgets where each was",
  },
  {
    id: "cnn-flatten",
    name: "CNN, flattened",
    input: SPECTROGRAM,
    layers: [...CONVOLUTIONAL, { kind: "flatten" }, ...HEAD],
    sees: "patches of 10×10, each at its place",
    fails:
      "other lengths than the trained one, shifted patterns and small data sets, since nearly all parameters are the head's",
  },
  {
    id: "hybrid",
    name: "CNN + RNN",
    input: SPECTROGRAM,
    layers: [{ kind: "concatenate", branches: [AVERAGED, COLUMNS] }, ...HEAD],
    sees: "patches wherever they lie, and the order of the columns",
    fails:
      "the order of patches, since the branches meet only at the end, and at speed, like its recurrent branch",
  },
];
