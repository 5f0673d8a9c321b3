/**
 * The one text form of a JSON value that may be hashed: keys sorted by UTF-16 code units, no white space, numbers as
 * ECMAScript prints them. This is RFC 8785 (JCS) for every value that it accepts.
 */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** An object of JSON values; a property that is `undefined` counts as absent. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/**
 * Serialises `value` canonically. Properties whose value is `undefined` are left out.
 * Throws a `TypeError` for NaN and the infinities, which JSON cannot hold.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError(`Cannot serialise a number that JSON cannot hold: ${value}`);
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const entries = Object.entries(value as JsonObject)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
  return `{${entries.join(",")}}`;
}
