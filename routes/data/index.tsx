import { page } from "fresh";
import { BrokenReports } from "../../components/BrokenReports.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { dataPage } from "../../src/report/data_page.ts";
import { define } from "../../src/web/define.ts";
import { markdownHtml } from "../../src/web/markdown_page.ts";

export const handler = define.handlers(async ({ state }) => page(await state.library.data()));

export default define.page<typeof handler>(({ data }) => (
  <article>
    <PageHead title="Simulated data beside real data" kicker="Data" />
    {"problem" in data ? <BrokenReports broken={[data]} /> : (
      // The Markdown is the project's own; no word of a visitor or of a review gets into it.
      // deno-lint-ignore react-no-danger
      <div
        class="report"
        dangerouslySetInnerHTML={{ __html: markdownHtml(dataPage(data), "/data/figures/") }}
      />
    )}
  </article>
));
