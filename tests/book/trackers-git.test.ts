import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { closeMonth } from '../../src/contract/close.ts';
import { identitiesAssign, identitiesList } from '../../src/contract/company.ts';
import { type OutputItem, outputAccept, outputList } from '../../src/contract/output.ts';
import {
  type TrackerSyncDoc,
  trackerShow,
  trackersAdd,
  trackersList,
  trackersRemove,
  trackersSet,
  trackersSync,
} from '../../src/contract/trackers.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { gitTest } from './git-test.ts';
import { madeHistory, madeRepository } from './made-repository.ts';

const PEOPLE =
  'name,email,role\nLi Wei,li@example.com,developer\nBo Ray,bo@example.com,developer\n';
const LI = 'li@example.com';
const BO = 'bo@example.com';

async function bookWithPeople(now = '2026-07-01T00:00:00.000Z'): Promise<FreshBook> {
  const book = freshBook({ now: () => now });
  await book.take('people.csv', PEOPLE);
  return book;
}

const add = ({ services }: FreshBook, ...place: readonly string[]) =>
  services.call(trackersAdd, { tracker: 'Code', kind: 'git', place: [...place] });

async function sync({ services }: FreshBook): Promise<TrackerSyncDoc> {
  const [doc] = (await services.call(trackersSync, {})).syncs;
  if (!doc) throw new Error('The sync gave no document.');
  return doc;
}

const items = async ({ services }: FreshBook, month: string): Promise<OutputItem[]> =>
  (await services.call(outputList, { month })).items;
const set = (
  { services }: FreshBook,
  key: 'accepted' | 'co-authors' | 'rules' | 'titles',
  value: string,
) => services.call(trackersSet, { tracker: 'Code', key, value });

gitTest('a merge is its branch’s: by who wrote the branch, accepted by who merged it', async () => {
  const book = await bookWithPeople();
  const repo = madeRepository(book.folder, 'app');
  repo.commit('Begin', { author: LI, at: '2026-05-04T09:00:00Z' });
  repo.git('checkout', '-q', '-b', 'topic');
  repo.commit('One', { author: BO, at: '2026-05-05T09:00:00Z' });
  repo.commit('Two', { author: BO, at: '2026-05-06T09:00:00Z' });
  repo.git('checkout', '-q', 'main');
  const sha = repo.as(
    { author: LI, at: '2026-05-07T23:00:00Z' },
    'merge',
    '-q',
    '--no-ff',
    'topic',
    '-m',
    'Merge',
  );
  await add(book, repo.folder);
  expect(await sync(book)).toMatchObject({
    status: 'done',
    added: 2,
    from: '2026-05-04',
    to: '2026-05-07',
  });
  expect(await items(book, '2026-05')).toMatchObject([
    {
      email: BO,
      day: '2026-05-07',
      state: 'accepted',
      acceptedBy: 'Li Wei',
      tracker: { name: 'Code', key: sha },
      title: null,
    },
    { email: LI, day: '2026-05-04', state: 'waiting' },
  ]);
});

gitTest(
  'what an author put in alone waits, is accepted by somebody else, and stays so at the next sync',
  async () => {
    const book = await bookWithPeople();
    const repo = madeRepository(book.folder, 'app');
    repo.commit('Alone', { author: LI, at: '2026-05-04T09:00:00Z' });
    await add(book, repo.folder);
    await sync(book);
    const [item] = await items(book, '2026-05');
    await book.services.call(outputAccept, { id: item?.id ?? 0, by: 'Bo Ray' });
    await sync(book);
    expect(await items(book, '2026-05')).toMatchObject([
      { id: item?.id, state: 'accepted', acceptedBy: 'Bo Ray' },
    ]);
  },
);

gitTest(
  'a squash on the web counts although nobody knows who pressed the button, unless others must have accepted',
  async () => {
    const book = await bookWithPeople();
    const repo = madeRepository(book.folder, 'app');
    repo.commit('Add totals (#12)', {
      author: '7+li-wei@users.noreply.github.com',
      committer: 'noreply@github.com',
      at: '2026-05-04T23:00:00Z',
    });
    await add(book, repo.folder);
    await sync(book);
    expect(await items(book, '2026-05')).toEqual([]);
    expect((await book.services.call(trackerShow, { tracker: 'Code' })).unmatched).toMatchObject([
      { identity: 'li-wei', items: 1 },
    ]);
    await book.services.call(identitiesAssign, {
      identity: 'li-wei',
      shares: [{ email: LI, percent: '100' }],
    });
    expect(await items(book, '2026-05')).toMatchObject([
      { email: LI, state: 'accepted', acceptedBy: null },
    ]);
    await set(book, 'accepted', 'others');
    expect(await items(book, '2026-05')).toMatchObject([{ email: LI, state: 'waiting' }]);
  },
);

