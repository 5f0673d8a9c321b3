/** The site: what every request passes through, then the files of `routes/`. */
import { App, staticFiles } from "fresh";
import type { SiteState } from "./src/web/define.ts";
import { delivery } from "./src/web/delivery.ts";
import { guard } from "./src/web/guard.ts";
import { ReportLibrary } from "./src/web/report_library.ts";
import { securityHeaders } from "./src/web/security_headers.ts";

/** The site over the reports in a folder, from the project's root. */
export function makeApp(reports: string): App<SiteState> {
  const library = new ReportLibrary(reports);
  return new App<SiteState>()
    .use((context) => {
      Object.assign(context.state, { library });
      return context.next();
    })
    .use(guard)
    .use(delivery(() => library.revision()))
    .use(securityHeaders)
    .use(staticFiles())
    .fsRoutes();
}

/** The site over the published reports. */
export const app: App<SiteState> = makeApp("reports");
