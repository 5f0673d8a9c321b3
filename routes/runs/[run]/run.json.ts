import { define } from "../../../src/web/define.ts";
import { findRun } from "../../../src/web/find_run.ts";
import { runJson } from "../../../src/web/run_files.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const { run, report } = await findRun(state.library, params["run"]!);
    return new Response(runJson(run, report), {
      headers: { "content-type": "application/json; charset=utf-8" },
    });
  },
});
