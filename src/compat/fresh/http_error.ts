/** An error with a status, for the error page to show. */
export class HttpError extends Error {
  /** Tells the error from others. */
  override readonly name = "HttpError";
  /** Status of the response. */
  readonly status: number;

  /** An error with a status and, where there is more to say, a message. */
  constructor(status: number, message = "", options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
