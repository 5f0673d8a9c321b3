import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { NetworkCard, Sample } from "../../src/explorer/network_card.ts";
import {
  type Palette,
  type Picture,
  type PictureColumn,
  pictureSvg,
} from "../../src/explorer/picture_svg.ts";
import { readingOf, readSample } from "../../src/explorer/reading.ts";
import { plainView } from "../../src/explorer/view_state.ts";
import { classifier, forecaster, IDS, LOAD, networkOf, REVIEW } from "./reading_fixture.ts";

const PALETTE: Palette = {
  paper: "#ffffff",
  ink: "#111111",
  soft: "#777777",
  rule: "#cccccc",
  mean: "#0000ff",
  unit: "#ff0000",
};
const IMAGE = "data:image/png;base64,AAAA";

function limitsOf({ steps, spec: { recurrent } }: NetworkCard) {
  const { layers, hidden, bidirectional } = recurrent;
  return { steps, layers, hidden, backward: bidirectional, loads: true };
}

async function columnOf(card: NetworkCard, sample: Sample): Promise<PictureColumn> {
  const seen = readSample(await networkOf(card), card, sample, IDS);
  const reading = readingOf(seen, card, plainView(limitsOf(card)), sample);
  const heat = reading.lanes.filter(({ cells }) => cells).map((
    { id },
  ): [string, string] => [id, IMAGE]);
  return { card, reading, heat: new Map(heat) };
}

async function pictureOf(
  sample: Sample,
  cards: readonly NetworkCard[],
  changes: Partial<Picture["view"]> = {},
): Promise<Picture> {
  return {
    sample,
    columns: await Promise.all(cards.map((card) => columnOf(card, sample))),
    view: { ...plainView(limitsOf(cards[0]!)), ...changes },
    source: "Unroll: a & b",
    palette: PALETTE,
    dark: false,
  };
}

/** Vertical places of the lanes of each column whose name matches. */
function placesIn(svg: string, name: RegExp): number[] {
  return [...svg.matchAll(/<g transform="translate\(0 (\d+)\)"><text[^>]*>(.*?)<\/text>/g)]
    .filter(([, , text]) => name.test(text!)).map(([, y]) => Number(y));
}

Deno.test("a picture has every lane of each network with its heat map, and says what it shows", async () => {
  const svg = pictureSvg(await pictureOf(LOAD, [forecaster("LSTM")]));
  for (const name of ["forget gate", "cell state", "‖∂L/∂hₜ‖", "saliency of the input"]) {
    assertStringIncludes(svg, name);
  }
  assertEquals(svg.match(/<image /g)!.length, 6);
  assertStringIncludes(svg, "simulated data");
  assertStringIncludes(svg, "Unroll: a &amp; b");
  assertStringIncludes(svg, "00:00");
});

Deno.test("it needs nothing from outside and holds no script", async () => {
  const svg = pictureSvg(await pictureOf(REVIEW, [classifier("pre")]));
  const addresses = [...svg.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1]);
  assert(addresses.every((address) => address === IMAGE));
  assertEquals(/<script|@import|url\(/.test(svg), false);
  const outside = svg.replace('xmlns="http://www.w3.org/2000/svg"', "");
  assertEquals(outside.includes("http"), false);
});

Deno.test("what two networks share stands at the same height", async () => {
  const svg = pictureSvg(await pictureOf(LOAD, [forecaster("LSTM"), forecaster("GRU")]));
  for (const name of [/hidden state/, /forget gate|update gate/, /saliency/]) {
    const [left, right, ...others] = placesIn(svg, name);
    assertEquals(left, right, String(name));
    assertEquals(others, []);
  }
  assertEquals(placesIn(svg, /cell state<|output gate/).length, 2);
});

Deno.test("the chosen unit has a line of its own in every lane that has units", async () => {
  const picture = await pictureOf(LOAD, [forecaster("GRU")], { unit: 3 });
  const svg = pictureSvg(picture);
  assertEquals(svg.match(/<path class="u"/g)!.length, 4);
  assertStringIncludes(svg, "thin line: unit 3");
  const without = pictureSvg({ ...picture, view: { ...picture.view, unit: null } });
  assertEquals(without.includes('<path class="u"'), false);
});

Deno.test("words of a visitor enter a picture as text", async () => {
  const sample = { ...REVIEW, title: "<b>&", text: "the <script> film" };
  const svg = pictureSvg(await pictureOf(sample, [classifier("pre")], { cursor: 9 }));
  assertStringIncludes(svg, "&lt;b&gt;&amp;");
  assertEquals(/<script|<b>/.test(svg), false);
});
