/** One part of the study in a report: how its artefacts become results, and its results Markdown and figures. */
import type { Artefact } from "./artefact.ts";
import { CliError } from "../core/cli_error.ts";
import type { JobGroup } from "./job_ref.ts";
import type { Figures } from "./svg.ts";
import type { Timings } from "./timings.ts";

/** Whether values were measured in the world or made by this project's simulator. */
export type DataLabel = "simulated" | "real";

/** What a section is told beside its results. */
export interface PartContext {
  /** Whether the part's data is simulated or real. */
  readonly label: DataLabel;
  /** How long trainings took. */
  readonly timings: Timings;
}

/** A part as a report shows it. */
export interface RenderedPart {
  /** Markdown that starts with a heading of level 2. */
  readonly section: string;
  /** Its pictures by file name. */
  readonly figures: Figures;
  /** Every job that the section's numbers come from. */
  readonly jobs: readonly JobGroup[];
}

/** A part of the study. `Value` is its content in `results.json`. */
export interface Part<Value> {
  /**
   * Makes results of the part's artefacts, in whatever order; `all` are those of every part, to compare with.
   * @throws CliError when artefacts are missing, damaged or do not belong together
   */
  read(artefacts: readonly Artefact[], all: readonly Artefact[]): Promise<Value>;
  /** Shows results. */
  render(value: Value, context: PartContext): RenderedPart;
}

/**
 * The one data set that all artefacts read, `besides` one that only explains it.
 * @throws CliError when there are several or none
 */
export function commonDataset(artefacts: readonly Artefact[], besides?: string): string {
  const datasets = new Set(artefacts.flatMap(({ data }) => Object.keys(data)));
  if (besides !== undefined) datasets.delete(besides);
  if (datasets.size !== 1) {
    throw new CliError(
      `Cannot compare jobs of several data sets: ${[...datasets].sort().join(", ") || "none"}`,
    );
  }
  return [...datasets][0]!;
}
