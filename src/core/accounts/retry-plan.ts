import { dayNumber, isIsoDay } from '../calendar.ts';

/** What a failed request to a provider was. */
export type RequestErrorCode =
  | 'key_refused'
  | 'not_permitted'
  | 'not_found'
  | 'request_refused'
  | 'rate_limited'
  | 'provider_down'
  | 'offline'
  | 'timed_out'
  | 'line_cut'
  | 'answer_unreadable'
  | 'answer_too_large'
  | 'answer_changed'
  | 'cursor_loop'
  | 'certificate_refused'
  | 'proxy_refused'
  | 'proxy_unknown'
  | 'host_not_allowed'
  | 'nothing_permitted'
  | 'cancelled';

/** What comes next: the app tries again by itself, waits until a time, or a person must do something. */
export type RetryPlan = 'retry' | 'wait' | 'ask';

const PLANS: Readonly<Record<RequestErrorCode, RetryPlan>> = {
  key_refused: 'ask',
  not_permitted: 'ask',
  not_found: 'ask',
  request_refused: 'ask',
  rate_limited: 'wait',
  provider_down: 'wait',
  offline: 'retry',
  timed_out: 'retry',
  line_cut: 'retry',
  answer_unreadable: 'retry',
  answer_too_large: 'ask',
  answer_changed: 'ask',
  cursor_loop: 'retry',
  certificate_refused: 'ask',
  // A laptop that leaves the office leaves its proxy behind.
  proxy_refused: 'retry',
  proxy_unknown: 'retry',
  host_not_allowed: 'ask',
  nothing_permitted: 'ask',
  cancelled: 'retry',
};

/** Who acts next after a request failed with this code. */
export function planFor(code: RequestErrorCode): RetryPlan {
  return PLANS[code];
}

/** The error that an HTTP status stands for; `null` for a success. */
export function errorOfStatus(status: number): RequestErrorCode | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401) return 'key_refused';
  if (status === 403) return 'not_permitted';
  if (status === 404) return 'not_found';
  if (status === 429) return 'rate_limited';
  if (status === 407) return 'proxy_refused';
  if (status === 408) return 'timed_out';
  if (status >= 500) return 'provider_down';
  return 'request_refused';
}

/** Tries in all, the first one included. */
const TRIES: Readonly<Partial<Record<RequestErrorCode, number>>> = {
  rate_limited: 8,
  provider_down: 5,
  timed_out: 4,
  line_cut: 5,
  answer_unreadable: 4,
  offline: 3,
};

/** A wait that a provider asks for and that is longer than this ends the sync until then. */
export const LONGEST_WAIT_SECONDS = 120;

export type NextTry =
  | { readonly step: 'again'; readonly waitSeconds: number }
  | { readonly step: 'stop'; readonly waitSeconds: number | null };

/**
 * Whether the `attempt`-th try (from 1) that failed is followed by another, and after how many
 * seconds: what the provider asks for, else 1, 2, 4 … 60 (`firstWaitSeconds` sets another start),
 * up to a quarter longer by `jitter` (0 to 1), so that many computers do not come back at once.
 */
export function nextTry(
  code: RequestErrorCode,
  attempt: number,
  askedSeconds: number | null,
  jitter: number,
  firstWaitSeconds = 1,
): NextTry {
  if (attempt >= (TRIES[code] ?? 1)) return { step: 'stop', waitSeconds: askedSeconds };
  if (askedSeconds !== null) {
    return askedSeconds > LONGEST_WAIT_SECONDS
      ? { step: 'stop', waitSeconds: askedSeconds }
      : { step: 'again', waitSeconds: askedSeconds + jitter };
  }
  const start = code === 'rate_limited' ? firstWaitSeconds : 1;
  // A provider that wants a minute at first wants two after that.
  const base = Math.min(Math.max(60, 2 * start), start * 2 ** (attempt - 1));
  return { step: 'again', waitSeconds: base * (1 + jitter / 4) };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const HTTP_DATE = /^[a-z]{3}, (\d{2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) gmt$/;

/** Unix seconds of an HTTP date (RFC 9110 §5.6.7, the one form still sent); `null` where it is none. */
export function httpDateSeconds(text: string): number | null {
  const match = HTTP_DATE.exec(text.trim().toLowerCase());
  if (!match) return null;
  const [, day = '', name = '', year = '', hour = '', minute = '', second = ''] = match;
  const date = `${year}-${String(MONTHS.indexOf(name) + 1).padStart(2, '0')}-${day}`;
  if (!isIsoDay(date)) return null;
  return dayNumber(date) * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
}

/** Seconds to wait by a `Retry-After` header (whole seconds or an HTTP date); `null` without a usable one. */
export function retryAfterSeconds(header: string | null, nowSeconds: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const at = httpDateSeconds(text);
  return at === null ? null : Math.max(0, Math.ceil(at - nowSeconds));
}
