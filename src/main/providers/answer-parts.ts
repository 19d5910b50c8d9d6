import {
  httpDateSeconds,
  type RequestErrorCode,
  retryAfterSeconds,
} from '../../core/accounts/retry-plan.ts';
import { type JsonValue, parseLosslessJson } from './lossless-json.ts';

/** What providers say around their answers: waits, clocks, numbers of requests, sentences of refusal. */

/** What a refusal is, once its headers are looked at, and how long the provider asks to wait. */
export function waitOf(
  found: RequestErrorCode,
  headers: Headers,
  nowSeconds: number,
): { code: RequestErrorCode; askedSeconds: number | null } {
  // Feishu counts the seconds in a header of its own.
  const told = headers.get('retry-after') ?? headers.get('x-ogw-ratelimit-reset');
  const asked = retryAfterSeconds(told, nowSeconds);
  const spent = headers.get('x-ratelimit-remaining') === '0';
  // GitHub says "too many requests" with 403 as well.
  const code = found === 'not_permitted' && (asked !== null || spent) ? 'rate_limited' : found;
  if (code !== 'rate_limited' || asked !== null) return { code, askedSeconds: asked };
  const reset = headers.get('x-ratelimit-reset');
  if (!spent || reset === null || !/^\d{10}$/.test(reset)) return { code, askedSeconds: null };
  return { code, askedSeconds: Math.max(1, Math.ceil(Number(reset) - nowSeconds)) };
}

/** Unix seconds of the `Date` header; `null` without one. */
export function dateOf(headers: Headers): number | null {
  return httpDateSeconds(headers.get('date') ?? '');
}

export function requestIdOf(headers: Headers): string | null {
  return (
    headers.get('request-id') ?? headers.get('x-request-id') ?? headers.get('x-github-request-id')
  );
}

function fieldOf(body: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  return (body as { readonly [name: string]: JsonValue })[name];
}

export function idInBody(body: JsonValue): string | null {
  const id = fieldOf(body, 'request_id');
  return typeof id === 'string' ? id : null;
}

export function jsonOf(text: string): JsonValue | undefined {
  try {
    return parseLosslessJson(text);
  } catch {
    return undefined;
  }
}

/** The sentence inside an error answer, in any of the providers' shapes; '' where there is none. */
export function saidIn(text: string): string {
  const body = jsonOf(text.slice(0, 20_000));
  const inMetadata = fieldOf(fieldOf(body, 'ResponseMetadata'), 'Error');
  const error = inMetadata ?? fieldOf(body, 'error') ?? fieldOf(body, 'detail') ?? body;
  const told = ['message', 'Message', 'error'].map((name) => fieldOf(error, name));
  for (const found of [fieldOf(body, 'error_description'), ...told, error])
    if (typeof found === 'string') return found;
  return '';
}
