import { HttpError } from "fresh";
import { define } from "../../../../src/web/define.ts";
import { findRun } from "../../../../src/web/find_run.ts";

export const handler = define.handlers({
  async GET({ params, state: { library, models } }) {
    const { run } = await findRun(library, params["run"]!);
    const file = (await models.of(run)).find(({ name }) => name === params["name"]);
    if (file === undefined) throw new HttpError(404, "This run has no such file.");
    return new Response(await models.read(run, file.name), {
      headers: { "content-type": file.type },
    });
  },
});
