/**
 * An error that the person at the terminal can mend. Tasks print its message, without a stack, and exit with `exitCode`;
 * every other error is a defect and keeps its stack.
 *
 * The message is one sentence in active voice that names the file or option, what was expected and what was found; `hint`
 * says what to do next.
 */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(
    message: string,
    options: { hint?: string; exitCode?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? 1;
  }
}
