/** The site: what every request passes through, then the files of `routes/`. */
import { App, staticFiles } from "fresh";
import type { SiteState } from "./src/web/define.ts";
import { delivery } from "./src/web/delivery.ts";
import { GateLibrary } from "./src/web/gate_library.ts";
import { guard } from "./src/web/guard.ts";
import { ModelFiles } from "./src/web/model_files.ts";
import { ReportLibrary } from "./src/web/report_library.ts";
import { securityHeaders } from "./src/web/security_headers.ts";
import { TrainingFiles } from "./src/web/training_files.ts";

/** Folders that the site reads, from the project's root. */
export interface SiteFolders {
  /** Published reports. */
  readonly reports: string;
  /** Exported networks. */
  readonly models: string;
  /** What `deno task build` has made for training in a browser. */
  readonly training: string;
}

/** The site over some folders. */
export function makeApp(folders: SiteFolders): App<SiteState> {
  const library = new ReportLibrary(folders.reports);
  const gates = new GateLibrary(folders.reports, folders.models);
  const models = new ModelFiles(folders.models);
  const training = new TrainingFiles(folders.training);
  return new App<SiteState>()
    .use((context) => {
      Object.assign(context.state, { library, gates, models, training });
      return context.next();
    })
    .use(guard)
    .use(delivery(async () => `${await library.revision()}\n${await gates.revision()}`))
    .use(securityHeaders)
    .use(staticFiles())
    .fsRoutes();
}

/** The site over the published reports. */
export const app: App<SiteState> = makeApp({
  reports: "reports",
  models: "models",
  training: "_fresh/training",
});
