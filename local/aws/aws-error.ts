/** An error as a service tells it: its type is what the SDK turns into an exception class. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;
  /** Further members of the error shape, such as `Reason`. */
  readonly members: Record<string, unknown>;

  constructor(type: string, message: string, status = 400, members: Record<string, unknown> = {}) {
    super(message);
    this.type = type;
    this.status = status;
    this.members = members;
  }
}
