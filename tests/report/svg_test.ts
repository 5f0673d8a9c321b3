import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { type DotPlot, dotPlot } from "../../src/report/dot_plot.ts";
import { type LineChart, lineChart } from "../../src/report/line_chart.ts";
import { escaped, pixel } from "../../src/report/svg.ts";

const point = (x: number, y: number): LineChart["lines"][number]["points"][number] => ({
  x,
  y,
  low: y - 1,
  high: y + 1,
});

function chart(lines: LineChart["lines"]): string {
  return lineChart({
    id: "a",
    title: "A < B",
    description: "It & that",
    xLabel: "x",
    yLabel: "y",
    lines,
  });
}

function plot(rows: DotPlot["rows"]): string {
  return dotPlot({ id: "b", title: "B", description: "d", xLabel: "x", rows });
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
