import { createDefine, type Define } from "fresh";
import type { ReportLibrary } from "./report_library.ts";
import type { TrainingFiles } from "./training_files.ts";

/** What middleware hands to every page. */
export interface SiteState {
  /** The reports on disk. */
  readonly library: ReportLibrary;
  /** What trains in a visitor's browser. */
  readonly training: TrainingFiles;
}

/** Helpers that give route files their types. */
export const define: Define<SiteState> = createDefine<SiteState>();
