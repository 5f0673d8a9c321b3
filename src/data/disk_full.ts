import { CliError } from "../core/cli_error.ts";

/**
 * Turns the system's "no space left on device" into an error that says what to do; any other error passes unchanged.
 *
 * @param path the file that was being written
 */
export function explainDiskFull(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || (error as { code?: unknown }).code !== "ENOSPC") return error;
  return new CliError(`Cannot write ${path}: the disk is full`, {
    hint: "Free some space and run the command again; nothing finished is lost",
    cause: error,
  });
}
