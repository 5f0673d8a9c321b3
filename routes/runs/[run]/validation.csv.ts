import { HttpError } from "fresh";
import { define } from "../../../src/web/define.ts";
import { findRun } from "../../../src/web/find_run.ts";
import { validationCsv } from "../../../src/web/run_files.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const { run } = await findRun(state.library, params["run"]!);
    if (run.validation.length === 0) {
      throw new HttpError(404, "A baseline has no validation curve.");
    }
    return new Response(validationCsv(run), {
      headers: { "content-type": "text/csv; charset=utf-8" },
    });
  },
});
