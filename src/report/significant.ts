import type { Json, JsonObject } from "../core/canonical_json.ts";

/**
 * Every number of a value rounded to nine significant digits, integers up to 2⁵³ excepted. The digits beyond are noise
 * of the order of summation and of the engine's number formatting; without them a results file is the same, byte for
 * byte, on every machine.
 * @throws RangeError for NaN and the infinities
 */
export function significant<Value extends Json>(value: Value): Value {
  return rounded(value) as Value;
}

function rounded(value: Json): Json {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) {
      throw new RangeError(`Cannot report a number that is not finite: ${value}`);
    }
    return Number.isSafeInteger(value) ? value : Number(value.toPrecision(9));
  }
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(rounded);
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, item]) => [
      key,
      item === undefined ? undefined : rounded(item),
    ]),
  );
}
