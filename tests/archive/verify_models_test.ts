import { assertEquals } from "@std/assert";
import type { Documents } from "../../src/archive/documents.ts";
import type { Members } from "../../src/archive/members.ts";
import { checkModels } from "../../src/archive/verify_models.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { exportedFile } from "../../src/onnx/export_job.ts";
import { finishedJob, FORECASTER, WINDOW } from "../onnx/finished_job.ts";

const job = finishedJob(FORECASTER, { config: { window: WINDOW } });
const plain = new Uint8Array((await exportedFile(job)).bytes);

/** Rows that fail in an archive of one training, by name, after `change` has been at its members and at the hash in its scores. */
async function failures(
  change: (members: Map<string, Uint8Array<ArrayBuffer>>) => void = () => {},
  file = sha256(plain),
): Promise<string[]> {
  const members = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const name of ["weights.safetensors", "metrics.json"]) {
    members.set(`jobs/${job.key}/${name}`, new Uint8Array(await job.read(name)));
  }
  members.set("models/quick/q7-a-lstm-seed-1.onnx", plain);
  members.set(
    "models/quick/q7-a-lstm-seed-1.explain.onnx",
    (await exportedFile(job, "explain")).bytes as Uint8Array<ArrayBuffer>,
  );
  members.set("models/quick/q7-a-lstm-seed-1.md", new TextEncoder().encode("a card"));
  change(members);
  const { key, kind, config, data, kernel, engine } = job;
  const documents = {
    plan: { profile: "quick", jobs: [{ key, ids: [job.name] }] },
    manifests: new Map([[key, { kind, config, data, kernel, engine }]]),
    exports: { models: [{ job: job.name, key, file }] },
  } as unknown as Documents;
  const rows = await checkModels(members as Members, documents);
  return rows.filter(({ equal }) => !equal).map(({ what }) => what);
}

Deno.test("models pass that are what the packed weights give", async () => {
  assertEquals(await failures(), []);
});

Deno.test("a model of other weights fails, however sound it is in itself", async () => {
  const other = await exportedFile(
    finishedJob({ ...FORECASTER, forgetBias: 1 }, { config: { window: WINDOW } }),
  );
  const path = "models/quick/q7-a-lstm-seed-1.onnx";
  assertEquals(await failures((members) => members.set(path, new Uint8Array(other.bytes))), [path]);
});

Deno.test("a changed metric of a job shows in its models and in their scores", async () => {
  const path = `jobs/${job.key}/metrics.json`;
  const failed = await failures((members) => {
    const text = new TextDecoder().decode(members.get(path));
    members.set(path, new TextEncoder().encode(text.replace("0.0625", "0.0125")));
  });
  assertEquals(failed, [
    "models/quick/q7-a-lstm-seed-1.onnx",
    "models/quick/q7-a-lstm-seed-1.explain.onnx",
    "file of Q7-a/LSTM/seed-1 in the scores of exports",
  ]);
});

Deno.test("scores of another file than the weights give fail, and so does a model of nobody", async () => {
  assertEquals(await failures(undefined, "0".repeat(64)), [
    "file of Q7-a/LSTM/seed-1 in the scores of exports",
  ]);
  const stray = "models/quick/nobody.onnx";
  assertEquals(await failures((members) => members.set(stray, plain)), [stray]);
});
