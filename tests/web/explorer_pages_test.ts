import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { fetchedUnasked } from "../../src/explorer/load_networks.ts";
import { sentBytes, unpackWeightsFile } from "../../src/explorer/weights_file.ts";
import { readSafetensors } from "../../src/nn/safetensors.ts";
import { GateLibrary, type Gates, type KeptNetwork } from "../../src/web/gate_library.ts";
import { canRead, samplesOf } from "../../src/web/gate_page.ts";
import { type Site, siteOver } from "./site.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const REPORTS = `${ROOT}reports`, MODELS = `${ROOT}models`;

const gates: Gates = await new GateLibrary(REPORTS, MODELS).read();
const published: Site = await siteOver(REPORTS);

function networkOf(profile: string, model: string): KeptNetwork {
  const { networks } = gates.profiles.find((one) => one.profile === profile)!;
  return networks.find(({ card }) => card.model === model && card.scaling)!;
}
const LSTM = networkOf("paper", "LSTM").card.id, GRU = networkOf("paper", "GRU").card.id;
const CLASSIFIER = gates.profiles.find(({ profile }) => profile === "quick")!
  .networks.find(({ card }) => card.spec.embedding)!.card.id;

async function textOf(path: string): Promise<string> {
  const response = await published(path);
  assertEquals(response.status, 200, path);
  return await response.text();
}

Deno.test("the published networks and samples can all be used", () => {
  assertEquals(gates.broken, []);
  assertEquals(gates.profiles.map(({ profile }) => profile), ["paper", "quick"]);
});

Deno.test("the landing page leads to every network with every sample that it reads, and each answers", async () => {
  const landing = await textOf("/gates");
  const links = [...landing.matchAll(/href="(\/gates\/[^"]+)"/g)].map(([, href]) => href!);
  for (const { networks, samples } of gates.profiles) {
    for (const network of networks) {
      const { id, job } = network.card;
      for (const sample of samplesOf(samples).filter((one) => canRead(network, one))) {
        assert(links.includes(`/gates/${id}/${sample.id}`), `${job} ${sample.id}`);
      }
    }
  }
  for (const link of new Set(links)) {
    const text = await textOf(link.replaceAll("&amp;", "&"));
    assertMatch(text, /forecast for \d\d:\d\d|% positive/, link);
  }
});

Deno.test("a page says what its network says, before any script runs", async () => {
  const { kilowatts, next, start } = gates.profiles[0]!.samples.windows
    .find(({ id }) => id === "rise")!;
  assertEquals(kilowatts.length, 60);
  const text = (await textOf(`/gates/${LSTM}/rise`)).replaceAll(/<[^>]+>/g, " ");
  const minute = (start + 60) % 1440;
  const clock = [Math.floor(minute / 60), minute % 60]
    .map((part) => String(part).padStart(2, "0")).join(":");
  assertStringIncludes(text, `forecast for ${clock}`);
  assertStringIncludes(text, `${next.toFixed(2)} kW`);
  for (const lane of ["forget gate", "input gate", "cell state", "output gate", "hidden state"]) {
    assertStringIncludes(text, lane);
  }
});

Deno.test("an address with changes is answered with what follows from them, on the server too", async () => {
  const forecast = async (path: string): Promise<number> => {
    const [, value] = /<b>([−\d.]+) kW<\/b><small>forecast/.exec(await textOf(path))!;
    return Number(value!.replace("−", "-"));
  };
  const given = await forecast(`/gates/${LSTM}/calm`);
  assertGreater(await forecast(`/gates/${LSTM}/calm?edit=59:6,60:6`), given + 1);
  const changed = await textOf(`/gates/${LSTM}/calm?edit=60:6`);
  // What came after the published window did not come after this one.
  assertEquals(/<small>came/.test(changed), false);
  assertEquals(changed.includes("∂L/∂h"), false);
  assertStringIncludes(changed, "∂ŷ/∂h");
});

