import { HttpError } from "fresh";
import { define } from "../../../src/web/define.ts";
import { findRun } from "../../../src/web/find_run.ts";
import { curvesCsv } from "../../../src/web/run_files.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const { run } = await findRun(state.library, params["run"]!);
    if (Object.keys(run.curves).length === 0) {
      throw new HttpError(404, "This job was not trained in epochs: it has no curve.");
    }
    return new Response(curvesCsv(run), { headers: { "content-type": "text/csv; charset=utf-8" } });
  },
});
