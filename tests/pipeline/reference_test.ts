import { assert, assertEquals, assertRejects } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { readReference, type Reference, writeReference } from "../../src/pipeline/reference.ts";
import { StoreFolder } from "./store_folder.ts";

const hash = "a".repeat(64);
const reference: Reference = {
  profile: "quick",
  engine: 1,
  streams: 1,
  kernel: hash,
  data: { power: hash },
  jobs: { "Q/b": { key: hash, outputs: { "x.json": hash } }, "Q/a": { key: hash, outputs: {} } },
};

Deno.test("a reference is read as it was written, and its text does not depend on the order of jobs", async () => {
  await using folder = new StoreFolder();
  const path = folder.file("quick/reference.json");
  await writeReference(path, reference);
  assertEquals(await readReference(path), reference);
  const text = await Deno.readTextFile(path);
  const jobs = Object.fromEntries(Object.entries(reference.jobs).reverse());
  await writeReference(path, { ...reference, jobs });
  assertEquals(await Deno.readTextFile(path), text);
  assert(text.indexOf("Q/a") < text.indexOf("Q/b") && text.endsWith("}\n"));
});

Deno.test("a reference that is missing, no JSON or of another form is named", async () => {
  await using folder = new StoreFolder();
  const path = folder.file("reference.json");
  await assertRejects(() => readReference(path), CliError, `Cannot read the reference ${path}`);
  await Deno.writeTextFile(path, "{");
  await assertRejects(() => readReference(path), CliError, `Cannot read the reference ${path}`);
  await Deno.writeTextFile(path, JSON.stringify({ ...reference, kernel: "short" }));
  await assertRejects(
    () => readReference(path),
    CliError,
    `Cannot read ${path} as a reference: "kernel"`,
  );
});
