/** The picture as an SVG document that needs nothing else: lanes, heat maps as images, axes, cursor, and where it comes from. */
import { fittedLane, type Lane, placeOf, placesOf } from "./lanes.ts";
import type { NetworkCard, Sample } from "./network_card.ts";
import { axisText, bandPath, clockText, linePath, roundMarks, unitLine } from "./plot.ts";
import type { Reading } from "./reading.ts";
import { layerName, stepName, verdictText } from "./summary.ts";
import type { ViewState } from "./view_state.ts";

/** Colours of the page, as CSS has them. */
export interface Palette {
  /** Ground. */
  readonly paper: string;
  /** Text. */
  readonly ink: string;
  /** Lesser text. */
  readonly soft: string;
  /** Rules. */
  readonly rule: string;
  /** Means and series. */
  readonly mean: string;
  /** The chosen unit. */
  readonly unit: string;
}

/** One network's part of the picture. */
export interface PictureColumn {
  /** The network. */
  readonly card: NetworkCard;
  /** What it made of the sample. */
  readonly reading: Reading;
  /** Address of each heat map's image by lane, a pixel for each shown step and unit: a `data:` URL. */
  readonly heat: ReadonlyMap<string, string>;
}

/** What is drawn. */
export interface Picture {
  /** The sample, as it was read. */
  readonly sample: Sample;
  /** One network, or two side by side. */
  readonly columns: readonly PictureColumn[];
  /** What of it is shown. */
  readonly view: ViewState;
  /** Where it comes from, in a line. */
  readonly source: string;
  /** Its colours. */
  readonly palette: Palette;
  /** Whether the page was dark, and with it the colours of nothing. */
  readonly dark: boolean;
}

/** Sizes in pixels: a column with its gutter, a line, a heat map, a title, the head of the picture. */
const COLUMN = 620, GUTTER = 56, MARGIN = 24, LINE = 58, HEAT = 64, TITLE = 24, HEAD = 100;
const PLOT = COLUMN - GUTTER, LANE = TITLE + LINE + 10;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>]/g, (character) => ENTITIES[character]!);
}

/** The load, or where words stand, as a lane. */
function inputLane(sample: Sample, { tokens }: Reading): Lane {
  const line = sample.kind === "load"
    ? sample.kilowatts
    : tokens!.map(({ token }) => Number(token !== null));
  const load = sample.kind === "load";
  return {
    id: "x",
    symbol: "x",
    name: load ? "load" : "words",
    note: load ? "" : "0 where it is padding",
    kind: "series",
    unit: load ? "kW" : "",
    low: 0,
    high: load ? Math.ceil(Math.max(...sample.kilowatts)) : 1,
    line,
  };
}

function laneSvg(given: Lane, { reading, heat }: PictureColumn, view: ViewState): string {
  const { from, to, unit } = view, hidden = reading.units.length, { cells } = given;
  const own = cells && unit !== null ? unitLine(cells, hidden, unit) : undefined;
  const lane = fittedLane(given, view, own);
  const draw = (values: ArrayLike<number | null>, style: string): string =>
    `<path class="${style}" vector-effect="non-scaling-stroke" d="${
      linePath(lane, values, view, LINE)
    }"/>`;
  const [top, bottom] = axisText(lane), image = heat.get(lane.id);
  const note = [lane.note, lane.unit].filter((text) => text !== "").join(" · ");
  return [
    `<text x="${GUTTER}" y="15"><tspan class="b">${escaped(lane.symbol)}</tspan>  ${
      escaped(lane.name)
    }<tspan class="s" dx="8">${escaped(note)}</tspan></text>`,
    `<g transform="translate(0 ${TITLE})">`,
    `<text class="s e" x="${GUTTER - 6}" y="9">${top}</text>`,
    `<text class="s e" x="${GUTTER - 6}" y="${LINE}">${bottom}</text>`,
    `<g transform="translate(${GUTTER} 0) scale(${PLOT / (to - from)} 1)">`,
    lane.band ? `<path class="d" d="${bandPath(lane, lane.band, view, LINE)}"/>` : "",
    draw(lane.line, "m"),
    own ? draw(own, "u") : "",
    "</g>",
    image
      ? `<image x="${GUTTER}" y="${
        LINE + 4
      }" width="${PLOT}" height="${HEAT}" preserveAspectRatio="none" image-rendering="pixelated" href="${image}"/>`
      : "",
    "</g>",
  ].join("");
}

