import type { JSX } from "preact";
import type { Layer } from "../src/theory/layer.ts";
import { NumberField } from "./NumberField.tsx";

/** What can be set of a layer, in the order of its fields. */
type Field =
  | {
    readonly name: string;
    readonly label: string;
    readonly first: number;
    readonly least?: number;
  }
  | { readonly name: string; readonly label: string; readonly choices: readonly string[] }
  | { readonly name: string; readonly label: string; readonly flag: true };

/** Kinds of layers that can be added, with their names for people. */
export const LAYER_KINDS = {
  recurrent: "recurrent",
  linear: "linear",
  conv1d: "convolution over steps",
  conv2d: "convolution over pixels",
  pool: "pooling",
  globalPool: "global pooling",
  flatten: "flatten",
  columns: "columns as steps",
  activation: "activation",
} as const;

/** One of them. */
export type LayerKind = keyof typeof LAYER_KINDS;

const WINDOW: readonly Field[] = [
  { name: "stride", label: "stride", first: 1 },
  { name: "padding", label: "padding", first: 0, least: 0 },
];
const CONVOLUTION: readonly Field[] = [
  { name: "filters", label: "filters", first: 32 },
  { name: "kernel", label: "kernel", first: 3 },
  ...WINDOW,
  { name: "dilation", label: "dilation", first: 1 },
];
const MODE: Field = { name: "mode", label: "keeps", choices: ["max", "average"] };

const FIELDS: Readonly<Record<LayerKind, readonly Field[]>> = {
  recurrent: [
    { name: "cell", label: "cell", choices: ["SimpleRNN", "LSTM", "GRU"] },
    { name: "units", label: "units", first: 64 },
    { name: "layers", label: "layers", first: 1 },
    { name: "output", label: "hands on", choices: ["sequence", "last"] },
    { name: "bidirectional", label: "both directions", flag: true },
  ],
  linear: [{ name: "units", label: "units", first: 64 }],
  conv1d: CONVOLUTION,
  conv2d: CONVOLUTION,
  pool: [MODE, { name: "size", label: "size", first: 2 }],
  globalPool: [MODE],
  flatten: [],
  columns: [],
  activation: [{ name: "name", label: "function", choices: ["ReLU", "tanh", "sigmoid"] }],
};

/** A layer of a kind with its first settings. */
export function newLayer(kind: LayerKind): Layer {
  const settings = FIELDS[kind].map((field) => [
    field.name,
    "first" in field ? field.first : "choices" in field ? field.choices[0] : false,
  ]);
  return { kind, ...Object.fromEntries(settings) } as Layer;
}

/** The settings of a layer; a concatenation, whose branches are a stack each, is shown without any. */
export function LayerFields(
  { layer, onChange }: { readonly layer: Layer; readonly onChange: (layer: Layer) => void },
): JSX.Element {
  if (layer.kind === "concatenate") return <em>{layer.branches.length} branches, side by side</em>;
  const values = layer as unknown as Readonly<Record<string, unknown>>;
  const set = (name: string, value: unknown): void =>
    onChange({ ...values, [name]: value } as unknown as Layer);
  return (
    <>
      {FIELDS[layer.kind].map((field) =>
        "first" in field
          ? (
            <NumberField
              key={field.name}
              label={field.label}
              least={field.least}
              value={(values[field.name] ?? field.first) as number}
              onChange={(value) => set(field.name, value)}
            />
          )
          : "choices" in field
          ? (
            <label key={field.name}>
              <span>{field.label}</span>
              <select
                value={String(values[field.name] ?? field.choices[0])}
                onChange={(event) => set(field.name, event.currentTarget.value)}
              >
                {field.choices.map((choice) => (
                  <option
                    key={choice}
                    value={choice}
                    selected={choice === (values[field.name] ?? field.choices[0])}
                  >
                    {choice}
                  </option>
                ))}
              </select>
            </label>
          )
          : (
            <label key={field.name} class="flag">
              <input
                type="checkbox"
                checked={values[field.name] === true}
                onChange={(event) => set(field.name, event.currentTarget.checked)}
              />
              {field.label}
            </label>
          )
      )}
    </>
  );
}
