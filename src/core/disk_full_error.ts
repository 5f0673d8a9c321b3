import { CliError } from "./cli_error.ts";

/** No space is left for a file. It ends a whole run, since every other job would meet it too. */
export class DiskFullError extends CliError {
  /** The file that could not be written. */
  readonly path: string;

  /** Makes the error for the file at `path`. */
  constructor(path: string, cause?: unknown) {
    super(`Cannot write ${path} as the disk is full`, {
      hint: "Free some space and run the same command again: nothing finished is lost",
      cause,
    });
    this.path = path;
  }
}

/** `error`, met while writing `path`, or the {@linkcode DiskFullError} that it stands for. */
export function writeErrorFor(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOSPC" || code === "EDQUOT" ? new DiskFullError(path, error) : error;
}
