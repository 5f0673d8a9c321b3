import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { type DotPlot, dotPlot } from "../../src/report/dot_plot.ts";
import { type LineChart, lineChart } from "../../src/report/line_chart.ts";
import { escaped, nameWidth, picture, pictures, pixel } from "../../src/report/svg.ts";

const point = (x: number, y: number): LineChart["lines"][number]["points"][number] => ({
  x,
  y,
  low: y - 1,
  high: y + 1,
});

const words = { id: "a", title: "A < B", description: "It & that", xLabel: "x", yLabel: "y" };

function chart(lines: LineChart["lines"]): string {
  return lineChart({ ...words, lines }).svg;
}

function plot(rows: DotPlot["rows"]): string {
  return dotPlot({ id: "b", title: "B", description: "d", xLabel: "x", rows }).svg;
}

const row = { name: "r", value: 2, halfWidth: 1, parts: [1, 3], study: 2.5, colour: 0 };

Deno.test("a figure has a title and a description for screen readers, escaped", () => {
  const text = chart([{ name: "one", points: [point(1, 2), point(2, 3)] }]);
  assertMatch(text, /^<svg [^>]*role="img" aria-labelledby="a-title a-description">/);
  assertMatch(
    text,
    /<title id="a-title">A &lt; B<\/title>\n<desc id="a-description">It &amp; that</,
  );
  assertEquals(escaped(`<"&'>`), "&lt;&quot;&amp;'&gt;");
});

Deno.test("what a figure says in words stands in for it in Markdown", () => {
  const drawing = lineChart({
    ...words,
    description: "From [1, 2].",
    lines: [{ name: "one", points: [point(1, 2)] }],
  });
  assertEquals(picture("f/a.svg", drawing), "![A < B. From \\[1, 2\\].](f/a.svg)");
  assertEquals(pictures({ "a.svg": drawing }), [picture("figures/a.svg", drawing)]);
});

Deno.test("a title that is wider than the figure takes lines of its own, and what is below makes room", () => {
  const lines = [{ name: "one", points: [point(1, 2), point(2, 3)] }];
  const short = lineChart({ ...words, lines }).svg;
  const long = lineChart({ ...words, title: "A title of many words ".repeat(6).trim(), lines }).svg;
  const titles = [...long.matchAll(/class="title"[^>]*>([^<]+)</g)].map(([, line]) => line!);
  assertEquals(titles.length, 3);
  assertEquals(titles.join(" "), "A title of many words ".repeat(6).trim());
  const height = (document: string): number => Number(/ height="(\d+)"/.exec(document)![1]);
  assertEquals(height(long) - height(short), 40);
  assertMatch(long, /<g transform="translate\(0 40\)">/);
});

Deno.test("names of lines and rows, and the legend, stay inside a figure", () => {
  const name = "a name of thirty characters here";
  const width = (document: string): number => Number(/viewBox="0 0 (\d+)/.exec(document)![1]);
  const line = chart([{ name, points: [point(1, 2), point(2, 3)] }]);
  const start = Number(/class="name c0" x="([^"]+)"/.exec(line)![1]);
  assertEquals(start + nameWidth([name]) <= width(line), true);
  const dots = plot([{ ...row, name }, { ...row, colour: null }]);
  const end = Number(/class="name end c0" x="([^"]+)"/.exec(dots)![1]);
  assertEquals(end - nameWidth([name]) >= 0, true);
  const legend = [...dots.matchAll(/class="tick" x="([^"]+)" y="([^"]+)">/g)];
  assertEquals(legend.length, 4);
  assertEquals(new Set(legend.map(([, , y]) => y)).size, 2);
});

Deno.test("a few places of the axis are all named, and round numbers of many", () => {
  const ticks = (xs: number[]): string[] =>
    [
      ...chart([{ name: "one", points: xs.map((x) => point(x, x)) }])
        .matchAll(/class="tick middle"[^>]*>([^<]+)</g),
    ].map(([, text]) => text!);
  assertEquals(ticks([120, 30, 60]), ["30", "60", "120"]);
  assertEquals(ticks([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), ["2", "4", "6", "8", "10", "12"]);
});

Deno.test("a figure follows the reader's colour scheme and asks nothing of the network", () => {
  const text = chart([{ name: "one", points: [point(1, 2)] }]);
  assertMatch(text, /@media \(prefers-color-scheme:dark\)/);
  assertEquals(text.match(/https?:\/\/[^"]+/g), ["http://www.w3.org/2000/svg"]);
});

Deno.test("coordinates have two decimals at most", () => {
  assertEquals([1 / 3, 2, -0.001].map(pixel), ["0.33", "2", "0"]);
  const text = chart([{ name: "one", points: [1, 2, 3, 4, 5, 6, 7].map((x) => point(x, 1 / x)) }]);
  assertEquals(text.match(/\d\.\d{3,}/g), null);
});

Deno.test("labels of lines that end at one place stand apart", () => {
  const lines = ["a", "b", "c", "d"].map((name) => ({ name, points: [point(1, 5), point(2, 5)] }));
  const ys = [...chart(lines).matchAll(/class="name c\d" x="[^"]+" y="([^"]+)"/g)]
    .map((match) => Number(match[1])).sort((a, b) => a - b);
  assertEquals(ys.length, 4);
  for (let i = 1; i < ys.length; i++) assertEquals(ys[i]! - ys[i - 1]! >= 17, true);
});

Deno.test("a dot plot marks the mean, its interval, each seed and the study's figure, and names each kind", () => {
  const all = plot([row]), bare = plot([{ ...row, halfWidth: null, parts: [], study: null }]);
  const count = (kind: string): number[] =>
    [all, bare].map((text) => text.split(`class="${kind}`).length - 1);
  // The legend has each mark that occurs once more; a row of a name and a dot needs none.
  assertEquals([count("whisker"), count("ring"), count("study"), count("dot")], [
    [2, 0],
    [3, 0],
    [2, 0],
    [2, 1],
  ]);
  assertEquals(all.includes("baseline"), false);
  assertMatch(plot([row, { ...row, colour: null }]), />baseline</);
});

Deno.test("a figure refuses to be drawn of nothing or in more colours than there are", () => {
  const line = { name: "one", points: [point(1, 2)] };
  assertThrows(() => chart([]), RangeError, "Cannot draw 0 lines");
  assertThrows(() => chart([{ name: "none", points: [] }]), RangeError);
  assertThrows(() => chart([line, line, line, line, line]), RangeError, "Cannot draw 5 lines");
  assertThrows(() => plot([]), RangeError, "Cannot draw 0 rows");
  assertThrows(() => plot([{ ...row, colour: 4 }]), RangeError);
});
