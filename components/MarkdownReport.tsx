import type { JSX } from "preact";
import { markdownHtml } from "../src/web/markdown_page.ts";

/** Markdown of the project's own as it stands in a file of the repository; no word of a visitor gets into it. */
export function MarkdownReport(
  { text, figures }: { readonly text: string; readonly figures: string },
): JSX.Element {
  // deno-lint-ignore react-no-danger
  return <div class="report" dangerouslySetInnerHTML={{ __html: markdownHtml(text, figures) }} />;
}
