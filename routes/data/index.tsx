import { page } from "fresh";
import { BrokenReports } from "../../components/BrokenReports.tsx";
import { MarkdownReport } from "../../components/MarkdownReport.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { dataPage } from "../../src/report/data_page.ts";
import { define } from "../../src/web/define.ts";

export const handler = define.handlers(async ({ state }) => page(await state.library.data()));

export default define.page<typeof handler>(({ data }) => (
  <article>
    <PageHead title="Simulated data beside real data" kicker="Data" />
    {"problem" in data
      ? <BrokenReports broken={[data]} />
      : <MarkdownReport text={dataPage(data)} figures="/data/figures/" />}
  </article>
));
