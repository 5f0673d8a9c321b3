import type { JSX } from "preact";

/** A matrix of editable numbers, kept as the text that was typed. */
export function MatrixField(
  { name, rows, onChange }: {
    readonly name: string;
    readonly rows: readonly (readonly string[])[];
    readonly onChange: (rows: readonly (readonly string[])[]) => void;
  },
): JSX.Element {
  const single = rows.every((row) => row.length === 1);
  return (
    <fieldset>
      <legend>{name}</legend>
      {rows.map((row, i) => (
        <div class="matrix-row" key={i}>
          {row.map((text, j) => (
            <input
              key={j}
              type="text"
              inputMode="decimal"
              aria-label={`${name}, row ${i + 1}${single ? "" : `, column ${j + 1}`}`}
              value={text}
              onInput={(event) => {
                const typed = event.currentTarget.value;
                onChange(rows.map((old, r) => old.map((v, c) => (r === i && c === j ? typed : v))));
              }}
            />
          ))}
        </div>
      ))}
    </fieldset>
  );
}
