/**
 * `deno task data`: fetches, simulates or verifies data sets, and prints where each is and what its hash is.
 */
import { Command, Option } from "commander";
import { CliError } from "../src/core/cli_error.ts";
import { type CanonicalData, openCanonical } from "../src/data/canonical.ts";
import { readSources } from "../src/data/sources.ts";

interface Flags {
  readonly mirror?: string;
  readonly cache?: string;
  readonly json?: boolean;
}

const command = new Command("data")
  .description("Fetch, simulate or verify data sets.")
  .argument("[name...]", "data sets of data/sources.json; all unless given")
  .addOption(new Option("--mirror <dir>", "folder that is asked first").env("UNROLL_MIRROR"))
  .option("--cache <dir>", "folder of the cache; data/cache unless given")
  .option("--json", "print one JSON array")
  .parse(["deno", "data", ...Deno.args]);
const flags = command.opts<Flags>();
const tell = (message: string): void => console.error(message);
const isTerminal = Deno.stderr.isTerminal();

const opened: CanonicalData[] = [];
const sources = await readSources();
const names = command.args.length > 0 ? command.args : Object.keys(sources.datasets);
for (const name of names) {
  try {
    opened.push(
      await openCanonical(name, {
        ...(flags.mirror !== undefined && { mirror: flags.mirror }),
        ...(flags.cache !== undefined && { cache: flags.cache }),
        sources,
        notice: tell,
        progress: ({ received, total }) => {
          if (!isTerminal) return;
          const megabytes = (count: number): string => (count / 1e6).toFixed(1);
          const of = total === undefined ? "" : ` of ${megabytes(total)}`;
          Deno.stderr.writeSync(
            new TextEncoder().encode(`\r${name}: ${megabytes(received)}${of} MB`),
          );
          if (received === total) tell("");
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    tell(`error: ${error.message}`);
    if (error.hint !== undefined) tell(`hint: ${error.hint}`);
    Deno.exitCode = error.exitCode;
  }
}

if (flags.json) console.log(JSON.stringify(opened, null, 2));
else {
  const width = Math.max(...opened.map(({ name }) => name.length));
  for (const { name, bytes, sha256, from } of opened) {
    console.log(`${name.padEnd(width)}  ${String(bytes).padStart(9)}  ${sha256}  ${from}`);
  }
}
