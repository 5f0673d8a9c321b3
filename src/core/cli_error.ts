/**
 * An error that the person at the terminal can mend. Tasks print its message, without a stack, and exit with `exitCode`;
 * every other error is a defect and keeps its stack.
 *
 * The message is one sentence in active voice that names the file or option, what was expected and what was found; `hint`
 * says what to do next.
 */
export class CliError extends Error {
  /** Tells the class by name where `instanceof` cannot, as across workers. */
  override readonly name = "CliError";
  /** What to do next, or `undefined` when the message says it all. */
  readonly hint: string | undefined;
  /** Exit code of the process, from 1 to 255. */
  readonly exitCode: number;

  /**
   * An error with its message and what goes with it.
   *
   * @param message what failed, with what was expected and what was found
   * @param options `exitCode` is 1 unless given; `cause` is the error underneath
   */
  constructor(
    message: string,
    options: { hint?: string; exitCode?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? 1;
  }
}
