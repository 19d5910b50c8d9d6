import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findAgentLogs } from '../../../src/main/imports/agent-log/find-agent-logs.ts';
import { readAgentLogs } from '../../../src/main/imports/agent-log/read-agent-logs.ts';
import { memoryCache } from '../../fixtures/agent-logs/memory-cache.ts';
import { claudeLine, madeHome, read, tokenCount, totals, writeLog } from './made-home.ts';

const LOG = 'projects/shop/s.jsonl';

it('links are not followed, neither to files nor to folders', async () => {
  const outside = madeHome({ [LOG]: [claudeLine({ requestId: 'outside' })] });
  const home = madeHome({ [LOG]: [claudeLine()] });
  symlinkSync(join(outside, LOG), join(home, 'projects/shop/link.jsonl'));
  symlinkSync(join(outside, 'projects/shop'), join(home, 'projects/linked'));
  expect(totals(await read(home))).toEqual([100, 50, 0, 0]);
});

it('a line of many megabytes is read, and its texts are not', async () => {
  const content = [{ type: 'text', text: '"quoted"\\ '.repeat(600_000) }];
  const logs = await read(madeHome({ [LOG]: [claudeLine({}, {}, { content }), claudeLine()] }));
  expect([totals(logs), logs.duplicates]).toEqual([[100, 50, 0, 0], 1]);
});

it('a line longer than 64 MiB is skipped and counted as skipped, and the next one is read', async () => {
  const home = madeHome({});
  writeLog(home, LOG, '');
  const huge = Buffer.alloc((1 << 26) + 10, 'x');
  writeFileSync(
    join(home, LOG),
    Buffer.concat([huge, Buffer.from(`\n${JSON.stringify(claudeLine())}\n`)]),
  );
  const logs = await read(home);
  expect(totals(logs)).toEqual([100, 50, 0, 0]);
  expect([logs.lines, logs.skippedLines]).toEqual([2, 1]);
}, 120_000);

it('objects nested without end are skipped', async () => {
  const deep = `{"usage":${'[{"a":'.repeat(50_000)}`;
  const logs = await read(madeHome({ [LOG]: [deep, `${deep}"`, claudeLine()] }));
  expect([totals(logs), logs.skippedLines]).toEqual([[100, 50, 0, 0], 2]);
});

it('bytes that are no text, empty lines and Windows line ends harm nothing', async () => {
  const home = madeHome({});
  writeLog(home, LOG, '');
  const line = Buffer.from(JSON.stringify(claudeLine()));
  const parts = [
    Buffer.from([0xff, 0xfe, 0, 34, 10, 13, 10, 10, 32, 10]),
    line,
    Buffer.from('\r\n'),
  ];
  writeFileSync(join(home, LOG), Buffer.concat(parts));
  const logs = await read(home);
  expect([totals(logs), logs.lines, logs.skippedLines]).toEqual([[100, 50, 0, 0], 2, 1]);
});

it('reading can be cancelled', async () => {
  const home = madeHome({ [LOG]: [claudeLine()] });
  const signal = AbortSignal.abort(new Error('enough'));
  const reading = readAgentLogs(home, { timeZone: 'UTC', cache: memoryCache(), signal });
  await expect(reading).rejects.toThrow('enough');
});

it('a folder without logs has none, and a folder that is not there is told', async () => {
  const home = madeHome({ 'notes/todo.jsonl': [{ todo: 'nothing' }] });
  expect(await findAgentLogs(home)).toBeNull();
  await expect(read(home)).rejects.toMatchObject({ code: 'agent_log_none' });
  await expect(read(join(home, 'gone'))).rejects.toMatchObject({ code: 'agent_log_missing' });
});

it('the home, its inner folder, a home directory around it and a single log all name the logs', async () => {
  const around = madeHome({
    '.claude/projects/shop/s.jsonl': [claudeLine()],
    '.codex/sessions/a.jsonl': [tokenCount('09:01:00.000', [10, 2, 5], null)],
  });
  const namesIn = async (folder: string) =>
    (await findAgentLogs(join(around, folder)))?.map(({ tool, name }) => [tool, name]);
  const claude = ['claude', 'projects/shop/s.jsonl'];
  const codex = ['codex', 'sessions/a.jsonl'];
  expect(await namesIn('.')).toEqual([claude, codex]);
  expect(await namesIn('.claude')).toEqual([claude]);
  expect(await namesIn('.claude/projects')).toEqual([claude]);
  expect(await namesIn('.codex')).toEqual([codex]);
  expect(await namesIn('.claude/projects/shop/s.jsonl')).toEqual([claude]);
  expect(await namesIn('.codex/sessions/a.jsonl')).toEqual([['codex', 'a.jsonl']]);
});
