import { CliError } from "../src/core/cli_error.ts";

/**
 * Runs a task and ends the process with the exit code that it returns. What a user can mend is printed as one message with
 * its hint; anything else is a defect and keeps its stack.
 */
export async function runTask(task: () => Promise<number>): Promise<never> {
  try {
    Deno.exit(await task());
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    console.error(`error: ${error.message}`);
    if (error.hint !== undefined) console.error(`hint: ${error.hint}`);
    Deno.exit(error.exitCode);
  }
}
