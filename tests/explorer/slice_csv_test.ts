import { assertEquals } from "@std/assert";
import { parse } from "@std/csv";
import type { NetworkCard, Sample } from "../../src/explorer/network_card.ts";
import { type Reading, readingOf, readSample } from "../../src/explorer/reading.ts";
import { sliceCsv } from "../../src/explorer/slice_csv.ts";
import { plainView, type ViewState } from "../../src/explorer/view_state.ts";
import { classifier, forecaster, IDS, LOAD, networkOf, REVIEW } from "./reading_fixture.ts";

function viewOf({ steps, spec }: NetworkCard): ViewState {
  const { layers, hidden } = spec.recurrent;
  return plainView({ steps, layers, hidden, backward: false, loads: true });
}

async function read(
  card: NetworkCard,
  sample: Sample,
): Promise<{ card: NetworkCard; reading: Reading }> {
  const seen = readSample(await networkOf(card), card, sample, IDS);
  return { card, reading: readingOf(seen, card, viewOf(card), sample) };
}

const GIVEN = { profile: "quick", changed: false };

Deno.test("the shown steps are rows, and each unit comes back to the bit", async () => {
  const one = await read(forecaster("LSTM"), LOAD), { lanes } = one.reading;
  const rows = parse(sliceCsv(LOAD, [one], { ...viewOf(one.card), from: 4, to: 9 }, GIVEN), {
    skipFirstRow: true,
  });
  assertEquals(rows.map((row) => row["step"]), ["5", "6", "7", "8", "9"]);
  assertEquals(rows.map((row) => row["time"]), ["23:59", "00:00", "00:01", "00:02", "00:03"]);
  assertEquals(rows.map((row) => Number(row["load_kw"])), LOAD.kilowatts.slice(4, 9));
  for (const { id, cells } of lanes.filter(({ cells }) => cells !== undefined)) {
    rows.forEach((row, i) => {
      for (let unit = 0; unit < 8; unit++) {
        assertEquals(Math.fround(Number(row[`${id}_${unit}`])), cells![(4 + i) * 8 + unit]);
      }
    });
  }
});

Deno.test("two networks stand below each other; what one of them lacks is left empty", async () => {
  const both = [await read(forecaster("LSTM"), LOAD), await read(forecaster("GRU"), LOAD)];
  const rows = parse(sliceCsv(LOAD, both, viewOf(both[0]!.card), GIVEN), { skipFirstRow: true });
  assertEquals(rows.length, 24);
  assertEquals(rows[0]!["network"], "Q7-a/LSTM/seed-1");
  assertEquals(rows[12]!["network"], "Q7-a/GRU/seed-1");
  assertEquals([rows[0]!["z_mean"], rows[12]!["f_mean"]], ["", ""]);
  assertEquals(rows.every((row) => row["h_mean"] !== ""), true);
});

Deno.test("every row says what it was read from: profile, run, layer, direction, and whose input", async () => {
  const one = await read(forecaster("LSTM"), LOAD);
  const origin = (layer: number, changed: boolean): string[] => {
    const view = { ...viewOf(one.card), layer };
    const [row] = parse(sliceCsv(LOAD, [one], view, { profile: "paper", changed }), {
      skipFirstRow: true,
    });
    return ["profile", "run", "layer", "direction", "input"].map((name) => String(row![name]));
  };
  assertEquals(origin(0, false), ["paper", one.card.id, "1", "forward", "published"]);
  const top = one.card.spec.recurrent.layers;
  assertEquals(origin(9, true), ["paper", one.card.id, String(top), "forward", "changed"]);
});

Deno.test("words with the marks of CSV survive it", async () => {
  const one = await read(classifier("pre"), REVIEW);
  const rows = parse(sliceCsv(REVIEW, [one], viewOf(one.card), GIVEN), { skipFirstRow: true });
  assertEquals(rows.map((row) => row["token"]), [
    ...["", "", "", ""],
    ...["the", "film", "was", "not", "marvellous", '"'],
  ]);
  assertEquals(rows.map((row) => row["known"]).slice(-3), ["true", "false", "false"]);
});