gitTest(
  'a rebased commit was accepted by its committer, and its day is the committer’s in the company’s zone',
  async () => {
    const book = await bookWithPeople();
    const repo = madeRepository(book.folder, 'app');
    repo.commit('Rebased', { author: LI, committer: BO, at: '2026-05-31T23:30:00-02:00' });
    await add(book, repo.folder);
    await sync(book);
    expect(await items(book, '2026-06')).toMatchObject([
      { email: LI, day: '2026-06-01', acceptedBy: 'Bo Ray' },
    ]);
  },
);

gitTest(
  'a reverted commit stops counting, the revert is an item like any other, and a revert of the revert brings it back',
  async () => {
    const book = await bookWithPeople();
    const repo = madeRepository(book.folder, 'app');
    const by = (at: string) => ({ author: LI, committer: BO, at: `${at}T09:00:00Z` });
    repo.commit('Begin', by('2026-04-01'));
    const sha = repo.commit('Faulty', by('2026-05-04'));
    const revert = repo.commit(`Revert "Faulty"\n\nThis reverts commit ${sha}.`, by('2026-05-20'));
    await add(book, repo.folder);
    await sync(book);
    const faulty = async (month: string) =>
      (await items(book, month)).filter(({ tracker }) => tracker?.key === sha);
    expect(await faulty('2026-05')).toMatchObject([{ state: 'reopened', reopened: '2026-05-20' }]);
    expect(await items(book, '2026-05')).toHaveLength(2);
    repo.commit(`Reapply "Faulty"\n\nThis reverts commit ${revert}.`, by('2026-06-02'));
    await sync(book);
    expect(await faulty('2026-05')).toEqual([]);
    expect(await faulty('2026-06')).toMatchObject([
      { state: 'accepted', day: '2026-06-02', reopened: null },
    ]);
  },
);

gitTest(
  'addresses go through the mailmap, and co-authors share where the owner says so',
  async () => {
    const book = await bookWithPeople();
    const repo = madeRepository(book.folder, 'app');
    writeFileSync(join(repo.folder, '.mailmap'), `Li <${LI}> <old@home.example>\n`);
    repo.commit(`Pair work\n\nCo-authored-by: Bo <${BO}>`, {
      author: 'old@home.example',
      committer: 'lead@example.com',
      at: '2026-05-04T09:00:00Z',
    });
    await add(book, repo.folder);
    await sync(book);
    expect(await items(book, '2026-05')).toMatchObject([{ email: LI, quantity: 1 }]);
    await set(book, 'co-authors', 'split');
    const shared = await items(book, '2026-05');
    expect(shared.map(({ email, quantity }) => [email, quantity]).sort()).toEqual([
      [BO, 0.5],
      [LI, 0.5],
    ]);
  },
);

gitTest('machines are nobody, and an agent’s work counts for who asked', async () => {
  const book = await bookWithPeople();
  const repo = madeRepository(book.folder, 'app');
  const committer = 'lead@example.com';
  repo.commit('Bump x from 1 to 2', {
    author: '49699333+dependabot[bot]@users.noreply.github.com',
    committer,
    at: '2026-05-04T09:00:00Z',
  });
  repo.commit(`Build it\n\nCo-authored-by: Bo <${BO}>`, {
    author: '198982749+Copilot@users.noreply.github.com',
    committer,
    at: '2026-05-05T09:00:00Z',
  });
  await add(book, repo.folder);
  await sync(book);
  expect(await items(book, '2026-05')).toMatchObject([{ email: BO, day: '2026-05-05' }]);
  expect((await book.services.call(trackersList, {})).trackers).toMatchObject([
    { standings: { nobody: 1 } },
  ]);
});

