import { PageHead } from "../components/PageHead.tsx";
import { discussionPage } from "../src/theory/discussion.ts";
import { define } from "../src/web/define.ts";
import { markdownHtml } from "../src/web/markdown_page.ts";

const html = markdownHtml(discussionPage(), "");

export default define.page(() => (
  <article class="prose">
    <PageHead title="Discussion" kicker="Problems P3 to P5" />
    {/* The Markdown is the project's own; no word of a visitor gets into it. */}
    {/* deno-lint-ignore react-no-danger */}
    <div class="report" dangerouslySetInnerHTML={{ __html: html }} />
  </article>
));
