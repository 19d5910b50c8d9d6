import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import { identitiesAssign } from '../../src/contract/company.ts';
import { verdictMonth } from '../../src/contract/month.ts';
import {
  trackerShow,
  trackersAdd,
  trackersList,
  trackersSync,
} from '../../src/contract/trackers.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import type { TestServer } from '../providers/servers/test-server.ts';
import { HOST_KINDS, serveItems } from '../providers/servers/tracker-kinds.ts';
import { hastyNetwork, NOW } from './account-network.ts';
import { freshBook } from './fresh-book.ts';
import { gitTest } from './git-test.ts';
import { madeHistory } from './made-repository.ts';
import { rawBook } from './raw-book.ts';

const LI = 'li@example.com';
const BO = 'bo@example.com';

/** As many items of each source; 20,000 were asked of it once. */
const ITEMS = Number(process.env['SEATWORTH_ITEMS'] ?? 60);
const PAGES = 12;

/** From some request on the server says nothing more. */
function stallsAfter(server: TestServer, requests: number): { isMet: boolean; isOver: boolean } {
  const state = { isMet: false, isOver: false };
  server.faults.get = (request) => {
    if (state.isOver || request <= requests) return undefined;
    state.isMet = true;
    return { kind: 'hang' };
  };
  return state;
}

test('of every source each item is there once although the process was killed in the middle, and the book is whole', async () => {
  const sources = await Promise.all(
    HOST_KINDS.map(async (of) => {
      const { server } = await serveItems(of, ITEMS, Math.ceil(ITEMS / PAGES));
      onTestFinished(() => server.close());
      const book = freshBook({ now: () => NOW, keychain: runOnlyKeys(), network: hastyNetwork() });
      await book.take('people.csv', `name,email\nLi Wei,${LI}\n`);
      const place = [server.base, ...of.place];
      const added = { tracker: 'Host', kind: of.kind, place, key: of.key, keepKey: 'run' } as const;
      await book.services.call(trackersAdd, added);
      return { of, server, book, stall: stallsAfter(server, server.asked.length + PAGES / 2) };
    }),
  );
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'tracker-sync-in-process.ts'),
    ...sources.flatMap(({ book, of }) => [book.file, of.key]),
  ]);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const unread = () =>
    sources.filter(({ stall }) => !stall.isMet).map(({ of }) => of.kind as string);
  await expect.poll(unread, { timeout: 120_000 }).toEqual([]);
  child.kill('SIGKILL');
  await ended;
  for (const { of, book, stall } of sources) {
    stall.isOver = true;
    const { services } = book;
    const held = async () => (await services.call(trackersList, {})).trackers[0]?.items ?? 0;
    const stored = await held();
    expect(stored, of.kind).toBeGreaterThan(0);
    expect(stored, of.kind).toBeLessThan(ITEMS);
    const { syncs } = await services.call(trackersSync, { tracker: 'Host', key: of.key });
    const came = { status: 'done', added: ITEMS - stored, replaced: 0, removed: 0 };
    expect(syncs, of.kind).toMatchObject([came]);
    const { unmatched } = await services.call(trackerShow, { tracker: 'Host' });
    for (const { identity } of unmatched)
      await services.call(identitiesAssign, {
        identity,
        shares: [{ email: LI, percent: '100' }],
      });
    expect(await held(), of.kind).toBe(ITEMS);
    const lines = rawBook(services.book).get<{ lines: number; items: number }>(
      'SELECT count(*) AS lines, count(DISTINCT tracker_item_id) AS items FROM output_item',
    );
    expect(lines, of.kind).toMatchObject({ lines: ITEMS, items: ITEMS });
    expect(await services.call(bookVerify, {}), of.kind).toMatchObject({ ok: true });
  }
}, 600_000);

gitTest(
  'connecting a repository and saying whose two identities are gives both seats a verdict',
  async () => {
    const book = freshBook({ now: () => '2026-07-10T00:00:00.000Z' });
    const { services } = book;
    await book.take(
      'people.csv',
      `name,email,role,start,monthly_cost,currency\nLi Wei,${LI},developer,2024-01-01,8000,USD\nBo Ray,${BO},developer,2024-01-01,8000,USD\n`,
    );
    await book.take(
      'plans.csv',
      `tool,email,start,price,currency,cadence\nClaude,${LI},2026-01-01,100,USD,month\nClaude,${BO},2026-01-01,100,USD,month\n`,
    );
    const verdicts = async () =>
      (await services.call(verdictMonth, { month: '2026-06' })).verdicts.map((one) => [
        one.person.name,
        one.verdict,
      ]);
    expect(await verdicts()).toEqual([
      ['Bo Ray', 'no data'],
      ['Li Wei', 'no data'],
    ]);
    const commits = Array.from({ length: 18 }, (_, month) => month).flatMap((month) =>
      // Both finish twice as much since the seats began.
      Array.from({ length: month < 12 ? 3 : 6 }, (_, n) => {
        const day = `20${month < 12 ? '25' : '26'}-${String((month % 12) + 1).padStart(2, '0')}-0${n + 1}`;
        const seconds = Date.parse(`${day}T09:00:00Z`) / 1000;
        const [li, bo] = ['li@home.example', 'bo@home.example'];
        return [
          { author: li, committer: bo, seconds },
          { author: bo, committer: li, seconds: seconds + 60 },
        ];
      }).flat(),
    );
    const folder = madeHistory(book.folder, 'app', commits);
    await services.call(trackersAdd, { tracker: 'Code', kind: 'git', place: [folder] });
    await services.call(trackersSync, {});
    expect(await verdicts()).toEqual([
      ['Bo Ray', 'no data'],
      ['Li Wei', 'no data'],
    ]);
    for (const [identity, email] of [
      ['li@home.example', LI],
      ['bo@home.example', BO],
    ] as const)
      await services.call(identitiesAssign, { identity, shares: [{ email, percent: '100' }] });
    expect(await verdicts()).toEqual([
      ['Bo Ray', 'justified'],
      ['Li Wei', 'justified'],
    ]);
    const shown = await services.call(trackerShow, { tracker: 'Code' });
    expect(shown.seats).toMatchObject([
      { person: { name: 'Bo Ray' }, verdict: 'justified', baselineMonths: 12 },
      { person: { name: 'Li Wei' }, verdict: 'justified', baselineMonths: 12 },
    ]);
    expect(shown.weights).toMatchObject({
      before: { items: 72, acceptedByOthers: 1, takenBack: 0 },
      since: { items: 72, acceptedByOthers: 1 },
    });
  },
  120_000,
);
