import { SHA256_PATTERN } from "../pipeline/manifest.ts";
import type { Check } from "./check.ts";

/** A cell: one line, no control characters, hashes by their first half; an archive's own words may be anything. */
function cell(text: string): string {
  // deno-lint-ignore no-control-regex
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
  if (SHA256_PATTERN.test(plain)) return plain.slice(0, 32);
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain;
}

/** Lines of a table of checks with the columns what, expected, got, equal; none for no rows. */
export function checkTable(checks: readonly Check[]): string[] {
  if (checks.length === 0) return [];
  const rows = [
    ["what", "expected", "got", "equal"],
    ...checks.map(({ what, expected, got, equal }) => [
      cell(what),
      cell(expected),
      cell(got),
      equal ? "yes" : "NO",
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("  ").trimEnd()
  );
}