gitTest(
  'the branch that counts is the default one under its new name, whatever is checked out',
  async () => {
    const book = await bookWithPeople();
    const origin = madeRepository(book.folder, 'origin', 'master');
    const by = { author: LI, committer: BO };
    origin.commit('One', { ...by, at: '2026-05-04T09:00:00Z' });
    const clone = join(book.folder, 'clone');
    origin.git('clone', '-q', origin.folder, clone);
    origin.git('branch', '-m', 'master', 'main');
    origin.commit('Two', { ...by, at: '2026-05-05T09:00:00Z' });
    origin.git('-C', clone, 'fetch', '-q');
    origin.git('-C', clone, 'checkout', '-q', '-b', 'topic');
    await add(book, clone);
    await sync(book);
    expect(await items(book, '2026-05')).toHaveLength(2);
  },
);

gitTest('a shallow clone says how far it reaches', async () => {
  const book = await bookWithPeople();
  const repo = madeRepository(book.folder, 'app');
  for (const day of ['04', '05', '06', '07'])
    repo.commit(`Day ${day}`, { author: LI, committer: BO, at: `2026-05-${day}T09:00:00Z` });
  const clone = join(book.folder, 'shallow');
  repo.git('clone', '-q', '--depth', '2', `file://${repo.folder}`, clone);
  await add(book, clone);
  const doc = await sync(book);
  expect(doc).toMatchObject({ status: 'done', added: 2 });
  expect(doc.notes).toMatchObject([{ code: 'git_shallow', details: { day: '2026-05-06' } }]);
});

gitTest('what is rewritten away is gone from the tracker and stops counting', async () => {
  const book = await bookWithPeople('2026-05-20T00:00:00.000Z');
  const repo = madeRepository(book.folder, 'app');
  const by = { author: LI, committer: BO };
  repo.commit('One', { ...by, at: '2026-05-04T09:00:00Z' });
  repo.commit('Two', { ...by, at: '2026-05-05T09:00:00Z' });
  await add(book, repo.folder);
  await sync(book);
  repo.git('reset', '-q', '--hard', 'HEAD~1');
  expect(await sync(book)).toMatchObject({ status: 'done', removed: 1 });
  expect(await items(book, '2026-05')).toMatchObject([
    { day: '2026-05-05', state: 'reopened', reopened: '2026-05-20' },
    { day: '2026-05-04', state: 'accepted' },
  ]);
  expect(await sync(book)).toMatchObject({ removed: 0 });
});

gitTest(
  'the same repository twice is read once, rules leave out, and titles are kept only where they are wanted',
  async () => {
    const book = await bookWithPeople();
    const repo = madeRepository(book.folder, 'app');
    repo.commit('Secret plan', { author: LI, committer: BO, at: '2026-05-04T09:00:00Z' });
    await add(book, repo.folder);
    await book.services.call(trackersAdd, { tracker: 'Again', kind: 'git', place: [repo.folder] });
    await book.services.call(trackersSync, {});
    await book.services.call(trackersSync, {});
    expect(await items(book, '2026-05')).toHaveLength(1);
    await set(book, 'titles', 'on');
    await sync(book);
    expect(JSON.stringify(await items(book, '2026-05'))).not.toContain('Secret plan" ');
    await set(book, 'titles', 'off');
    expect(JSON.stringify(await items(book, '2026-05'))).not.toContain('Secret');
    await set(book, 'rules', 'repo:elsewhere=pull request');
    await book.services.call(trackersRemove, { tracker: 'Again' });
    expect(await items(book, '2026-05')).toEqual([]);
    await set(book, 'rules', 'repo:app=feature');
    expect(await items(book, '2026-05')).toMatchObject([{ kind: 'feature' }]);
  },
);

gitTest('a closed month takes what lies before a seat and lists the rest as late', async () => {
  const book = await bookWithPeople();
  await book.take(
    'plans.csv',
    `tool,email,start,price,currency,cadence\nClaude,${LI},2026-05-01,100,USD,month\n`,
  );
  await book.services.call(closeMonth, { month: '2026-04', anyway: 'a test' });
  await book.services.call(closeMonth, { month: '2026-05', anyway: 'a test' });
  const repo = madeRepository(book.folder, 'app');
  repo.commit('Before', { author: LI, committer: BO, at: '2026-04-04T09:00:00Z' });
  const late = repo.commit('Late', { author: LI, committer: BO, at: '2026-05-05T09:00:00Z' });
  repo.commit('No seat', { author: BO, committer: LI, at: '2026-05-06T09:00:00Z' });
  await add(book, repo.folder);
  await sync(book);
  expect(await items(book, '2026-04')).toMatchObject([{ email: LI }]);
  expect(await items(book, '2026-05')).toMatchObject([{ email: BO }]);
  const { examples } = await book.services.call(trackerShow, { tracker: 'Code' });
  expect(examples).toMatchObject([{ standing: 'late', items: [{ key: late }] }]);
});

