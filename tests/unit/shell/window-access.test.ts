import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Reply, Request } from '../../../src/contract/request.ts';
import { askForWindow } from '../../../src/main/shell/ask-for-window.ts';
import { WindowAccess } from '../../../src/main/shell/window-access.ts';
import { contractRequests } from '../../../tools/contract-requests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;
const requests = await contractRequests();

function made() {
  const locked = vi.fn();
  return { access: new WindowAccess(() => Date.now(), locked), locked };
}

test('whoever unlocked the window sits there until it is locked, another book is opened or nobody moves', () => {
  const { access, locked } = made();
  expect(access.of('/a')).toBe('anybody');
  access.enter('/a', 'eva@example.com');
  expect(access.of('/a')).toEqual({ email: 'eva@example.com' });
  expect(access.of('/b')).toBe('anybody');
  expect(access.of('/a')).toBe('anybody');
  access.enter('/a', 'eva@example.com');
  access.lock();
  expect(access.of('/a')).toBe('nobody');
  access.present();
  expect(access.of('/a')).toBe('nobody');
  expect(locked).toHaveBeenCalledTimes(1);
});

test('it locks itself after 15 minutes in which nobody moves, and says so', () => {
  const { access, locked } = made();
  access.of('/a');
  access.enter('/a', 'eva@example.com');
  vi.advanceTimersByTime(14 * MINUTE);
  access.present();
  vi.advanceTimersByTime(14 * MINUTE);
  expect(locked).not.toHaveBeenCalled();
  // Asking is no moving: a page that is left alone asks too.
  expect(access.of('/a')).toEqual({ email: 'eva@example.com' });
  vi.advanceTimersByTime(MINUTE);
  expect(locked).toHaveBeenCalledTimes(1);
  expect(access.of('/a')).toBe('nobody');
});

test('a computer that slept finds the window locked before its timer says so', () => {
  const { access } = made();
  access.of('/a');
  access.enter('/a', 'eva@example.com');
  vi.setSystemTime(Date.now() + 20 * MINUTE);
  expect(access.of('/a')).toBe('nobody');
});

test('nobody who sits there unsaid is locked out by waiting: there is nothing to unlock', () => {
  const { access, locked } = made();
  access.of('/a');
  vi.advanceTimersByTime(60 * MINUTE);
  expect([access.of('/a'), locked.mock.calls.length]).toEqual(['anybody', 0]);
});

function answers(who: string | null) {
  const asked: [string, unknown][] = [];
  const pool = {
    ask: async (
      _place: unknown,
      name: string,
      _input: unknown,
      sitting: unknown,
    ): Promise<Reply> => {
      asked.push([name, sitting]);
      return { ok: true, value: { who: who === null ? null : { email: who } } };
    },
  };
  return { pool, asked };
}

const named = (name: string): Request => {
  const found = requests[name];
  if (!found) throw new Error(`There is no request ${name}.`);
  return found;
};

test('a request is asked for whoever main knows to sit there, and unlocking makes them so', async () => {
  const { access } = made();
  const { pool, asked } = answers('li@example.com');
  const at = { pool, access, book: '/a' };
  await askForWindow(at, named('people/list'), {});
  await askForWindow(at, named('access/unlock'), { email: 'li@example.com', passphrase: 'x' });
  await askForWindow(at, named('people/list'), {});
  await askForWindow(at, named('backup/daily'), {});
  expect(asked).toEqual([
    ['people/list', 'anybody'],
    ['access/unlock', 'anybody'],
    ['people/list', { email: 'li@example.com' }],
    ['backup/daily', 'app'],
  ]);
});

test('a refused unlocking lets nobody in', async () => {
  const { access } = made();
  const pool = {
    ask: async (): Promise<Reply> => ({
      ok: false,
      error: { code: 'access_locked', message: '', details: {} },
    }),
  };
  access.of('/a');
  access.lock();
  await askForWindow({ pool, access, book: '/a' }, named('access/unlock'), {});
  expect(access.of('/a')).toBe('nobody');
});

test('whoever is in by this computer’s account stays in with the passphrase that they set', async () => {
  const { access } = made();
  const { pool, asked } = answers('eva@example.com');
  await askForWindow({ pool, access, book: '/a' }, named('access/passphrase'), {});
  expect(asked).toEqual([
    ['access/here', 'anybody'],
    ['access/passphrase', { email: 'eva@example.com' }],
  ]);
});
