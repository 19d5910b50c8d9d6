import {
  appendFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memoryCache } from '../../fixtures/agent-logs/memory-cache.ts';
import { claudeLine, madeHome, read, tokenCount, totals, writeLog } from './made-home.ts';

const ONE = 'projects/shop/one.jsonl';
const TWO = 'projects/shop/two.jsonl';
const answer = (id: string, output = 50) =>
  claudeLine({ requestId: `req_${id}` }, { output_tokens: output }, { id: `msg_${id}` });
const text = (id: string, output?: number) => `${JSON.stringify(answer(id, output))}\n`;

/** A log as it is the next day: its last change is not so fresh that it could go unnoticed. */
function settle(home: string, ...names: string[]): void {
  for (const name of names) utimesSync(join(home, name), 1_700_000_000, 1_700_000_000);
}

it('logs that did not change are not read again', async () => {
  const home = madeHome({ [ONE]: [answer('1')], [TWO]: [answer('2')] });
  settle(home, ONE, TWO);
  const cache = memoryCache();
  const first = await read(home, cache);
  expect(cache.saves).toEqual([ONE, TWO]);
  // Other bytes under the same size and time: whoever reads them would find nothing.
  writeFileSync(join(home, ONE), 'x'.repeat(statSync(join(home, ONE)).size));
  settle(home, ONE);
  expect(await read(home, cache)).toEqual(first);
  expect(cache.saves).toHaveLength(2);
});

it('a log that has grown gives what a full reading gives, and only it is read', async () => {
  const home = madeHome({ [ONE]: [answer('1', 1)], [TWO]: [answer('2')] });
  settle(home, ONE, TWO);
  const cache = memoryCache();
  await read(home, cache);
  appendFileSync(join(home, ONE), text('1') + text('3') + text('2'));
  const grown = await read(home, cache);
  expect(totals(grown)).toEqual([300, 150, 0, 0]);
  expect(grown).toEqual(await read(home));
  expect(cache.saves).toEqual([ONE, TWO, ONE]);
});

it('a log that has grown is read from its last whole line', async () => {
  const home = madeHome({ [ONE]: [answer('1')] });
  settle(home, ONE);
  const cache = memoryCache();
  await read(home, cache);
  const [entry] = cache.entries.values();
  appendFileSync(join(home, ONE), text('2'));
  await read(home, cache);
  const again = cache.entries.get(ONE);
  expect(again).not.toEqual(entry);
  const bytes = statSync(join(home, ONE)).size;
  expect(Buffer.from(again ?? []).toString('latin1')).toContain(`"offset":${bytes}`);
});

it('a last line without a line break counts once, before and after it is finished', async () => {
  const home = madeHome({});
  writeLog(home, ONE, text('1') + text('2').trimEnd());
  const cache = memoryCache();
  expect(totals(await read(home, cache))).toEqual([200, 100, 0, 0]);
  appendFileSync(join(home, ONE), `\n${text('3')}`);
  const logs = await read(home, cache);
  expect(totals(logs)).toEqual([300, 150, 0, 0]);
  expect([logs.lines, logs.skippedLines]).toEqual([3, 0]);
});

it('a last line that was cut is skipped until it is whole', async () => {
  const home = madeHome({});
  const whole = text('2');
  writeLog(home, ONE, text('1') + whole.slice(0, 40));
  const cache = memoryCache();
  expect((await read(home, cache)).skippedLines).toBe(1);
  appendFileSync(join(home, ONE), whole.slice(40));
  const logs = await read(home, cache);
  expect(totals(logs)).toEqual([200, 100, 0, 0]);
  expect(logs.skippedLines).toBe(0);
});

it.each<[string, (path: string) => void]>([
  ['shrunk', (path) => truncateSync(path, text('1').length)],
  ['written anew at the same length', (path) => writeFileSync(path, text('8') + text('9'))],
  ['replaced by a longer one', (path) => writeFileSync(path, text('7') + text('8') + text('9'))],
])('a log that was %s is read afresh', async (_, change) => {
  const home = madeHome({ [ONE]: [answer('1'), answer('2')] });
  const cache = memoryCache();
  await read(home, cache);
  change(join(home, ONE));
  expect(await read(home, cache)).toEqual(await read(home));
});

it('a log that is gone is no longer counted, and one that moved counts once', async () => {
  const home = madeHome({ [ONE]: [answer('1')], [TWO]: [answer('2')] });
  const cache = memoryCache();
  await read(home, cache);
  renameSync(join(home, ONE), join(home, TWO));
  expect(totals(await read(home, cache))).toEqual([100, 50, 0, 0]);
});

it('an entry of the store that is damaged costs a reading and nothing else', async () => {
  const home = madeHome({ [ONE]: [answer('1')] });
  const cache = memoryCache();
  const first = await read(home, cache);
  for (const entry of [new Uint8Array(3), new Uint8Array(500).fill(9), Buffer.from('{}')]) {
    cache.entries.set(ONE, entry);
    expect(await read(home, cache)).toEqual(first);
  }
});

it('a Codex session that has grown goes on from its running total and its model', async () => {
  const log = 'sessions/a.jsonl';
  const home = madeHome({
    [log]: [
      { type: 'turn_context', payload: { model: 'gpt-5.1-codex' } },
      tokenCount('09:01:00.000', null, [100, 20, 30], {}),
    ],
  });
  const cache = memoryCache();
  await read(home, cache);
  appendFileSync(
    join(home, log),
    `${JSON.stringify(tokenCount('09:02:00.000', null, [150, 20, 70], {}))}\n`,
  );
  const logs = await read(home, cache);
  expect(logs.days).toMatchObject([{ model: 'gpt-5.1-codex', inputTokens: 130, requests: 2 }]);
  expect(logs).toEqual(await read(home));
});

it('no prompt, reply or id is stored', async () => {
  const content = [{ type: 'text', text: 'the secret plan' }];
  const home = madeHome({
    [ONE]: [{ ...claudeLine({}, {}, { content }), cwd: '/home/li/secret' }, 'cut secret'],
  });
  const cache = memoryCache();
  await read(home, cache);
  const stored = Buffer.from(cache.entries.get(ONE) ?? []).toString('latin1');
  expect(stored).not.toMatch(/secret|msg_1|req_1/);
});
