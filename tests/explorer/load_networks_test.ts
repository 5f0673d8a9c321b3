import { assertEquals, assertRejects } from "@std/assert";
import {
  fetchedUnasked,
  KERNELS_PATH,
  loadNetworks,
  networkPaths,
} from "../../src/explorer/load_networks.ts";
import type { NetworkCard } from "../../src/explorer/network_card.ts";
import { packWeightsFile } from "../../src/explorer/weights_file.ts";
import { readKernels } from "../../src/kernels/kernels_file.ts";
import { initialWeights } from "../../src/nn/recurrent_model.ts";
import { classifier, forecaster, WORDS } from "./reading_fixture.ts";

const LSTM = forecaster("LSTM"), READER = classifier("pre");

/** A site that serves what networks need, and the paths that it was asked for. */
async function site(): Promise<
  { asked: string[]; get: (path: string) => Promise<Response> }
> {
  const files = new Map<string, BodyInit>([[KERNELS_PATH, await readKernels()]]);
  for (const { id, spec } of [LSTM, READER]) {
    files.set(networkPaths(id).weights, packWeightsFile(initialWeights(spec, 1)));
  }
  files.set(networkPaths(READER.id).words, JSON.stringify(WORDS));
  const asked: string[] = [];
  return {
    asked,
    get: (path) => {
      asked.push(path);
      const body = files.get(path);
      return Promise.resolve(new Response(body ?? null, { status: body ? 200 : 404 }));
    },
  };
}

Deno.test("networks come with their weights and words, the kernels once", async () => {
  const { asked, get } = await site();
  const [lstm, reader] = await loadNetworks([LSTM, READER], get);
  assertEquals(
    asked.toSorted(),
    [
      KERNELS_PATH,
      networkPaths(LSTM.id).weights,
      networkPaths(READER.id).weights,
      networkPaths(READER.id).words,
    ].toSorted(),
  );
  assertEquals(lstm!.words.size, 0);
  assertEquals(reader!.words.get("film"), 3);
  assertEquals(reader!.network.inspect(Int32Array.of(2, 3)).steps, 2);
});

Deno.test("a page fetches one network unasked, and the one beside it where both are light", () => {
  const heavy = (bidirectional: boolean): NetworkCard => {
    const card = forecaster("LSTM", bidirectional);
    return {
      ...card,
      spec: { ...card.spec, recurrent: { ...card.spec.recurrent, hidden: 64 } },
    };
  };
  const lstm = heavy(false), bilstm = heavy(true);
  assertEquals(
    [[LSTM], [bilstm], [lstm, LSTM], [lstm, bilstm], [bilstm, lstm]].map(fetchedUnasked),
    [1, 1, 2, 1, 1],
  );
});

Deno.test("what the site does not have is named with its answer", async () => {
  const { get } = await site();
  await assertRejects(
    () => loadNetworks([{ ...LSTM, id: "ffffffffffff" }], get),
    Error,
    "Cannot fetch /gates/ffffffffffff/weights.bin: the site answered 404",
  );
});
