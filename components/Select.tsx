import type { JSX } from "preact";

/** A labelled choice; the empty value means all. */
export function Select(
  { name, label, values, chosen, text = (value) => value || "all" }: {
    readonly name: string;
    readonly label: string;
    readonly values: readonly string[];
    readonly chosen: string;
    readonly text?: (value: string) => string;
  },
): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <select name={name}>
        {values.map((value) => (
          <option key={value} value={value} selected={value === chosen}>{text(value)}</option>
        ))}
      </select>
    </label>
  );
}
