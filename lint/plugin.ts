/// <reference lib="deno.unstable" />
import { deterministicMaths } from "./deterministic_maths.ts";
import { rooms } from "./rooms.ts";

/** The project's own lint rules, named in `deno.json`. */
const plugin: Deno.lint.Plugin = {
  name: "unroll",
  rules: { "deterministic-maths": deterministicMaths, rooms },
};
export default plugin;
