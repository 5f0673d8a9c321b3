/** `deno task build` builds the site into `_fresh/`; `deno task dev` builds it in memory and serves it. */
import { Builder } from "fresh/dev";
import type { SiteState } from "./src/web/define.ts";
import { writeTraining } from "./src/web/training_bundle.ts";

const TRAINING = "_fresh/training";

const builder = new Builder<SiteState>();
if (Deno.args.includes("build")) {
  await builder.build();
  await writeTraining(TRAINING);
} else {
  await writeTraining(TRAINING);
  await builder.listen(() => import("./main.ts"));
}