gitTest('reading runs no hook, writes nothing, and refuses what is no repository', async () => {
  const book = await bookWithPeople();
  const repo = madeRepository(book.folder, 'app');
  repo.commit('One', { author: LI, committer: BO, at: '2026-05-04T09:00:00Z' });
  const ran = join(book.folder, 'ran');
  repo.git('config', 'core.fsmonitor', `touch ${ran}`);
  repo.git('config', 'gpg.program', `touch ${ran}`);
  repo.git('config', 'log.showSignature', 'true');
  const before = readdirSync(join(repo.folder, '.git')).sort();
  await add(book, repo.folder);
  expect(await sync(book)).toMatchObject({ status: 'done', added: 1 });
  expect(readdirSync(join(repo.folder, '.git')).sort()).toEqual(before);
  expect(existsSync(ran)).toBe(false);
  await expect(
    book.services.call(trackersAdd, {
      tracker: 'No',
      kind: 'git',
      place: [join(book.folder, 'nowhere')],
    }),
  ).rejects.toMatchObject({ code: 'tracker_folder_missing' });
});

gitTest('identities of a tracker stand beside those of accounts, under its name', async () => {
  const book = await bookWithPeople();
  const repo = madeRepository(book.folder, 'app');
  repo.commit('One', { author: 'guest@else.example', committer: BO, at: '2026-05-04T09:00:00Z' });
  await add(book, repo.folder);
  await sync(book);
  expect((await book.services.call(identitiesList, {})).identities).toMatchObject([
    {
      identity: 'bo@example.com',
      source: 'Code',
      tracker: 'Code',
      account: null,
      assignments: [{ byItself: true }],
    },
    { identity: 'guest@else.example', source: 'Code', assignments: [] },
  ]);
});

gitTest('a long history counts each commit once, and is nothing new the second time', async () => {
  const book = await bookWithPeople();
  const people = [LI, BO] as const;
  const commits = Array.from({ length: 9_000 }, (_, at) => ({
    author: people[at % 2] ?? LI,
    committer: people[(at + 1) % 2] ?? BO,
    seconds: 1_600_000_000 + at * 900,
  }));
  await add(book, madeHistory(book.folder, 'big', commits));
  expect(await sync(book)).toMatchObject({ status: 'done', added: 9_000 });
  expect((await book.services.call(trackersList, {})).trackers).toMatchObject([
    { items: 9_000, standings: { counted: 9_000 } },
  ]);
  expect(await sync(book)).toMatchObject({ status: 'done', added: 0, replaced: 0, removed: 0 });
});

gitTest('by itself the app reads only what was switched on and waits for nobody', async () => {
  const book = await bookWithPeople();
  const { services } = book;
  const repo = madeRepository(book.folder, 'app');
  repo.commit('One', { author: LI, committer: BO, at: '2026-05-04T09:00:00Z' });
  await add(book, repo.folder);
  const byItself = async () => (await services.call(trackersSync, { automatic: true })).syncs;
  expect(await byItself()).toEqual([]);
  await services.call(trackersSet, { tracker: 'Code', key: 'automatic', value: 'on' });
  expect(await byItself()).toMatchObject([{ status: 'done', added: 1 }]);
  renameSync(repo.folder, `${repo.folder}-away`);
  // A folder that is not there is for a person to settle: it is asked for once, not every four hours.
  expect(await byItself()).toMatchObject([
    { status: 'failed', error: { code: 'tracker_folder_missing', plan: 'ask' }, removed: 0 },
  ]);
  expect(await byItself()).toEqual([]);
});

gitTest(
  'commits of clocks that were never set or run ahead are told by name, and the rest is read',
  async () => {
    const book = await bookWithPeople();
    const commits = [5, 1_777_000_000, 1_777_100_000, 4_000_000_000].map((seconds) => ({
      author: LI,
      committer: BO,
      seconds,
    }));
    await add(book, madeHistory(book.folder, 'clocks', commits));
    expect(await sync(book)).toMatchObject({ status: 'done', added: 2, rejected: 2 });
    const { rejects } = await book.services.call(trackerShow, { tracker: 'Code' });
    expect(rejects.map(({ code, value }) => [code, value?.slice(0, 4)])).toEqual([
      ['commit_undated', '2096'],
      ['commit_undated', '1970'],
    ]);
  },
);
