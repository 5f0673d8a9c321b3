import type { DataLabel } from "./part.ts";

/** How a table's "±" and the study's figures are to be read; `counts` are the numbers of seeds behind its rows. */
export function seedNote(counts: readonly number[], label: DataLabel): string {
  const seeds = counts.length === 0 ? 1 : Math.min(...counts);
  const spread = seeds > 1
    ? `"±" is half of the 95% interval of the mean over seeds (Student's t, ${seeds} seeds at least).`
    : "Some number rests on one seed only: it has no interval over seeds, and small differences mean nothing.";
  const study = label === "simulated"
    ? "The study's figures belong to real data and stand here for orientation only: these are simulated."
    : "The study's figures are single runs, on its own split and settings where it does not state them.";
  return `${spread} ${study}`;
}
