import { assertEquals, assertStringIncludes } from "@std/assert";
import { markdownHtml } from "../../src/web/markdown_page.ts";

Deno.test("headings move up by one, and that of the part is left out", () => {
  assertEquals(markdownHtml("## Q9 · Part\n\n### Inside\n", "/f/"), "<h2>Inside</h2>\n");
});

Deno.test("tables scroll under names of their own, with their alignment as a class", () => {
  const table = "| a | b |\n| :- | -: |\n| x | [1](#jobs) |\n";
  const html = markdownHtml(`### Here\n\n${table}\n\nand\n\n${table}`, "/f/");
  assertStringIncludes(html, 'aria-label="Here, table 1"');
  assertStringIncludes(html, 'aria-label="Here, table 2"');
  assertStringIncludes(html, '<th scope="col">a</th><th scope="col" class="number">b</th>');
  assertStringIncludes(html, '<td>x</td><td class="number"><a href="#jobs">1</a></td>');
  assertEquals(html.includes("style="), false);
});

Deno.test("pictures come from the site's folder, with their text escaped", () => {
  const html = markdownHtml('![a "b" < c](figures/x.svg)', "/reports/quick/figures/");
  assertEquals(
    html,
    '<div class="picture"><img src="/reports/quick/figures/x.svg" alt="a &quot;b&quot; &lt; c"></div>\n',
  );
});

Deno.test("links to documents that the site shows lead to its pages, others stay as they are", () => {
  const html = markdownHtml(
    "# T\n\n[a](../../docs/discussion.md), [b](../reports/quick/report.md), [c](#jobs), [d](x?a&b)",
    "",
  );
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  assertEquals(links, ["/discussion", "/experiments/p4?profile=quick", "#jobs", "x?a&amp;b"]);
});
