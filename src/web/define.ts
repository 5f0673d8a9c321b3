import { createDefine, type Define } from "fresh";
import type { ReportLibrary } from "./report_library.ts";

/** What middleware hands to every page. */
export interface SiteState {
  /** The reports on disk. */
  readonly library: ReportLibrary;
}

/** Helpers that give route files their types. */
export const define: Define<SiteState> = createDefine<SiteState>();
