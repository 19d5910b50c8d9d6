import { planFor, type RequestErrorCode } from '../../core/accounts/retry-plan.ts';
import { Failure } from '../../core/failure.ts';

const SENTENCES: Readonly<Record<RequestErrorCode, string>> = {
  key_refused:
    '{provider} does not accept this key. Check that it is of the right kind and has not been revoked, then enter it again.',
  not_permitted:
    '{provider} does not let this key do that. Its role or scopes do not cover it; the rest goes on.',
  not_found: '{provider} does not offer this for the account; the rest goes on.',
  request_refused: '{provider} refused the request ({status}).',
  rate_limited: '{provider} asks to wait. The sync goes on from here at the next try.',
  provider_down:
    '{provider} has trouble of its own ({status}). What came is kept; the sync goes on from here at the next try.',
  offline:
    '{provider} cannot be reached. Without a network everything else works; the sync goes on when there is one.',
  timed_out: '{provider} did not answer in time. The sync goes on from here at the next try.',
  line_cut:
    'The line to {provider} broke in the middle of an answer. What came before is kept; sync again.',
  answer_unreadable:
    '{provider} answered something that is not JSON. A proxy or a sign-in page may be in between; sync again.',
  answer_too_large: '{provider} sent more than this app reads in one answer. Nothing was taken.',
  answer_changed:
    '{provider} answered in a shape that this version does not know. Nothing was guessed; an update of the app may be needed.',
  cursor_loop:
    '{provider} sent the same page again and again. The sync was stopped; what came is kept.',
  certificate_refused:
    'The certificate of {provider} cannot be verified. If the server is your own, add its certificate authority to the account; if not, do not go on.',
  proxy_refused:
    'The proxy on the way to {provider} does not let this computer through. Look at the proxy in the system settings, or at HTTPS_PROXY, and sync again.',
  proxy_unknown:
    'The system settings or HTTPS_PROXY name a proxy on the way to {provider} that this app cannot speak to (such as SOCKS). Name an HTTP proxy there, and sync again.',
  host_not_allowed:
    '{provider} pointed to another address, which this account may not call. Nothing was sent there.',
  nothing_permitted:
    '{provider} accepts the key but lets it read nothing. It is probably of the wrong kind.',
  cancelled: 'The sync was stopped. It goes on from here at the next one.',
};

export type FailureDetails = Readonly<Record<string, string | number | null>>;

/** The failure of a request: its sentence, who acts next (`plan`), and what is known, never the key. */
export function requestFailure(
  code: RequestErrorCode,
  provider: string,
  details: FailureDetails = {},
): Failure {
  const sentence = SENTENCES[code]
    .replaceAll('{provider}', provider)
    .replaceAll('{status}', String(details['status'] ?? ''));
  return new Failure(code, sentence, { provider, plan: planFor(code), ...details });
}

/** Whether the failure closes one feature of the account while the rest goes on. */
export function closesFeature(failure: unknown): failure is Failure {
  return (
    failure instanceof Failure && (failure.code === 'not_permitted' || failure.code === 'not_found')
  );
}
