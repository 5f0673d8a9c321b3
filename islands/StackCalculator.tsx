/** P1 by hand: a stack of layers that can be changed, with what it costs. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { LAYER_KINDS, LayerFields, type LayerKind, newLayer } from "../components/LayerFields.tsx";
import { NumberField } from "../components/NumberField.tsx";
import { StackTable } from "../components/StackTable.tsx";
import type { Layer } from "../src/theory/layer.ts";
import { analyseStack, type StackReport } from "../src/theory/layer_stack.ts";
import type { Shape } from "../src/theory/shape.ts";

/** A stack to begin with. */
export interface Preset {
  /** Its name. */
  readonly name: string;
  /** Shape of its input. */
  readonly input: Shape;
  /** Its layers. */
  readonly layers: readonly Layer[];
}

const INPUTS: Readonly<Record<Shape["kind"], Shape>> = {
  sequence: { kind: "sequence", steps: 50, features: 64 },
  image: { kind: "image", channels: 1, rows: 128, columns: 128 },
  vector: { kind: "vector", features: 64 },
};

/** What layers there are when one is added or changed; each keeps its number, so that its fields keep the focus. */
type Numbered = readonly { readonly id: number; readonly layer: Layer }[];

const numbered = (layers: readonly Layer[]): Numbered => layers.map((layer, id) => ({ id, layer }));

/** The stack's costs, or the sentence that says why it has none. */
function analyse(input: Shape, layers: Numbered): StackReport | string {
  try {
    return analyseStack(input, layers.map(({ layer }) => layer));
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** The calculator. */
export default function StackCalculator(
  { presets }: { readonly presets: readonly Preset[] },
): JSX.Element {
  const [input, setInput] = useState(presets[0]!.input);
  const [layers, setLayers] = useState(numbered(presets[0]!.layers));
  const [kind, setKind] = useState<LayerKind>("recurrent");
  const report = analyse(input, layers);

  function begin(name: string): void {
    const preset = presets.find((candidate) => candidate.name === name)!;
    setInput(preset.input);
    setLayers(numbered(preset.layers));
  }
  function move(index: number, by: number): void {
    const next = [...layers];
    const [moved] = next.splice(index, 1);
    next.splice(index + by, 0, moved!);
    setLayers(next);
  }
  const sizes = Object.entries(input).filter(([name]) => name !== "kind");
  return (
    <div class="tool">
      <div class="tool-row">
        <label>
          <span>Start from</span>
          <select onChange={(event) => begin(event.currentTarget.value)}>
            {presets.map(({ name }) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
        <label>
          <span>Input</span>
          <select
            value={input.kind}
            onChange={(event) => setInput(INPUTS[event.currentTarget.value as Shape["kind"]])}
          >
            {Object.keys(INPUTS).map((name) => (
              <option key={name} value={name} selected={name === input.kind}>{name}</option>
            ))}
          </select>
        </label>
        {sizes.map(([name, value]) => (
          <NumberField
            key={name}
            label={name}
            value={value as number}
            onChange={(size) => setInput({ ...input, [name]: size } as Shape)}
          />
        ))}
      </div>
      <ol class="layers">
        {layers.map(({ id, layer }, i) => (
          <li key={id}>
            <strong>
              {i + 1}. {layer.kind === "concatenate" ? "concatenate" : LAYER_KINDS[layer.kind]}
            </strong>
            <LayerFields
              layer={layer}
              onChange={(changed) =>
                setLayers(layers.map((old) => (old.id === id ? { id, layer: changed } : old)))}
            />
            <span class="layer-moves">
              <button type="button" class="quiet" disabled={i === 0} onClick={() => move(i, -1)}>
                Up<span class="visually-hidden">, layer {i + 1}</span>
              </button>
              <button
                type="button"
                class="quiet"
                onClick={() => setLayers(layers.filter((other) => other.id !== id))}
              >
                Remove<span class="visually-hidden">layer {i + 1}</span>
              </button>
            </span>
          </li>
        ))}
      </ol>
      <div class="tool-row">
        <label>
          <span>Add a layer</span>
          <select
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as LayerKind)}
          >
            {Object.entries(LAYER_KINDS).map(([value, name]) => (
              <option key={value} value={value} selected={value === kind}>{name}</option>
            ))}
          </select>
        </label>
        <button
          type="button"
          onClick={() =>
            setLayers([...layers, {
              id: 1 + Math.max(-1, ...layers.map(({ id }) => id)),
              layer: newLayer(kind),
            }])}
        >
          Add
        </button>
      </div>
      <div aria-live="polite">
        {typeof report === "string" ? <p class="problem">{report}</p> : (
          <>
            <p class="total">
              {report.parameters.toLocaleString("en-GB")} parameters,{" "}
              {report.flops.toLocaleString("en-GB")} FLOPs
            </p>
            <StackTable report={report} />
          </>
        )}
      </div>
    </div>
  );
}
