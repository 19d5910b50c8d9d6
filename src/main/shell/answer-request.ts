import type { Reply, Request } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';

/** Who asks, as Electron knows it; nothing of this comes from the page itself. */
export type Sender = {
  /** The asking window was made by this app. */
  readonly known: boolean;
  /** The asking frame is that window's top frame. */
  readonly topFrame: boolean;
  /** The asking frame's address is the app's own. */
  readonly ownOrigin: boolean;
};

export type RequestHandler = {
  readonly requests: Readonly<Record<string, Request>>;
  /** Does the work; the input has passed the request's own check. */
  readonly handle: (request: Request, input: unknown) => Promise<Reply>;
  /** Told what no person expected, with its stack, which goes no further. */
  readonly report: (error: unknown) => void;
};

/**
 * Answers one request of a window, after checking sender, name and input in this order. Errors:
 * `untrusted_sender`, `unknown_request`, `bad_input`, a Failure's own code, else `internal`.
 * Always a value; no exception and no stack trace crosses to the window.
 */
export async function answerRequest(
  sender: Sender,
  name: unknown,
  input: unknown,
  handler: RequestHandler,
): Promise<Reply> {
  if (!sender.known || !sender.topFrame || !sender.ownOrigin) {
    return refusal('untrusted_sender', 'Only the app’s own window may ask for this.');
  }
  const request = requestNamed(name, handler.requests);
  if (!request) return refusal('unknown_request', 'The app knows no such request.');
  try {
    const checked = request.input.safeParse(input ?? {});
    if (!checked.success) {
      const issue = checked.error.issues[0];
      const field = issue?.path.map(String).join('.') ?? '';
      const problem = issue?.message ?? '';
      return refusal('bad_input', `${field || 'The input'} cannot be used: ${problem}.`, {
        request: request.name,
        field,
        problem,
      });
    }
    return await handler.handle(request, checked.data);
  } catch (error) {
    return errorReply(error, handler.report);
  }
}

/** Puts an error into a reply: a Failure as it is, anything else without its details. */
export function errorReply(error: unknown, report: (error: unknown) => void): Reply {
  if (error instanceof Failure) return refusal(error.code, error.message, error.details);
  report(error);
  return refusal(
    'internal',
    'Something went wrong inside the app. Nothing half-done was kept; please try again.',
  );
}

function refusal(code: string, message: string, details: Failure['details'] = {}): Reply {
  return { ok: false, error: { code, message, details } };
}

function requestNamed(name: unknown, requests: RequestHandler['requests']): Request | undefined {
  return typeof name === 'string' && Object.hasOwn(requests, name) ? requests[name] : undefined;
}
