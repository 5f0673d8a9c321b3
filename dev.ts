/** `deno task build` builds the site into `_fresh/`; `deno task dev` builds it in memory and serves it. */
import { Command } from "commander";
import { Builder } from "fresh/dev";
import type { SiteState } from "./src/web/define.ts";
import { writeTraining } from "./src/web/training_bundle.ts";

const TRAINING = "_fresh/training";

const { args } = new Command("dev")
  .description(
    "Build the site into _fresh/, or without an argument in memory, and serve it on 127.0.0.1:8000.",
  )
  .argument("[build]", "only build, for deno task start")
  .parse(["deno", "dev", ...Deno.args]);

const builder = new Builder<SiteState>();
if (args[0] === "build") {
  await builder.build();
  await writeTraining(TRAINING);
} else {
  await writeTraining(TRAINING);
  await builder.listen(() => import("./main.ts"));
}
