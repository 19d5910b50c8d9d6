import type { RequestErrorCode } from '../../core/accounts/retry-plan.ts';
import { PROXY_UNKNOWN } from './system-proxy.ts';

/** The answer's text, read no further than `largestBytes`; `null` where it is longer. */
export async function readBounded(
  response: Response,
  largestBytes: number,
): Promise<string | null> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > largestBytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

const UNREACHED =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/;
const CERTIFICATE =
  /^(CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|ERR_SSL|EPROTO)/;

/** The codes that an error, its causes and its companions carry. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const companions = error instanceof AggregateError ? error.errors : [];
  const named = error.message.match(/net::ERR_\w+/)?.[0];
  return [
    ...own,
    ...(named ? [named] : []),
    ...companions.flatMap((one) => codesOf(one, depth + 1)),
    ...codesOf(error.cause, depth + 1),
  ];
}

/** What kind of trouble an error thrown by `fetch`, or while the body was read, stands for. */
export function errorCodeOf(error: unknown, timedOut: boolean): RequestErrorCode {
  if (timedOut) return 'timed_out';
  const codes = codesOf(error);
  if (codes.includes(PROXY_UNKNOWN)) return 'proxy_unknown';
  // The tunnel's own failures; a proxy that is not there is no other than being offline.
  if (codes.some((code) => code.startsWith('ERR_PROXY_'))) return 'proxy_refused';
  if (codes.some((code) => CERTIFICATE.test(code) || code.startsWith('net::ERR_CERT')))
    return 'certificate_refused';
  if (codes.some((code) => UNREACHED.test(code) || /NAME_NOT_RES|DISCONNECTED|REFUSED/.test(code)))
    return 'offline';
  if (codes.some((code) => /TIMEDOUT|TIMED_OUT|_TIMEOUT/.test(code))) return 'timed_out';
  return 'line_cut';
}