const REFUSED = [
  [`/gates/${LSTM}/nothing`, 404, "calm, rise, peak"],
  [`/gates/${LSTM}/negation`, 404, "calm, rise, peak"],
  ["/gates/0123456789ab/rise", 404, "/gates lists"],
  ["/gates/0123456789ab/weights.bin", 404, "/gates lists"],
  [`/gates/${LSTM}/words.json`, 404, "reads loads"],
  ["/gates/LSTM/rise", 400, "12 hexadecimal digits"],
  ["/gates/0123456789AB/rise", 400, "12 hexadecimal digits"],
  [`/gates/${LSTM}/rise?layer=3`, 400, "“layer”"],
  [`/gates/${LSTM}/rise?step=nine`, 400, "“step”"],
  [`/gates/${LSTM}/rise?edit=1:21`, 400, "“edit”"],
  [`/gates/${LSTM}/rise?sort=%3Cscript%3E`, 400, "“sort”"],
  [`/gates/${LSTM}/rise?with=GRU`, 400, "“with”"],
  [`/gates/${LSTM}/rise?with=0123456789ab`, 404, "“with”"],
  [`/gates/${LSTM}/rise?with=${LSTM}`, 404, "“with”"],
  [`/gates/${LSTM}/rise?with=${CLASSIFIER}`, 404, "“with”"],
  [`/gates/${CLASSIFIER}/negation?edit=1:2`, 400, "“edit”"],
] as const;

Deno.test("what is unknown or malformed is answered with a page that helps", async () => {
  for (const [path, status, help] of REFUSED) {
    const response = await published(path), text = await response.text();
    assertEquals(response.status, status, path);
    assertStringIncludes(text, help, path);
    assertStringIncludes(text, "</html>", path);
    assertEquals(text.includes("<script>"), false, path);
  }
});

Deno.test("weights arrive as they were published, as 304 for who has them", async () => {
  const network = networkOf("paper", "GRU"), path = `/gates/${GRU}/weights.bin`;
  const response = await published(path);
  assertEquals(response.headers.get("content-type"), "application/octet-stream");
  const got = unpackWeightsFile(new Uint8Array(await response.arrayBuffer()));
  const file = await Deno.readFile(network.path.replace(".onnx", ".safetensors"));
  const { tensors } = readSafetensors(file);
  assertEquals(Object.keys(got).sort(), Object.keys(tensors).sort());
  for (const [name, { data }] of Object.entries(tensors)) {
    assertEquals<unknown>(got[name], data, name);
  }
  const etag = response.headers.get("etag")!;
  const again = await published(path, { headers: { "if-none-match": etag } });
  assertEquals([again.status, await again.text()], [304, ""]);
});