function axisSvg(sample: Sample, { from, to }: ViewState): string {
  const offset = sample.kind === "load" ? sample.start : 1;
  return roundMarks(from + offset, to - 1 + offset, 8).map((mark) => {
    const x = GUTTER + (mark - offset - from + 0.5) / (to - from) * PLOT;
    const text = sample.kind === "load" ? clockText(mark) : mark;
    return `<text class="s m" x="${x.toFixed(1)}" y="12">${text}</text>`;
  }).join("");
}

function columnSvg(
  column: PictureColumn,
  { sample, view, columns }: Picture,
): { svg: string; height: number } {
  const { card, reading } = column;
  const places = placesOf(columns.map(({ reading: { lanes } }) => lanes));
  const parts = [
    `<text class="h" y="16">${card.model}<tspan class="s" dx="8">${
      layerName(card, view)
    }</tspan></text>`,
    `<text class="s" y="36">${escaped(verdictText(card, sample, reading))}</text>`,
  ];
  let y = 52;
  const add = (lane: Lane | undefined, height: number): void => {
    if (lane) parts.push(`<g transform="translate(0 ${y})">${laneSvg(lane, column, view)}</g>`);
    y += height;
  };
  add(inputLane(sample, reading), LANE);
  for (const [place, model] of places) {
    // A lane that this network lacks keeps its place, so that the others stand beside each other.
    const isMean = model.kind === "gate" || model.kind === "state";
    add(reading.lanes.find((lane) => placeOf(lane) === place), isMean ? LANE + HEAT + 4 : LANE);
  }
  const x = GUTTER + (view.cursor - view.from + 0.5) / (view.to - view.from) * PLOT;
  parts.push(`<path class="c" d="M${x.toFixed(1)} 52V${y}"/>`);
  parts.push(`<g transform="translate(0 ${y})">${axisSvg(sample, view)}</g>`);
  return { svg: parts.join(""), height: y + 20 };
}

/** The document. */
export function pictureSvg(picture: Picture): string {
  const { sample, columns, view, source, palette: { paper, ink, soft, rule, mean, unit } } =
    picture;
  const drawn = columns.map((column) => columnSvg(column, picture));
  const width = 2 * MARGIN + columns.length * COLUMN + (columns.length - 1) * MARGIN;
  const height = HEAD + Math.max(...drawn.map((one) => one.height)) + MARGIN + 20;
  const label = sample.simulated ? "simulated data" : "real data";
  const unitNote = view.unit === null ? "" : `; thin line: unit ${view.unit}`;
  const colours = picture.dark ? ["dark", "light"] : ["light", "dark"];
  const at = stepName(sample, columns[0]!.reading, view.cursor);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="13" fill="${ink}">`,
    `<title>${escaped(`${sample.title} (${label})`)}</title>`,
    `<style>.h{font-size:17px;font-weight:600}.b{font-weight:600}.s{fill:${soft};font-size:11px;font-weight:400}.m{text-anchor:middle}.e{text-anchor:end}path{fill:none}path.m{stroke:${mean};stroke-width:1.8}path.d{fill:${mean};opacity:.16}.u{stroke:${unit};stroke-width:1.4}.c{stroke:${soft};stroke-dasharray:3 3}</style>`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    `<text x="${MARGIN}" y="38" font-size="21" font-weight="600">${
      escaped(sample.title)
    }<tspan class="s" dx="10">${label}</tspan></text>`,
    `<text class="s" x="${MARGIN}" y="60">Means over units and the middle four fifths of them above, each unit a row below${unitNote}; dashed: ${
      escaped(`step ${view.cursor + 1}, ${at}`)
    }</text>`,
    `<text class="s" x="${MARGIN}" y="76">Colours: gates from ${colours[0]} (0) to ${
      colours[1]
    } (1); states blue below 0, orange above</text>`,
    `<path d="M${MARGIN} 88H${width - MARGIN}" stroke="${rule}"/>`,
    ...drawn.map(({ svg }, i) =>
      `<g transform="translate(${MARGIN + i * (COLUMN + MARGIN)} ${HEAD})">${svg}</g>`
    ),
    `<text class="s" x="${MARGIN}" y="${height - 14}">${escaped(source)}</text>`,
    "</svg>\n",
  ].join("");
}
