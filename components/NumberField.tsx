import type { JSX } from "preact";

/** A labelled whole number that its owner follows keystroke by keystroke. */
export function NumberField(
  { label, value, onChange, least = 1 }: {
    readonly label: string;
    readonly value: number;
    readonly onChange: (value: number) => void;
    readonly least?: number;
  },
): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <input
        type="number"
        min={least}
        step="1"
        value={Number.isNaN(value) ? "" : value}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
