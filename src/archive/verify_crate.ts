/** Whether `ro-crate-metadata.json` describes what the archive holds, and points at nothing that it does not describe. */
import { z } from "zod";
import { sha256 } from "../core/sha256.ts";
import { SHA256_PATTERN } from "../pipeline/manifest.ts";
import { type Check, check, fault, form } from "./check.ts";
import { CHECKSUMS } from "./checksums.ts";
import { DATA_SCHEME, dataId } from "./crate_run.ts";
import { METADATA, PLAN } from "./layout.ts";
import { type Members, textOf } from "./members.ts";

const entitySchema = z.looseObject({
  "@id": z.string(),
  "@type": z.union([z.string(), z.array(z.string())]),
});

const crateSchema = z.strictObject({
  "@context": z.array(z.string()),
  "@graph": z.array(entitySchema),
});

type CrateEntity = z.infer<typeof entitySchema>;

function isFile({ "@type": type }: CrateEntity): boolean {
  return type === "File" || Array.isArray(type) && type.includes("File");
}

function idOfHash(hash: unknown): string {
  return typeof hash === "string" && SHA256_PATTERN.test(hash) ? dataId(hash) : "none";
}

/** Identifiers to which an entity points. */
function* targets(value: unknown): Generator<string> {
  if (value === null || typeof value !== "object") return;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "@id") yield (value as { "@id": string })["@id"];
  else for (const item of Object.values(value)) yield* targets(item);
}

/** One row for the crate's form, one for each described file, and one for each pointer that leads nowhere. */
export function checkCrate(members: Members): Check[] {
  const content = members.get(METADATA);
  if (!content) return [fault(METADATA, "present", "missing")];
  const { check: schema, value: crate } = form(
    `schema of ${METADATA}`,
    "RO-Crate 1.1",
    () => crateSchema.parse(JSON.parse(textOf(content))),
  );
  if (!crate) return [schema];
  const entities = new Map(crate["@graph"].map((entity) => [entity["@id"], entity]));
  const rows = [
    schema,
    check("identifiers of the crate", String(crate["@graph"].length), String(entities.size)),
    check("main entity of the crate", PLAN, [...targets(entities.get("./")?.mainEntity)].join()),
  ];
  for (const [path, content] of members) {
    if (path === METADATA || path === CHECKSUMS) continue;
    const entity = entities.get(path);
    const described = entity && isFile(entity) ? entity : undefined;
    rows.push(
      check(`${path} in the crate`, String(described?.sha256 ?? "none"), sha256(content)),
      check(
        `size of ${path} in the crate`,
        String(described?.contentSize ?? "none"),
        String(content.length),
      ),
    );
  }
  for (const entity of entities.values()) {
    const id = entity["@id"];
    // A data set is described, and named by its hash, but not packed.
    if (id.startsWith(DATA_SCHEME)) {
      rows.push(check(`${entity.name} in the crate`, id, idOfHash(entity.sha256)));
    } else if (isFile(entity) && !members.has(id)) rows.push(fault(id, "a member", "missing"));
    const { "@id": _, ...properties } = entity;
    for (const target of targets(properties)) {
      // An address of the web may stand for itself.
      if (!entities.has(target) && !/^https?:\/\//.test(target)) {
        rows.push(fault(`${target} of ${id} in the crate`, "described", "missing"));
      }
    }
  }
  return rows;
}
