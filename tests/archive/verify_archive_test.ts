import { assert, assertEquals, assertMatch } from "@std/assert";
import { CHECKSUMS, formatChecksums } from "../../src/archive/checksums.ts";
import { jobFile, METADATA, PLAN } from "../../src/archive/layout.ts";
import { type Members, textOf } from "../../src/archive/members.ts";
import { verifyArchive } from "../../src/archive/verify_archive.ts";
import { writeZip } from "../../src/archive/zip.ts";
import { RandomStream } from "../../src/core/random.ts";
import type { PlanDocument } from "../../src/pipeline/plan_document.ts";
import { RunFolder } from "./run_fixture.ts";

const run = new RunFolder();
Deno.test.afterAll(() => run[Symbol.asyncDispose]());
const members = await run.members();
const plan = JSON.parse(textOf(members.get(PLAN)!)) as PlanDocument;

/** Names of the rows that fail. */
async function failures(path: string): Promise<string[]> {
  const { checks, equal } = await verifyArchive(path);
  const failed = checks.filter((row) => !row.equal).map(({ what }) => what);
  assertEquals(equal, failed.length === 0);
  return failed;
}

async function failuresOf(changed: Members): Promise<string[]> {
  const path = run.file("changed.zip");
  await Deno.writeFile(path, await writeZip(changed));
  return await failures(path);
}

/** Members with one replaced, and the list of hashes made to fit: what a forger would do. */
function forged(path: string, content: string | Uint8Array | undefined): Members {
  const changed = new Map(members);
  if (content === undefined) changed.delete(path);
  else {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    changed.set(path, new Uint8Array(bytes));
  }
  changed.delete(CHECKSUMS);
  changed.set(CHECKSUMS, new TextEncoder().encode(formatChecksums(changed)));
  return changed;
}

Deno.test("verify passes an archive and the folder that it unpacks to, and writes nothing", async () => {
  const zip = run.file("sound.zip");
  await Deno.writeFile(zip, await writeZip(members));
  const folder = await run.unpack(members, "sound");
  for (const path of [zip, folder]) {
    await Deno.chmod(path, 0o555);
    assertEquals(await failures(path), []);
  }
  await Deno.chmod(folder, 0o755);
});

Deno.test("verify names the member in which a byte is flipped, whichever it is", async () => {
  for (const [path, content] of members) {
    const changed = new Map(members), flipped = content.slice();
    flipped[flipped.length >> 1]! ^= 1;
    changed.set(path, flipped);
    const failed = await failuresOf(changed);
    if (path === CHECKSUMS) assert(failed.length > 0);
    else assert(failed.includes(path), `${path}: ${failed}`);
  }
});

Deno.test("verify fails on a byte flipped anywhere in the file", async () => {
  const zip = await writeZip(members), path = run.file("flipped.zip");
  const random = new RandomStream(1, "flipped bytes");
  for (let round = 0; round < 40; round++) {
    const flipped = zip.slice(), at = random.integer(zip.length);
    flipped[at]! ^= 1 << random.integer(8);
    await Deno.writeFile(path, flipped);
    assert((await failures(path)).length > 0, `byte ${at}`);
  }
});

Deno.test("verify names a missing member and an extra one", async () => {
  const missing = new Map(members), extra = new Map(members);
  missing.delete("deno.lock");
  extra.set("notes.txt", new Uint8Array(3));
  assert((await failuresOf(missing)).includes("deno.lock"));
  assert((await failuresOf(extra)).includes("notes.txt"));
  missing.delete(CHECKSUMS);
  assert((await failuresOf(missing)).includes(CHECKSUMS));
  for (const path of members.keys()) {
    if (path === CHECKSUMS) continue;
    assert((await failuresOf(forged(path, undefined))).length > 0, path);
  }
});

Deno.test("verify of a folder names links, hidden files and strangers, and follows no link", async () => {
  const folder = await run.unpack(members, "strange");
  await Deno.remove(`${folder}/LICENSE`);
  await Deno.symlink("/etc/hostname", `${folder}/LICENSE`);
  await Deno.symlink("/", `${folder}/jobs/all`);
  await Deno.writeTextFile(`${folder}/.hidden`, "x");
  const failed = await failures(folder);
  for (const what of ['member "LICENSE"', 'member "jobs/all"', 'member ".hidden"', "LICENSE"]) {
    assert(failed.includes(what), `${what} in ${failed}`);
  }
});

Deno.test("verify sees through hashes that were made to fit: each document vouches for the others", async () => {
  const [job] = plan.jobs;
  const text = (path: string): string => textOf(members.get(path)!);
  const swap = (path: string, from: string | RegExp, to: string): Members => {
    const changed = text(path).replace(from, to);
    assert(changed !== text(path), `${path} has ${from}`);
    return forged(path, changed);
  };
  const cases: [what: string, changed: Members][] = [
    [`key of ${job!.ids[0]}`, swap(PLAN, '"epochs": 3', '"epochs": 4')],
    ["weights.safetensors of", forged(jobFile(job!.key, "weights.safetensors"), "other weights")],
    [
      "outputs in the reference of A/one",
      swap(jobFile(job!.key, "job.json"), /("sha256":")./, "$1x".replace("x", "0")),
    ],
    ["key in the manifest", swap(jobFile(job!.key, "job.json"), '"epochs":3', '"epochs":4')],
    ["kernels of the plan", forged("src/kernels/kernels.wasm", "\0asm")],
    ["data simulated-household of the plan", swap("data/sources.json", /"15630efe/, '"25630efe')],
    [
      "key in the reference of A/two",
      swap("reports/quick/reference.json", plan.jobs[1]!.key, "0".repeat(64)),
    ],
    ["kernels of the results", swap("reports/quick/results.json", plan.kernel, "1".repeat(64))],
    ["schema of reports/quick/results.json", forged("reports/quick/results.json", "{}")],
    ["schema of reports/quick/timings.json", forged("reports/quick/timings.json", "[")],
    [
      "models/quick/a-one.safetensors",
      forged("models/quick/a-one.safetensors", "other weights"),
    ],
    ["models/quick/nobody.onnx", forged("models/quick/nobody.onnx", "a model")],
    ["models/quick/a-one.onnx", forged("models/quick/a-one.onnx", "a model")],
    ["schema of reports/quick/claims.json", forged("reports/quick/claims.json", "{}")],
    ["schema of reports/quick/exports.json", forged("reports/quick/exports.json", "{}")],
    ["schema of CITATION.cff", swap("CITATION.cff", "date-released", "date")],
    [
      "schema of data/croissant/simulated-household.json",
      swap("data/croissant/simulated-household.json", "croissant/1.1", "croissant/9"),
    ],
    ["in the crate", swap(METADATA, '"@id": "LICENSE"', '"@id": "LICENCE"')],
    ["schema of ro-crate-metadata.json", forged(METADATA, '{"@graph": []}')],
    [
      "#engine of #scheduling in the crate",
      swap(METADATA, '"@id": "#engine",', '"@id": "#motor",'),
    ],
  ];
  for (const [what, changed] of cases) {
    const failed = await failuresOf(changed);
    assert(failed.some((row) => row.includes(what)), `${what} in ${failed}`);
  }
});

Deno.test("verify reports a job file that no job of the plan has written", async () => {
  const changed = forged(`jobs/${"0".repeat(64)}/weights.safetensors`, "stray");
  assertMatch((await failuresOf(changed)).join("; "), /jobs\/0{64}\/weights\.safetensors/);
});
