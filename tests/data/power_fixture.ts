import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";

/** One reading: minute of the first half of 2007, and the text of its power. */
export type Reading = readonly [minute: number, power: string];

const MONTH_DAYS = [31, 28, 31, 30, 31, 30];

function placeOf(minute: number): { day: number; month: number; hour: number; minute: number } {
  let day = Math.floor(minute / 1440), month = 0;
  while (day >= MONTH_DAYS[month]!) day -= MONTH_DAYS[month++]!;
  return {
    day: day + 1,
    month: month + 1,
    hour: Math.floor(minute % 1440 / 60),
    minute: minute % 60,
  };
}

const two = (value: number): string => String(value).padStart(2, "0");

/** Rows in the official form, with a row of 2006 and one of 2008 around them. */
export function officialText(readings: readonly Reading[]): string {
  const row = (date: string, time: string, power: string): string =>
    power === "?"
      ? `${date};${time};?;?;?;?;?;?;`
      : `${date};${time};${power};0.418;234.840;18.400;0.000;1.000;17.000`;
  return [
    "Date;Time;Global_active_power;Global_reactive_power;Voltage;Global_intensity;" +
    "Sub_metering_1;Sub_metering_2;Sub_metering_3",
    row("31/12/2006", "23:59:00", "9.999"),
    ...readings.map(([at, power]) => {
      const { day, month, hour, minute } = placeOf(at);
      return row(`${day}/${month}/2007`, `${two(hour)}:${two(minute)}:00`, power);
    }),
    row("1/1/2008", "00:00:00", "8.888"),
    "",
  ].join("\n");
}

/** Rows as the mirror's copy has them: commas, an index, dates of up to the twelfth with a short year. */
export function mirrorText(readings: readonly Reading[]): string {
  const rows = readings.map(([at, power], i) => {
    const { day, month, hour, minute } = placeOf(at);
    const date = `${day}/${month}/${day <= 12 ? "07" : "2007"}`;
    const rest = power === "?" ? "?,?,?,?,?," : "0.136,241.97,10.6,0,0,0.0";
    return `${i},${date},${hour}:${two(minute)}:00,${power},${rest}`;
  });
  return [
    "index,Date,Time,Global_active_power,Global_reactive_power,Voltage,Global_intensity," +
    "Sub_metering_1,Sub_metering_2,Sub_metering_3",
    ...rows,
    "",
  ].join("\n");
}

/** The canonical series that the readings mean. */
export function expectedSeries(readings: readonly Reading[]): Float32Array<ArrayBuffer> {
  const series = new Float32Array(260_640).fill(NaN);
  for (const [minute, power] of readings) series[minute] = power === "?" ? NaN : Number(power);
  return series;
}

/** A zip archive of one member. */
export async function zipOf(member: string, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  await writer.add(member, new Uint8ArrayReader(new TextEncoder().encode(text)));
  return await writer.close() as Uint8Array<ArrayBuffer>;
}

/** Two days of readings around the turn of a month, with a missing one. */
export const READINGS: readonly Reading[] = Array.from(
  { length: 2880 },
  (_, i) => [30 * 1440 + i, i === 1000 ? "?" : (0.2 + (i * 37 % 1000) / 500).toFixed(3)],
);
