/** What pages read from an address. */
import { HttpError } from "fresh";
import type { ProfileReport, Reports } from "./report_library.ts";

/** How many values a message lists. */
const LISTED = 12;

/**
 * A parameter that may take a few values; the first unless given.
 * @throws HttpError of status 400 for any other value
 */
export function choice<Value extends string>(
  url: URL,
  name: string,
  values: readonly Value[],
): Value {
  const given = url.searchParams.get(name);
  if (given === null || given === "") return values[0]!;
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  const known = values.filter((value) => value !== "");
  throw new HttpError(
    400,
    known.length <= LISTED
      ? `The parameter “${name}” is one of ${known.join(", ")}.`
      : `The parameter “${name}” has none of the ${known.length} values that this page knows.`,
  );
}

/**
 * The report that an address asks for with `?profile=`; the first unless it does.
 * @throws HttpError of status 404 for a profile that cannot be shown
 */
export function reportAsked(url: URL, { shown, broken }: Reports): ProfileReport | undefined {
  const given = url.searchParams.get("profile");
  if (given === null) return shown[0];
  const found = shown.find(({ profile }) => profile === given);
  if (found !== undefined) return found;
  const fault = broken.find(({ profile }) => profile === given);
  throw new HttpError(
    404,
    fault
      ? `The results of this profile cannot be shown. ${fault.file}: ${fault.problem} To mend it, run: ${fault.command}`
      : `There are no published results of that profile. There are: ${
        shown.map(({ profile }) => profile).join(", ") || "none"
      }.`,
  );
}
