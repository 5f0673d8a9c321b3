/** Entities of an RO-Crate's flat JSON-LD graph. */
import type { Json, JsonObject } from "../core/canonical_json.ts";

/** One node of the graph. */
export type Entity = JsonObject & { readonly "@id": string; readonly "@type": Json };

/** A pointer to an entity. */
export interface Reference extends JsonObject {
  /** The entity's identifier. */
  readonly "@id": string;
}

/** A pointer to the entity of an identifier. */
export function to(id: string): Reference {
  return { "@id": id };
}

/** Pointers to several entities. */
export function toAll(ids: Iterable<string>): Reference[] {
  return [...ids].map(to);
}

/** A local identifier of a thing that is no file: `#job/Q7-a/LSTM/seed-1`. */
export function local(kind: string, name: string): string {
  return `#${kind}/${encodeURI(name)}`;
}
