/**
 * The crate by RO-Crate's own rules, as the validator of ro-crate-js has them
 * (https://github.com/Language-Research-Technology/ro-crate-js). It knows no run crates, whose rules `crate_test.ts` holds.
 */
import { assert, assertEquals } from "@std/assert";
import { Validator } from "ro-crate/validator";
import { dataId } from "../../src/archive/crate_run.ts";
import { CHECKSUMS } from "../../src/archive/checksums.ts";
import { METADATA } from "../../src/archive/layout.ts";
import { textOf } from "../../src/archive/members.ts";
import { RunFolder } from "./run_fixture.ts";

interface Finding {
  readonly status: "success" | "warning" | "error";
  readonly id: string;
  readonly entity?: string;
}

const run = new RunFolder();
Deno.test.afterAll(() => run[Symbol.asyncDispose]());
const members = await run.members();
const metadata: Crate = JSON.parse(textOf(members.get(METADATA)!));

type Crate = Record<string, unknown> & { "@graph": Record<string, unknown>[] };

/** The context that the validator brings along. It would fetch that of the crate, 1.1, which `crate_test.ts` asks for. */
const CONTEXT = "https://w3id.org/ro/crate/1.2/context";

/** What the validator finds in a crate beside files of these names. */
function findings(crate: Crate, paths: Iterable<string>): Finding[] {
  const validator = new Validator(null);
  validator.parseJSON(JSON.stringify({ ...crate, "@context": CONTEXT }));
  validator.rootDataEntity();
  const files = Object.fromEntries([...paths].map((path) => [path, { exists: true }]));
  validator.checkFiles(files, validator.crate);
  return validator.results;
}

Deno.test("a public validator finds nothing wrong with the crate, and every file but the list of hashes described", () => {
  const found = findings(metadata, members.keys());
  assert(found.filter(({ status }) => status === "success").length >= 8);
  assertEquals(
    found.filter(({ status }) => status !== "success").map(({ id, entity }) => [id, entity]),
    [["validCrateDataEntityInCrateDir", CHECKSUMS]],
  );
});

Deno.test("the validator would tell of a missing file, a missing property and a date that is none", () => {
  const without = [...members.keys()].filter((path) => path !== "LICENSE");
  const errors = (crate: Crate, paths: Iterable<string>) =>
    findings(crate, paths).filter(({ status }) => status === "error").map(({ id }) => id);
  assertEquals(errors(metadata, without), ["validCrateDataEntityPath"]);
  const crate = structuredClone(metadata);
  const root = crate["@graph"].find((entity) => entity["@id"] === "./")!;
  delete root.license;
  root.datePublished = "soon";
  assertEquals(errors(crate, members.keys()), [
    "licenseRequired",
    "datePublishedFormat",
  ]);
});

Deno.test("a data set is named by its hash as RFC 6920 has it", () => {
  // The example of the RFC, section 8.1: the hash of "Hello World!".
  assertEquals(
    dataId("7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"),
    "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk",
  );
});
