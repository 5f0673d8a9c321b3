/** From a report's Markdown, which this project has written itself, to HTML that keeps to the site's rules. */
import { Marked, type Tokens } from "marked";

/** Where the site shows what the project's documents link to, by the end of the link. */
const PAGES: Readonly<Record<string, string>> = {
  "docs/discussion.md": "/discussion",
  "reports/quick/report.md": "/experiments/p4?profile=quick",
};

/** The address on the site of a link in a document. */
function address(href: string): string {
  return PAGES[href.replace(/^(\.\.\/)+/, "")] ?? href;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/**
 * Renders Markdown: tables scroll by themselves, pictures come from `figures`, and those that follow each other share a row
 * where there is room. The first heading, which the page has already, is left out; those below it begin with level 2. Links to
 * documents that the site shows lead to its pages.
 * @param figures address of the folder of figures, with a slash at its end
 */
export function markdownHtml(markdown: string, figures: string): string {
  const marked = new Marked({ async: false });
  let heading = "", tables = 0, top = 0;
  marked.use({
    renderer: {
      heading(token: Tokens.Heading) {
        heading = token.text;
        tables = 0;
        const inner = this.parser.parseInline(token.tokens);
        if (top === 0) {
          top = token.depth;
          return "";
        }
        const level = token.depth - top + 1;
        return `<h${level}>${inner}</h${level}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        return `<a href="${escaped(address(href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text }: Tokens.Image) {
        const name = href.replace(/^figures\//, "");
        return `<img src="${figures}${encodeURIComponent(name)}" alt="${escaped(text)}">`;
      },
      paragraph({ tokens }: Tokens.Paragraph) {
        const inner = this.parser.parseInline(tokens);
        return tokens.every(({ type }) => type === "image")
          ? `<div class="picture">${inner}</div>\n`
          : `<p>${inner}</p>\n`;
      },
      table(token: Tokens.Table) {
        const row = (cells: Tokens.TableCell[], tag: string): string =>
          `<tr>${
            cells.map(({ tokens, align }) => {
              const right = align === "right" ? ' class="number"' : "";
              const scope = tag === "th" ? ' scope="col"' : "";
              return `<${tag}${scope}${right}>${this.parser.parseInline(tokens)}</${tag}>`;
            }).join("")
          }</tr>`;
        tables++;
        const name = escaped(`${heading}, table ${tables}`);
        return `<div class="scroll" role="region" tabindex="0" aria-label="${name}"><table>` +
          `<thead>${row(token.header, "th")}</thead>` +
          `<tbody>${token.rows.map((cells) => row(cells, "td")).join("")}</tbody></table></div>\n`;
      },
    },
  });
  return marked.parse(markdown) as string;
}
