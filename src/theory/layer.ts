/** Layers as data: what each kind is told. Missing settings take the values given here, which are PyTorch's. */

/** A recurrent cell: the plain one with tanh, LSTM without peepholes, or GRU in PyTorch's form (reset after the product). */
export type Cell = "SimpleRNN" | "LSTM" | "GRU";

/** A stack of recurrent layers of one size, over the steps of a sequence. */
export interface RecurrentLayer {
  /** Names the kind. */
  readonly kind: "recurrent";
  /** The cell of every layer. */
  readonly cell: Cell;
  /** Hidden units of each direction. */
  readonly units: number;
  /** Layers on top of each other; 1 unless given. */
  readonly layers?: number;
  /** Reads the sequence from both ends and concatenates the states; `false` unless given. */
  readonly bidirectional?: boolean;
  /** Hands on the states of every step (unless given), or the final state of each direction. */
  readonly output?: "sequence" | "last";
  /** Bias vectors of each gate: an input and a recurrent one (2, unless given) as in PyTorch and the study, one, or none. */
  readonly biases?: 0 | 1 | 2;
}

/** A linear map of the features: of a vector, or of each step of a sequence with the same weights. */
export interface LinearLayer {
  /** Names the kind. */
  readonly kind: "linear";
  /** Outputs of each vector or step. */
  readonly units: number;
  /** `true` unless given. */
  readonly bias?: boolean;
}

/** A number for every axis, or one for each: `[rows, columns]`. */
export type PerAxis = number | readonly number[];

/** A convolution over the steps of a sequence (`conv1d`) or over the pixels of an image (`conv2d`). */
export interface ConvolutionLayer {
  /** Names the kind, and with it the number of axes. */
  readonly kind: "conv1d" | "conv2d";
  /** Filters: features of the output. */
  readonly filters: number;
  /** Taps on each axis. */
  readonly kernel: PerAxis;
  /** 1 unless given. */
  readonly stride?: PerAxis;
  /** Zeros added at both ends of an axis, at most (kernel − 1) · dilation; 0 unless given. */
  readonly padding?: PerAxis;
  /** Distance between neighbouring taps of the kernel; 1 unless given. */
  readonly dilation?: PerAxis;
  /** `true` unless given. */
  readonly bias?: boolean;
}

/** The largest or the mean value of each window, feature by feature, over steps or pixels. */
export interface PoolingLayer {
  /** Names the kind; the input decides the number of axes. */
  readonly kind: "pool";
  /** What is kept of a window. */
  readonly mode: "max" | "average";
  /** Places of a window on each axis. */
  readonly size: PerAxis;
  /** The size of the window unless given. */
  readonly stride?: PerAxis;
  /** 0 unless given. */
  readonly padding?: PerAxis;
}

/** The largest or the mean value of each feature over all steps or pixels: leaves a vector. */
export interface GlobalPoolingLayer {
  /** Names the kind. */
  readonly kind: "globalPool";
  /** What is kept of each feature. */
  readonly mode: "max" | "average";
}

/** All values of a sequence or an image as one vector. */
export interface FlattenLayer {
  /** Names the kind. */
  readonly kind: "flatten";
}

/** The columns of an image as the steps of a sequence; each step holds the column's rows and channels as its features. */
export interface ColumnsLayer {
  /** Names the kind. */
  readonly kind: "columns";
}

/** A function applied to each value. */
export interface ActivationLayer {
  /** Names the kind. */
  readonly kind: "activation";
  /** For people: `ReLU`, `tanh`. Takes no part in any count. */
  readonly name: string;
}

/** Branches that all read the same input; their features are concatenated. */
export interface ConcatenationLayer {
  /** Names the kind. */
  readonly kind: "concatenate";
  /** Layers of each branch, at least one branch; an empty branch hands on the input. */
  readonly branches: readonly (readonly Layer[])[];
}

/** Any layer. */
export type Layer =
  | RecurrentLayer
  | LinearLayer
  | ConvolutionLayer
  | PoolingLayer
  | GlobalPoolingLayer
  | FlattenLayer
  | ColumnsLayer
  | ActivationLayer
  | ConcatenationLayer;
