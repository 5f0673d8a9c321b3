/** `deno task build` builds the site into `_fresh/`; `deno task dev` builds it in memory and serves it. */
import { Builder } from "fresh/dev";
import type { SiteState } from "./src/web/define.ts";

const builder = new Builder<SiteState>();
if (Deno.args.includes("build")) await builder.build();
else await builder.listen(() => import("./main.ts"));