/** Sizes in bytes, compressed, of a page and of all that it loads; scripts apart. */
async function sizes(path: string): Promise<{ scripts: number; others: number }> {
  const found = { scripts: 0, others: 0 }, seen = new Set<string>();
  const take = async (address: string): Promise<void> => {
    if (seen.has(address)) return;
    seen.add(address);
    const response = await published(address, { headers: { "accept-encoding": "gzip" } });
    assertEquals(response.status, 200, address);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isScript = /javascript/.test(response.headers.get("content-type")!);
    found[isScript ? "scripts" : "others"] += bytes.length;
    const plain = response.headers.get("content-encoding") === "gzip"
      ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
      : new Blob([bytes]).stream();
    if (address !== path && !isScript) return;
    const text = await new Response(plain).text();
    const links = isScript
      ? text.matchAll(/(?:from|import)\s*\(?"(\.{0,2}\/[^"]+\.js)"/g)
      : text.matchAll(/(?:src|data-island|(?:stylesheet|modulepreload|icon)" href)="(\/[^"]+)"/g);
    for (const [, link] of links) {
      await take(new URL(link!, `http://site${address}`).pathname);
    }
  };
  await take(path);
  return found;
}

Deno.test("the explorer's script stays under 60 kB, its heaviest page under 500 kB with all that it loads", async () => {
  const weight = async (path: string): Promise<number> => {
    const response = await published(path, { headers: { "accept-encoding": "gzip" } });
    return (await response.arrayBuffer()).byteLength;
  };
  const kernels = await weight("/gates/kernels.wasm");
  for (const { networks, samples } of gates.profiles) {
    for (const network of networks) {
      const sample = samplesOf(samples).find((one) => canRead(network, one));
      if (sample === undefined) continue;
      for (const beside of [undefined, ...networks.filter((one) => canRead(one, sample))]) {
        if (beside === network) continue;
        const cards = [network.card, ...(beside ? [beside.card] : [])];
        const path = `/gates/${cards[0]!.id}/${sample.id}`;
        const { scripts, others } = await sizes(beside ? `${path}?with=${cards[1]!.id}` : path);
        let total = scripts + others + kernels;
        for (const { id, spec, job } of cards.slice(0, fetchedUnasked(cards))) {
          const weights = await weight(`/gates/${id}/weights.bin`);
          const told = sentBytes({ spec });
          assertAlmostEquals(told, weights, weights * 0.05, job);
          total += weights + (spec.embedding ? await weight(`/gates/${id}/words.json`) : 0);
        }
        const names = cards.map(({ job }) => job).join(" and ");
        assertGreater(scripts, 10_000);
        assertGreater(60_000, scripts, names);
        assertGreater(500_000, total, names);
      }
    }
  }
});

Deno.test("no weights are in the page itself", async () => {
  assertGreater(200_000, (await textOf(`/gates/${LSTM}/rise?with=${GRU}`)).length);
});

Deno.test("a broken file of samples is named and takes nothing else down", async () => {
  const reports = await Deno.makeTempDir();
  try {
    for (const profile of ["quick", "paper"]) {
      await Deno.mkdir(`${reports}/${profile}`);
      await Deno.copyFile(
        `${REPORTS}/${profile}/samples.json`,
        `${reports}/${profile}/samples.json`,
      );
    }
    await Deno.truncate(`${reports}/paper/samples.json`, 100);
    const site = await siteOver(reports);
    const landing = await site("/gates"), text = await landing.text();
    assertEquals(landing.status, 200);
    assertStringIncludes(text, "paper/samples.json");
    assertStringIncludes(text, "deno task reproduce --profile paper --publish");
    assertEquals((await site(`/gates/${networkOf("quick", "LSTM").card.id}/rise`)).status, 200);
    assertEquals((await site(`/gates/${LSTM}/rise`)).status, 404);
  } finally {
    await Deno.remove(reports, { recursive: true });
  }
});

Deno.test("damaged networks are named with what to run, and take nothing else down", async () => {
  const models = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${models}/quick`);
    for await (const { name } of Deno.readDir(`${MODELS}/quick`)) {
      await Deno.copyFile(`${MODELS}/quick/${name}`, `${models}/quick/${name}`);
    }
    await Deno.truncate(`${models}/quick/q7-a-lstm-seed-1.safetensors`, 1000);
    await Deno.truncate(`${models}/quick/q7-a-gru-seed-1.onnx`, 1000);
    const [words] = [...Deno.readDirSync(`${models}/quick`)]
      .filter(({ name }) => name.startsWith("vocabulary-"));
    await Deno.truncate(`${models}/quick/${words!.name}`, 1000);
    const site = await siteOver(REPORTS, undefined, models);
    const text = await (await site("/gates")).text();
    for (const name of ["q7-a-lstm-seed-1.safetensors", "q7-a-gru-seed-1.onnx", words!.name]) {
      assertStringIncludes(text, name);
    }
    assertStringIncludes(text, "deno task export --profile quick --kept");
    assertEquals((await site(`/gates/${networkOf("quick", "LSTM").card.id}/rise`)).status, 404);
    const links = [...text.matchAll(/href="(\/gates\/[^"?]+)"/g)].map(([, href]) => href!);
    assertGreater(links.length, 3);
    for (const link of links) assertEquals((await site(link)).status, 200, link);
  } finally {
    await Deno.remove(models, { recursive: true });
  }
});

Deno.test("without models the page says what to run", async () => {
  const site = await siteOver(REPORTS, undefined, `${ROOT}no-such-folder`);
  const text = await (await site("/gates")).text();
  assertStringIncludes(text, "deno task export --kept");
});
