/**
 * Colours of heat maps. They are laid out in Oklab (Ottosson, 2020), whose lightness follows what people see: lightness runs linearly
 * with the value, so equal differences look equal, also without hue. Zero has the page's own lightness, by day as by night.
 */

/** Gates run from closed to open; states from negative through zero to positive. */
export type ColourScale = "gate" | "state";

const LEVELS = 256;
/** Lightness of nothing and of the most, by day and by night. */
const LIGHTNESS = { light: [0.975, 0.33], dark: [0.22, 0.93] } as const;

/** A colour of Oklab in polar form (hue in turns) as sRGB bytes; what lies outside is cut off. */
function srgb(lightness: number, chroma: number, hue: number): [number, number, number] {
  const a = chroma * Math.cos(2 * Math.PI * hue), b = chroma * Math.sin(2 * Math.PI * hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const byte = (linear: number): number => {
    const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  };
  return [
    byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    byte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const tables = new Map<string, Uint32Array>();

/**
 * [256] pixels as canvas keeps them, the lowest value first; made once.
 * @param dark whether the page is dark
 */
export function colourTable(scale: ColourScale, dark: boolean): Uint32Array {
  const key = `${scale} ${dark}`;
  const table = tables.get(key) ?? makeTable(scale, dark);
  tables.set(key, table);
  return table;
}

function makeTable(scale: ColourScale, dark: boolean): Uint32Array {
  const [nothing, most] = LIGHTNESS[dark ? "dark" : "light"];
  return Uint32Array.from({ length: LEVELS }, (_, i) => {
    const share = i / (LEVELS - 1);
    const amount = scale === "gate" ? share : Math.abs(2 * share - 1);
    const lightness = nothing + (most - nothing) * amount * (scale === "gate" ? 1 : 0.8);
    // For gates light is yellow and dark is blue; for states blue stands against orange.
    const gateHue = dark ? 0.74 - 0.46 * share : 0.27 + 0.42 * share;
    const hue = scale === "gate" ? gateHue : share < 0.5 ? 0.7 : 0.13;
    const chroma = scale === "gate" ? 0.13 * Math.sin(Math.PI * amount) + 0.03 * amount : 0.15 *
      amount;
    const [red, green, blue] = srgb(lightness, chroma, hue);
    return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
  });
}

/** Writes a cell for each step and unit of a slice to `pixels` [units][steps]; NaN is transparent. */
export function paintCells(
  pixels: Uint32Array,
  values: Float32Array,
  {
    units,
    from,
    to,
    low,
    high,
    table,
  }: {
    /** Unit of each row, from the top. */
    readonly units: readonly number[];
    /** First step. */
    readonly from: number;
    /** Step after the last. */
    readonly to: number;
    /** Value of the first colour. */
    readonly low: number;
    /** Value of the last colour. */
    readonly high: number;
    /** Colours. */
    readonly table: Uint32Array;
  },
): void {
  const hidden = units.length, width = to - from, scale = (LEVELS - 1) / (high - low);
  units.forEach((unit, row) => {
    for (let step = from; step < to; step++) {
      const value = values[step * hidden + unit]!;
      const level = Math.round((value - low) * scale);
      pixels[row * width + step - from] = Number.isNaN(value)
        ? 0
        : table[Math.min(LEVELS - 1, Math.max(0, level))]!;
    }
  });
}
