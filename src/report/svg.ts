/** What every figure shares: escaping, coordinates, colours for light and dark, and a frame that screen readers can read. */

/** Text or an attribute's value, escaped for XML. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A coordinate in pixels with two decimals at most: the digits beyond would differ between engines. */
export function pixel(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** Number of colours; the classes `c0`, `c1` … carry them. */
export const COLOURS = 4;

/** Contrast to the background is above 4.5 in both schemes; dashes tell lines apart without colour. */
const LIGHT = ["#0a62ab", "#b8430e", "#0d7358", "#8a3f9e"];
const DARK = ["#6cb6ff", "#ff9a62", "#4fd1a5", "#dba6ee"];
const DASHES = ["none", "7 3", "2 3", "9 3 2 3"];

function colours(palette: readonly string[]): string {
  return palette.map((colour, i) =>
    `.c${i}{color:${colour}}.line.c${i},.whisker.c${i},.ring.c${i},.study.c${i}{stroke:${colour}}` +
    `.band.c${i},.dot.c${i},.name.c${i}{fill:${colour}}`
  ).join("");
}

const STYLE = [
  "text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#1f2328}",
  ".title{font-size:15px;font-weight:600}.tick,.axis{fill:#57606a}.end{text-anchor:end}.middle{text-anchor:middle}",
  ".paper{fill:#fff}.grid{stroke:#d8dee4}",
  ".line{fill:none;stroke-width:2;stroke-linejoin:round}.band{fill-opacity:.16}.whisker{stroke-width:2}",
  ".ring,.study{fill:none;stroke-width:1.5}.study,.ring{stroke:#57606a}.dot{fill:#57606a}.name{font-weight:600}",
  DASHES.map((dash, i) => `.line.c${i}{stroke-dasharray:${dash}}`).join(""),
  colours(LIGHT),
  "@media (prefers-color-scheme:dark){text{fill:#e6edf3}.tick,.axis{fill:#9ea7b3}.paper{fill:#0d1117}" +
  `.grid{stroke:#30363d}.study,.ring{stroke:#9ea7b3}.dot{fill:#9ea7b3}${colours(DARK)}}`,
].join("\n");

/** Names, size and content of a figure. */
export interface Figure {
  /** Unique among the figures of a page: names the title's and the description's elements. */
  readonly id: string;
  /** One line, shown at the top and read out first. */
  readonly title: string;
  /** What the figure shows, in sentences, for those who do not see it. */
  readonly description: string;
  /** Height in pixels below a title of one line. */
  readonly height: number;
  /** Elements, in the order of painting. */
  readonly body: readonly string[];
}

/** Width of every figure in pixels: its text can be read on a telephone, and two stand side by side on a page. */
export const FIGURE_WIDTH = 460;

const MARGIN = 16, TITLE_LINE = 20;
/** Generous widths of characters: a figure is drawn before anyone knows in which font it will be read. */
const TITLE_CHARACTER = 8, SMALL_LETTER = 8, CAPITAL = 10.2;

/** Room that the widest of some names needs. */
export function nameWidth(names: readonly string[]): number {
  return Math.max(...names.map((name) => {
    const capitals = name.match(/[A-Z]/g)?.length ?? 0;
    return capitals * CAPITAL + (name.length - capitals) * SMALL_LETTER;
  }));
}

/** Greedily broken at spaces; what is in brackets stays together. */
function titleLines(title: string): string[] {
  const most = Math.floor((FIGURE_WIDTH - 2 * MARGIN) / TITLE_CHARACTER);
  const bound = title.replaceAll(/\([^)]*\)/g, (inner) => inner.replaceAll(" ", "\u00a0"));
  return bound.match(new RegExp(`[^ ].{0,${most - 1}}(?= |$)|[^ ]+`, "g")) ?? [];
}

/** A figure that was drawn. */
export interface Drawing {
  /** A standalone SVG document that follows the reader's colour scheme. */
  readonly svg: string;
  /** Its title and its description: they stand in for it where it is not seen. */
  readonly words: string;
}

/** Drawings by the names of their files. */
export type Figures = Readonly<Record<string, Drawing>>;

/** Markdown that shows a drawing. */
export function picture(path: string, { words }: Drawing): string {
  return `![${words.replaceAll(/[[\]]/g, "\\$&")}](${path})`;
}

/** Markdown that shows each of some figures from the folder `figures`, in a paragraph of its own. */
export function pictures(figures: Figures): string[] {
  return Object.entries(figures).map(([name, drawing]) => picture(`figures/${name}`, drawing));
}

/** Draws a figure. */
export function svg({ id, title, description, height: belowOneLine, body }: Figure): Drawing {
  const lines = titleLines(title);
  const shift = TITLE_LINE * Math.max(0, lines.length - 1);
  const width = FIGURE_WIDTH, height = belowOneLine + shift;
  const document = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" aria-labelledby="${id}-title ${id}-description">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-description">${escaped(description)}</desc>`,
    `<style>\n${STYLE}\n</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...lines.map((line, i) => label(line, MARGIN, 26 + i * TITLE_LINE, "title")),
    ...(shift === 0 ? body : [`<g transform="translate(0 ${shift})">`, ...body, "</g>"]),
    "</svg>",
    "",
  ].join("\n");
  return { svg: document, words: `${title}. ${description}` };
}

/** A text at a point; `className` holds one or more classes. */
export function label(text: string, x: number, y: number, className: string): string {
  return `<text class="${className}" x="${pixel(x)}" y="${pixel(y)}">${escaped(text)}</text>`;
}

/** A straight line. */
export function rule(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  className: string,
): string {
  const [a, b, c, d] = [x1, y1, x2, y2].map(pixel);
  return `<line class="${className}" x1="${a}" y1="${b}" x2="${c}" y2="${d}"/>`;
}
