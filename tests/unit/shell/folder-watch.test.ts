import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Reply, Request } from '../../../src/contract/request.ts';
import { FolderWatch } from '../../../src/main/shell/folder-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const BOX = join('/share', 'seatworth', 'to', 'me');

function made(more: { folder?: string | null; state?: string; book?: string | null } = {}) {
  const asked: string[] = [];
  const heard: (() => void)[] = [];
  const watched: string[] = [];
  const told = vi.fn();
  const at = {
    folder: '/share' as string | null,
    state: 'ready',
    book: '/b' as string | null,
    ...more,
  };
  const taken = { packets: [] as unknown[] };
  const answers: Record<string, () => unknown> = {
    'packets/folder': () => ({ folder: at.folder, state: at.state }),
    'packets/pairings': () => ({ self: { installation: 'me' } }),
    'packets/take': () => taken,
  };
  const watch = new FolderWatch({
    book: async () => at.book,
    ask: async ({ name }: Request): Promise<Reply> => {
      asked.push(name);
      return { ok: true, value: answers[name]?.() };
    },
    changed: told,
    watch: (folder, hear) => {
      watched.push(folder);
      heard.push(hear);
      return { close: () => void watched.splice(watched.indexOf(folder), 1) };
    },
  });
  const takes = () => asked.filter((name) => name === 'packets/take').length;
  return { watch, asked, heard, watched, told, taken, at, takes };
}

test('it takes at the start, every five minutes, and once the folder has been quiet for two seconds', async () => {
  const { watch, heard, watched, takes } = made();
  watch.start();
  await vi.advanceTimersByTimeAsync(0);
  expect([takes(), watched]).toEqual([1, [BOX]]);
  heard[0]?.();
  await vi.advanceTimersByTimeAsync(1_900);
  heard[0]?.(); // still being written
  await vi.advanceTimersByTimeAsync(1_900);
  expect(takes()).toBe(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(takes()).toBe(2);
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(takes()).toBe(3);
  watch.stop();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect([takes(), watched]).toEqual([3, []]);
});

test('the window hears of packets that were looked at, and of nothing else', async () => {
  const { watch, told, taken } = made();
  expect(await watch.look()).toBe(true);
  expect(told).not.toHaveBeenCalled();
  taken.packets = [{ status: 'held' }];
  await watch.look();
  expect(told).toHaveBeenCalledTimes(1);
});

test.each([
  ['no book is open', { book: null }],
  ['no folder is set', { folder: null, state: 'off' }],
  ['the drive is away', { state: 'missing' }],
] as const)('nothing is taken while %s', async (_name, more) => {
  const { watch, takes, watched } = made(more);
  expect(await watch.look()).toBe(false);
  expect([takes(), watched]).toEqual([0, []]);
});

test('another folder is followed from the next look on, and it never sends', async () => {
  const { watch, at, watched, asked } = made();
  await watch.look();
  at.folder = '/other';
  await watch.look();
  expect(watched).toEqual([join('/other', 'seatworth', 'to', 'me')]);
  expect(asked.filter((name) => /send|folderRun/.test(name))).toEqual([]);
});
