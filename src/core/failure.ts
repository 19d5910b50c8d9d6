/**
 * A failure that is expected and told to a person: a stable `code` for programs and catalogues,
 * an English sentence that says what happened and what to do, and the values the sentence names.
 * The window shows the catalogue's sentence for `code`, filled with `details`.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | null>>;

  constructor(
    code: string,
    message: string,
    details: Readonly<Record<string, string | number | null>> = {},
  ) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Closes a `switch` over a union: a new member that nobody handled is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
