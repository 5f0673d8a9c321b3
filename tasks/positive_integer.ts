import { InvalidArgumentError } from "commander";

/**
 * Parses the value of a flag that counts something.
 * @throws InvalidArgumentError for anything but a whole number above 0
 */
export function positiveInteger(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number above 0.");
}
