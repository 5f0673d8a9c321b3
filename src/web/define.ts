import { createDefine, type Define } from "fresh";
import type { GateLibrary } from "./gate_library.ts";
import type { ModelFiles } from "./model_files.ts";
import type { ReportLibrary } from "./report_library.ts";
import type { TrainingFiles } from "./training_files.ts";

/** What middleware hands to every page. */
export interface SiteState {
  /** The reports on disk. */
  readonly library: ReportLibrary;
  /** Networks and samples of the gate explorer. */
  readonly gates: GateLibrary;
  /** Exported networks, to take home. */
  readonly models: ModelFiles;
  /** What trains in a visitor's browser. */
  readonly training: TrainingFiles;
}

/** Helpers that give route files their types. */
export const define: Define<SiteState> = createDefine<SiteState>();
