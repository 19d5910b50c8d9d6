import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  errorOfStatus,
  httpDateSeconds,
  LONGEST_WAIT_SECONDS,
  nextTry,
  planFor,
  retryAfterSeconds,
} from '../../../src/core/accounts/retry-plan.ts';

describe('what a status stands for', () => {
  it.each([
    [200, null],
    [204, null],
    [301, 'request_refused'],
    [400, 'request_refused'],
    [401, 'key_refused'],
    [403, 'not_permitted'],
    [404, 'not_found'],
    [429, 'rate_limited'],
    [500, 'provider_down'],
    [529, 'provider_down'],
  ] as const)('%i is %s', (status, code) => {
    expect(errorOfStatus(status)).toBe(code);
  });

  it('asks the person about the key, waits for the provider, and retries the line', () => {
    expect([planFor('key_refused'), planFor('rate_limited'), planFor('offline')]).toEqual([
      'ask',
      'wait',
      'retry',
    ]);
  });
});

describe('the next try', () => {
  it('never comes before what the provider asks for, and never after 60 s by itself', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.option(fc.integer({ min: 0, max: 1000 })),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, asked, jitter) => {
          const next = nextTry('rate_limited', attempt, asked, jitter);
          if (asked !== null && asked > LONGEST_WAIT_SECONDS) expect(next.step).toBe('stop');
          else if (asked !== null) expect(next.waitSeconds).toBeGreaterThanOrEqual(asked);
          else {
            expect(next.waitSeconds).toBeGreaterThanOrEqual(Math.min(60, 2 ** (attempt - 1)));
            expect(next.waitSeconds).toBeLessThanOrEqual(75);
          }
        },
      ),
    );
  });

  it('does not come where trying again cannot help', () => {
    for (const code of [
      'key_refused',
      'not_permitted',
      'request_refused',
      'answer_changed',
    ] as const)
      expect(nextTry(code, 1, null, 0).step).toBe('stop');
  });

  it('comes four times after an error of the provider', () => {
    const steps = [1, 2, 3, 4, 5].map((attempt) => nextTry('provider_down', attempt, null, 0).step);
    expect(steps).toEqual(['again', 'again', 'again', 'again', 'stop']);
  });
});

describe('Retry-After', () => {
  it('is seconds or an HTTP date, and nothing else', () => {
    expect(retryAfterSeconds('120', 0)).toBe(120);
    expect(retryAfterSeconds('Sun, 06 Nov 1994 08:49:37 GMT', 784_111_700)).toBe(77);
    expect(retryAfterSeconds('Sun, 06 Nov 1994 08:49:37 GMT', 999_999_999)).toBe(0);
    for (const text of [null, '', 'soon', '-5', '1.5', 'Sun, 31 Feb 1994 08:49:37 GMT'])
      expect(retryAfterSeconds(text, 0)).toBeNull();
  });

  it('reads every HTTP date as the platform does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_799 }), (seconds) => {
        expect(httpDateSeconds(new Date(seconds * 1000).toUTCString())).toBe(seconds);
      }),
    );
  });
});
