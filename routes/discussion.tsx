import { MarkdownReport } from "../components/MarkdownReport.tsx";
import { PageHead } from "../components/PageHead.tsx";
import { discussionPage } from "../src/theory/discussion.ts";
import { define } from "../src/web/define.ts";

export default define.page(() => (
  <article class="prose">
    <PageHead title="Discussion" kicker="Problems P3 to P5" />
    <MarkdownReport text={discussionPage()} figures="" />
  </article>
));
