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
import { githubServer, type MadePull } from '../providers/servers/trackers.ts';
import { hastyNetwork, NOW, TEST_KEY } from './account-network.ts';
import { freshBook } from './fresh-book.ts';
import { gitTest } from './git-test.ts';
import { madeHistory } from './made-repository.ts';
import { rawBook } from './raw-book.ts';

const LI = 'li@example.com';
const BO = 'bo@example.com';

test('20,000 pull requests with a process killed in the middle are there once, and the book is whole', async () => {
  const pulls = Array.from(
    { length: 20_000 },
    (_, n): MadePull => ({
      number: 20_000 - n,
      author: n % 2 === 0 ? 'li-wei' : 'bo-ray',
      at: `2026-0${1 + (n % 6)}-1${n % 9}T10:00:00Z`,
    }),
  );
  const server = await githubServer(TEST_KEY, new Map([['acme/app', pulls]]));
  onTestFinished(() => server.close());
  const book = freshBook({ now: () => NOW, keychain: runOnlyKeys(), network: hastyNetwork() });
  const { services } = book;
  await book.take('people.csv', `name,email\nLi Wei,${LI}\nBo Ray,${BO}\n`);
  await services.call(trackersAdd, {
    tracker: 'Host',
    kind: 'github',
    place: [server.base, 'acme/app'],
    key: TEST_KEY,
    keepKey: 'run',
  });
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'tracker-sync-in-process.ts'),
    book.file,
  ]);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await expect.poll(() => server.asked.length, { timeout: 120_000 }).toBeGreaterThan(60);
  child.kill('SIGKILL');
  await ended;
  const stored = (await services.call(trackersList, {})).trackers[0]?.items ?? 0;
  expect(stored).toBeGreaterThan(0);
  expect(stored).toBeLessThan(20_000);
  const { syncs } = await services.call(trackersSync, { tracker: 'Host', key: TEST_KEY });
  expect(syncs).toMatchObject([{ status: 'done', added: 20_000 - stored, replaced: 0 }]);
  for (const [identity, email] of [
    ['li-wei', LI],
    ['bo-ray', BO],
  ] as const)
    await services.call(identitiesAssign, { identity, shares: [{ email, percent: '100' }] });
  const lines = rawBook(services.book).get<{ lines: number; links: number }>(
    'SELECT count(*) AS lines, count(DISTINCT link) AS links FROM output_item',
  );
  expect(lines).toMatchObject({ lines: 20_000, links: 20_000 });
  expect(await services.call(bookVerify, {})).toMatchObject({ ok: true });
}, 300_000);

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
