import { HttpError } from "fresh";
import { define } from "../../../src/web/define.ts";
import { REPORT_FILES } from "../../../src/web/report_files.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const { shown } = await state.library.read();
    const report = shown.find(({ profile }) => profile === params["profile"]);
    const file = REPORT_FILES.find(({ name }) => name === params["file"]);
    if (report === undefined || file === undefined) throw new HttpError(404);
    const content = await state.library.file(report, file.name);
    return new Response(content, { headers: { "content-type": file.type } });
  },
});
