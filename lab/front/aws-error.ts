/** A refusal as AWS words it; `status` is the HTTP status, `code` what an SDK shows as the error's name. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}
