import { assert, assertEquals, assertRejects } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { parsePowerSeries } from "../../src/data/power_series.ts";
import { encodeSeries } from "../../src/data/series.ts";
import { readSources } from "../../src/data/sources.ts";
import { readZipMember } from "../../src/data/zip_member.ts";
import { expectedSeries, mirrorText, officialText, READINGS } from "./power_fixture.ts";

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096);
}
const parse = (text: string): Promise<Float32Array> => parsePowerSeries(bytesOf(text), "power.txt");
const refuses = (text: string, message: string): Promise<unknown> =>
  assertRejects(() => parse(text), CliError, message);

const HEADER = "Date;Time;Global_active_power\n";

Deno.test("the official form and the mirror's give the same canonical bytes", async () => {
  const expected = encodeSeries(expectedSeries(READINGS));
  assertEquals(sha256(encodeSeries(await parse(officialText(READINGS)))), sha256(expected));
  assertEquals(sha256(encodeSeries(await parse(mirrorText(READINGS)))), sha256(expected));
});

Deno.test("parsePowerSeries takes rows in any order and rows given twice alike", async () => {
  const rows = [...READINGS].reverse();
  const text = officialText([...rows, rows[5]!, rows[1879]!]);
  assertEquals(await parse(text), expectedSeries(READINGS));
});

Deno.test("parsePowerSeries finds its columns wherever they stand, with a byte order mark and CR LF", async () => {
  const series = await parse(
    "\ufeffGlobal_active_power;note;Time;Date\r\n1.5;x;00:01:00;2/1/2007\r\n",
  );
  assertEquals(series[1441], 1.5);
  assertEquals(series.filter((value) => !Number.isNaN(value)).length, 1);
});

Deno.test("parsePowerSeries leaves a minute missing that is ?, empty or has no row", async () => {
  const series = await parse(
    HEADER + "1/1/2007;00:00:00;?\n1/1/2007;00:01:00;\n1/1/2007;00:03:00;2\n",
  );
  assertEquals([...series.slice(0, 4)], [NaN, NaN, NaN, 2]);
});

Deno.test("parsePowerSeries names the columns that it misses and what it found", async () => {
  await refuses(
    "Date;Time;Voltage\n1/1/2007;00:00:00;240\n",
    'got "Date;Time;Voltage" without Global_active_power',
  );
  await refuses("", "without Date, Time, Global_active_power");
});

Deno.test("parsePowerSeries names the line of what it cannot read", async () => {
  const good = "1/1/2007;00:00:00;1.5\n";
  for (
    const [row, message] of [
      ["1/1/2007;00:01:00;1,5", 'line 3 of power.txt: expected a number of kW or ?, got "1,5"'],
      ["1/1/2007;00:01:00;-1", 'expected a number of kW or ?, got "-1"'],
      ["1/1/2007;00:01:00;1e400", 'expected a number of kW or ?, got "1e400"'],
      [
        "30/2/2007;00:01:00;1",
        'line 3 of power.txt: expected a day of month 2/2007, got "30/2/2007"',
      ],
      ["1/1/2007;00:01;1", 'line 3 of power.txt: expected a time as hours:minutes:00, got "00:01"'],
      ["1/1/2007;00:0", "line 3 of power.txt: expected at least 3 fields, got 2"],
    ] as const
  ) await refuses(HEADER + good + row, message);
});

Deno.test("parsePowerSeries refuses two rows that contradict each other, naming both", async () => {
  await refuses(
    HEADER + "1/1/2007;00:00:00;1.5\n\n1/1/07;0:00:00;2.5\n",
    "line 4 of power.txt: expected what line 2 gives for the same minute, 1.5, got 2.5",
  );
  await refuses(HEADER + "1/1/2007;00:00:00;1.5\n1/1/2007;00:00:00;?\n", "1.5, got NaN");
});

Deno.test("parsePowerSeries refuses a file without a minute of the half-year", async () => {
  await refuses(HEADER + "1/1/2009;00:00:00;1.5\n", "it holds no minute from January to June 2007");
});

const mirror = Deno.env.get("UNROLL_MIRROR");
Deno.test({
  name: "the real mirror's half-year has the pinned hash and 3,771 missing minutes" +
    (mirror === undefined ? " (ignored: UNROLL_MIRROR names no mirror)" : ""),
  ignore: mirror === undefined,
  fn: async () => {
    const { sources, datasets } = await readSources();
    const { file, member } = sources["uci-household-power"]!.mirrors[0]!;
    const series = await parsePowerSeries(
      readZipMember(`${mirror}/${file}`, { name: member }),
      file,
    );
    assertEquals(series.length, 260_640);
    assertEquals(series.filter(Number.isNaN).length, 3771);
    assertEquals(sha256(encodeSeries(series)), datasets["household-power"]!.sha256);
    assert(series.every((value) => !(value > 11)));
  },
});
