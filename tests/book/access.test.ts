import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import {
  accessEnd,
  accessHere,
  accessList,
  accessPassphrase,
  accessSet,
  accessUnlock,
} from '../../src/contract/access.ts';
import {
  allowanceLines,
  allowancePreset,
  allowanceSet,
  topUpAsk,
  topUpDecide,
} from '../../src/contract/allowances.ts';
import * as claims from '../../src/contract/claims.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { peopleList, settingsSet, subscriptionsList } from '../../src/contract/company.ts';
import { importsList, importsRejects } from '../../src/contract/imports.ts';
import { overviewMonth, overviewSpan, seatsMonth, verdictMonth } from '../../src/contract/month.ts';
import { outputAccept, outputList, outputLog } from '../../src/contract/output.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { type FreshBook, freshBook, resources } from './fresh-book.ts';
import { line, only } from './made-claims.ts';

const NOW = '2026-06-20T09:00:00.000Z';
const EVA = 'eva@example.com';
const LI = 'li@example.com';
const MAX = 'max@example.com';
const TOM = 'tom@example.com';

/** Months of output before the seat and with it. */
const outputOf = (email: string): string =>
  [
    'date,email,kind,quantity,title,accepted_by',
    ...['08', '09', '10', '11', '12']
      .map((month) => `2025-${month}`)
      .concat(['01', '02', '03', '04', '05', '06'].map((month) => `2026-${month}`))
      .flatMap((month) =>
        ['05', '12', '19'].map((day) => `${month}-${day},${email},ticket,3,T ${day},Eva Boss`),
      ),
    '',
  ].join('\n');

async function company(): Promise<FreshBook> {
  const book = freshBook({ now: () => NOW });
  await book.take(
    'people.csv',
    `name,email,role,team,start,monthly_cost,currency
Li  Na,${LI},developer,Apps,2025-01-01,9000,USD
Max Roth,${MAX},designer,Web,2025-01-01,8000,USD
Tom Lead,${TOM},lead,Apps,2025-01-01,10000,USD
Eva Boss,${EVA},owner,,2025-01-01,12000,USD
`,
  );
  await book.take(
    'usage.csv',
    `date,identity,tool,cost,currency
2026-06-02,${LI},API,11,USD
2026-06-03,${MAX},API,13,USD
`,
  );
  return book;
}

/** The services as the command line opens them for whoever is named. */
async function as<T>(
  book: FreshBook,
  who: string,
  work: (services: Services) => Promise<T>,
  more: { passphrase?: string; now?: string; isNamed?: boolean } = {},
): Promise<T> {
  const services = openServices({
    file: book.file,
    mode: 'write',
    resources,
    who,
    isNamed: more.isNamed ?? true,
    now: () => more.now ?? NOW,
    passphrase: more.passphrase,
  });
  try {
    return await work(services);
  } finally {
    services.close();
  }
}

const code = (of: string) => ({ code: of });

async function withAccess(): Promise<FreshBook> {
  const book = await company();
  await as(book, EVA, async (services) => {
    await services.call(accessSet, { email: EVA, level: 'owner' });
    await services.call(accessSet, { email: TOM, level: 'manager' });
    await services.call(accessSet, { email: LI, level: 'employee' });
    await services.call(accessSet, { email: MAX, level: 'employee' });
    await services.call(accessSet, {
      email: 'books@tax.example',
      level: 'accountant',
      name: 'Ida Books',
    });
  });
  return book;
}

const file = (services: Services, person: string) =>
  services.call(claims.claimsSave, { id: null, person, lines: [line()], submit: true });

test('before access is set nothing is hidden, and a free name decides nothing', async () => {
  const book = await company();
  const { id } = only(await file(book.services, LI));
  const decide = (by: string) =>
    book.services.call(claims.claimsDecide, { id, decision: 'approve', reason: 'ok', by });
  for (const by of ['root', 'Somebody', 'test', 'Eva']) {
    await expect(decide(by), by).rejects.toMatchObject(code('decider_unknown'));
  }
  for (const by of [
    'Li Na',
    'li na',
    'LI\u00a0NA',
    ' Li   Na ',
    'ＬＩ Ｎａ',
    'LiNa',
    'LI@example.com',
  ]) {
    await expect(decide(by), by).rejects.toMatchObject(code('claim_own_decision'));
  }
  expect(only(await decide(' eva  BOSS ')).state).toBe('approved');
  const pay = (by?: string) =>
    book.services.call(claims.claimsPay, {
      ids: [id],
      date: '2026-06-21',
      reference: 'T1',
      ...(by === undefined ? {} : { by }),
    });
  await expect(pay()).rejects.toMatchObject(code('decider_unknown'));
  expect(only(await pay(EVA)).state).toBe('paid');
  const { people } = await book.services.call(peopleList, {});
  expect(people.every(({ monthlyCost }) => monthlyCost !== null)).toBe(true);
});

test('requests for more and output are decided by a person who is not their own', async () => {
  const book = await company();
  await book.services.call(allowancePreset, { preset: 'start-low', from: '2026-06-01' });
  const { topUps } = await book.services.call(topUpAsk, {
    person: LI,
    amount: '50',
    reason: 'migration',
    expectedOutput: '4 tickets',
  });
  const decide = (by?: string) =>
    book.services.call(topUpDecide, {
      id: topUps[0]?.id ?? 0,
      decision: 'approve',
      ...(by === undefined ? {} : { by }),
    });
  await expect(decide()).rejects.toMatchObject(code('decider_unknown'));
  await expect(decide('LI  na')).rejects.toMatchObject(code('top_up_own_decision'));
  expect((await decide('Eva Boss')).topUps[0]?.decidedBy).toBe('Eva Boss');
  const { id } = await book.services.call(outputLog, {
    email: LI,
    day: '2026-06-10',
    kind: 'ticket',
    quantity: '1',
    title: 'One',
    link: null,
    acceptedBy: null,
    minutesSaved: null,
  });
  const accept = (by: string) => book.services.call(outputAccept, { id, by });
  await expect(accept('Nobody')).rejects.toMatchObject(code('decider_unknown'));
  await expect(accept('li NA')).rejects.toMatchObject(code('accepted_by_author'));
  await accept('Tom Lead');
});

test('an employee sees and writes what is theirs, and nothing of a colleague', async () => {
  const book = await withAccess();
  await as(book, MAX, (services) => file(services, MAX));
  await as(book, 'Li Na', async (services) => {
    const { people } = await services.call(peopleList, {});
    expect(people.map(({ email, monthlyCost }) => [email, monthlyCost])).toEqual([[LI, null]]);
    const filed = only(await file(services, LI));
    const list = await services.call(claims.claimsList, {});
    expect(list.claims.map(({ person }) => person.email)).toEqual([LI]);
    expect(list.waiting.count).toBe(0);
    await expect(services.call(claims.claimsShow, { id: 1 })).rejects.toMatchObject(
      code('access_denied'),
    );
    expect((await services.call(claims.claimsShow, { id: filed.id })).review).toBeNull();
    await expect(file(services, MAX)).rejects.toMatchObject(code('access_denied'));
    for (const denied of [
      () => services.call(seatsMonth, { month: '2026-06' }),
      () => services.call(overviewMonth, { month: '2026-06' }),
      () => services.call(verdictMonth, { month: '2026-06' }),
      () => services.call(claims.claimsDecide, { id: 1, decision: 'approve' }),
      () => services.call(claims.claimsPay, { ids: [1], date: '2026-06-21', reference: 'x' }),
      () => services.call(closeMonth, { month: '2026-05' }),
      () => services.call(accessSet, { email: LI, level: 'owner' }),
    ]) {
      await expect(denied()).rejects.toMatchObject(code('access_denied'));
    }
    const logged = await services.call(outputLog, {
      day: '2026-06-10',
      kind: 'ticket',
      quantity: '1',
      title: 'Mine',
      link: null,
      acceptedBy: TOM,
      minutesSaved: null,
    });
    expect(logged.isAccepted).toBe(false);
  });
  await as(book, MAX, async (services) => {
    const { items, authors } = await services.call(outputList, { month: '2026-06' });
    expect([items, authors]).toEqual([[], []]);
  });
});

test('a manager sees the own team without its costs, and verdicts only where that is set', async () => {
  const book = await withAccess();
  await as(book, MAX, (services) => file(services, MAX));
  const mine = await as(book, LI, (services) => file(services, LI));
  await as(book, EVA, async (services) => {
    for (const scope of ['company', 'team:Apps', 'team:Web', `person:${LI}`, `person:${MAX}`]) {
      const limit = { limit: '100', cadence: 'month', from: '2026-06-01' } as const;
      await services.call(allowanceSet, { scope, ...limit });
    }
  });
  await as(book, TOM, async (services) => {
    const { people } = await services.call(peopleList, {});
    expect(people.map(({ email }) => email)).toEqual([LI, TOM]);
    expect(people.every(({ monthlyCost }) => monthlyCost === null)).toBe(true);
    const { seats } = await services.call(seatsMonth, { month: '2026-06' });
    expect(seats.map(({ person, verdict }) => [person.email, verdict])).toEqual([[LI, null]]);
    const { lines } = await services.call(allowanceLines, {});
    expect(lines.map(({ scope }) => scope)).toEqual(['company', `person:${LI}`, 'team:Apps']);
    await expect(
      services.call(claims.claimsDecide, { id: 1, decision: 'approve', reason: 'ok' }),
    ).rejects.toMatchObject(code('access_denied'));
    const decided = await services.call(claims.claimsDecide, {
      id: only(mine).id,
      decision: 'approve',
      reason: 'ok',
    });
    expect(only(decided).history.at(-1)?.by).toBe('Tom Lead');
    // Whoever is named beside it: it is the holder who decides.
    await expect(
      services.call(settingsSet, { key: 'company.name', value: 'X' }),
    ).rejects.toMatchObject(code('access_denied'));
  });
});

test('an accountant pays and closes, sees no costs of people and no verdicts', async () => {
  const book = await withAccess();
  const mine = await as(book, LI, (services) => file(services, LI));
  await as(book, EVA, (services) =>
    services.call(claims.claimsDecide, { id: only(mine).id, decision: 'approve', reason: 'ok' }),
  );
  await as(book, 'Ida Books', async (services) => {
    const { people } = await services.call(peopleList, {});
    expect(people.map(({ monthlyCost }) => monthlyCost)).toEqual([null, null, null, null]);
    await expect(services.call(verdictMonth, { month: '2026-06' })).rejects.toMatchObject(
      code('access_denied'),
    );
    const { seats, leans } = await services.call(seatsMonth, { month: '2026-06' });
    expect(seats.map(({ verdict, p }) => [verdict, p])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(leans).toEqual({ keep: null, drop: null });
    for (const told of [
      await services.call(overviewMonth, { month: '2026-06' }),
      await services.call(overviewSpan, { from: '2026-04', to: '2026-06' }),
    ]) {
      const { count, ...words } = told.seats;
      expect([count, new Set(Object.values(words))]).toEqual([2, new Set([null])]);
    }
    const paid = await services.call(claims.claimsPay, {
      ids: [only(mine).id],
      date: '2026-06-21',
      reference: 'T1',
    });
    expect(only(paid).state).toBe('paid');
    await expect(
      services.call(claims.claimsDecide, { id: 1, decision: 'reopen', reason: 'no' }),
    ).rejects.toMatchObject(code('access_denied'));
  });
});

test('there is always an owner; a stranger has no access; wrong passphrases lock for a while', async () => {
  const book = await company();
  await expect(
    as(book, EVA, (services) => services.call(accessSet, { email: LI, level: 'employee' })),
  ).rejects.toMatchObject(code('last_owner'));
  const { access } = await as(book, EVA, (services) =>
    services.call(accessSet, { email: EVA, level: 'owner' }),
  );
  expect(JSON.stringify(access)).not.toContain('scrypt');
  await expect(
    as(book, EVA, (services) => services.call(accessEnd, { email: EVA })),
  ).rejects.toMatchObject(code('last_owner'));
  await expect(
    as(book, 'stranger', (services) => services.call(peopleList, {})),
  ).rejects.toMatchObject(code('access_denied'));
  await as(book, EVA, (services) =>
    services.call(accessPassphrase, { email: EVA, passphrase: 'right one' }),
  );
  const look = (passphrase?: string, now = NOW) =>
    as(book, EVA, (services) => services.call(accessList, {}), {
      now,
      ...(passphrase === undefined ? {} : { passphrase }),
    });
  await expect(look()).rejects.toMatchObject(code('access_locked'));
  for (let miss = 0; miss < 5; miss += 1) {
    await expect(look('wrong')).rejects.toMatchObject(code('access_locked'));
  }
  await expect(look('right one')).rejects.toMatchObject({
    code: 'access_locked',
    details: { seconds: 30 },
  });
  expect((await look('right one', '2026-06-20T09:00:31.000Z')).access).toHaveLength(1);
});

test('at the window each request is for whoever unlocked it, and nothing is told before', async () => {
  const book = await withAccess();
  const { services } = book;
  await as(book, EVA, (owner) => owner.call(accessPassphrase, { email: LI, passphrase: '135790' }));
  const here = (sitting: Parameters<Services['call']>[3]) =>
    services.call(accessHere, {}, undefined, sitting);
  const people = (sitting: Parameters<Services['call']>[3]) =>
    services.call(peopleList, {}, undefined, sitting);
  for (const nobody of ['nobody', { email: 'gone@example.com' }] as const) {
    await expect(people(nobody)).rejects.toMatchObject(code('access_window_locked'));
    expect(await here(nobody)).toMatchObject({ state: 'locked', who: null });
  }
  const told = await here('nobody');
  expect(told.holders.map(({ name, unlock }) => [name, unlock])).toEqual([
    ['Eva Boss', 'os-user'],
    ['Ida Books', 'none'],
    ['Li  Na', 'passphrase'],
    ['Max Roth', 'none'],
    ['Tom Lead', 'none'],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/scrypt|employee|accountant/);
  const unlock = (passphrase: string | null) =>
    services.call(accessUnlock, { email: LI, passphrase }, undefined, 'nobody');
  await expect(unlock(null)).rejects.toMatchObject(code('access_locked'));
  await expect(unlock('wrong one')).rejects.toMatchObject(code('access_locked'));
  expect(await unlock('135790')).toMatchObject({
    state: 'in',
    who: { email: LI, level: 'employee' },
    hides: { verdicts: true, costs: true },
  });
  const { people: seen } = await people({ email: LI });
  expect(seen.map(({ email }) => email)).toEqual([LI]);
  await expect(
    services.call(overviewMonth, { month: '2026-06' }, undefined, { email: LI }),
  ).rejects.toMatchObject(code('access_denied'));
  // Whose access ended while they sat there sees nothing from the next request on.
  await as(book, EVA, (owner) => owner.call(accessEnd, { email: LI }));
  await expect(people({ email: LI })).rejects.toMatchObject(code('access_window_locked'));
  expect((await people('app')).people).toHaveLength(4);
});

test('this computer’s account is in without a passphrase until its holder sets one', async () => {
  const book = await company();
  const { services } = book;
  const call: typeof services.call = (request, input) =>
    services.call(request, input, undefined, 'anybody');
  expect(await call(accessHere, {})).toMatchObject({ state: 'open', mode: 'office' });
  await call(accessSet, { email: EVA, level: 'owner' });
  await call(accessSet, { email: LI, level: 'employee' });
  expect((await call(accessHere, {})).who?.email).toBe(EVA);
  await services.call(accessPassphrase, { email: EVA, passphrase: 'six or more' }, undefined, {
    email: EVA,
  });
  expect(await call(accessHere, {})).toMatchObject({ state: 'locked' });
});

test('whom nothing unlocks yet is named by the account that gave the access alone, and never sits at the window', async () => {
  const book = await withAccess();
  const list = () => as(book, TOM, (tom) => tom.call(claims.claimsList, {}));
  await expect(list()).resolves.toBeDefined();
  const unlock = () =>
    book.services.call(accessUnlock, { email: TOM, passphrase: null }, undefined, 'nobody');
  await expect(unlock()).rejects.toMatchObject(code('access_locked'));
  const { holders } = await book.services.call(accessHere, {}, undefined, 'nobody');
  expect(holders.find(({ email }) => email === TOM)).toMatchObject({
    unlock: 'none',
    isHere: false,
  });
  const db = new Database(book.file);
  db.prepare("UPDATE access SET given_by = 'another' WHERE email = ?").run(TOM);
  db.close();
  await expect(list()).rejects.toMatchObject(code('access_locked'));
  await as(book, EVA, (eva) =>
    eva.call(accessPassphrase, { email: TOM, passphrase: 'a pass phrase' }),
  );
  await expect(list()).rejects.toMatchObject(code('access_locked'));
});

test('whoever is given access at another computer is not let in by its account', async () => {
  const book = await withAccess();
  const unlockOf = async (email: string) =>
    (await as(book, EVA, (eva) => eva.call(accessList, {}))).access.find(
      (one) => one.email === email,
    )?.unlock;
  await as(book, EVA, (eva) => eva.call(accessSet, { email: TOM, level: 'owner' }));
  await as(book, TOM, (tom) => tom.call(accessSet, { email: TOM, level: 'owner' }));
  expect(await unlockOf(TOM)).toBe('none');
  await as(book, TOM, (tom) => tom.call(accessSet, { email: TOM, level: 'owner', osUser: 'tom' }));
  expect(await unlockOf(TOM)).toBe('os-user');
  await expect(as(book, TOM, (tom) => tom.call(accessList, {}))).rejects.toMatchObject(
    code('access_locked'),
  );
});

test('a manager sees verdicts where that is set, and never what a person costs in them', async () => {
  const book = await withAccess();
  const ask = () =>
    as(book, TOM, (services) => services.call(verdictMonth, { month: '2026-06', person: LI }));
  await expect(ask()).rejects.toMatchObject(code('access_denied'));
  await as(book, EVA, (services) =>
    services.call(settingsSet, { key: 'access.manager-verdicts', value: 'on' }),
  );
  await book.take('output.csv', outputOf(LI));
  await book.take(
    'earlier.csv',
    `date,identity,tool,cost,currency\n${['03', '04', '05'].map((month) => `2026-${month}-02,${LI},API,10,USD\n`).join('')}`,
  );
  const owner = await as(book, EVA, (services) =>
    services.call(verdictMonth, { month: '2026-06', person: LI }),
  );
  expect(owner.verdicts[0]).toMatchObject({ valuation: { by: 'loaded-cost' } });
  expect(owner.verdicts[0]?.value).not.toBeNull();
  const { verdicts } = await ask();
  expect(verdicts[0]).toMatchObject({
    verdict: owner.verdicts[0]?.verdict,
    uplift: owner.verdicts[0]?.uplift,
    valuation: null,
    value: null,
    expectedNet: null,
    worthKnowing: null,
    explained: null,
  });
  // Of whom a manager does not see, neither word nor number.
  const all = await as(book, TOM, (services) => services.call(verdictMonth, { month: '2026-06' }));
  expect(all.verdicts.map(({ person }) => person.email)).toEqual([LI]);
});

test('an accountant reads spare licences, and no salary among rows that could not be read', async () => {
  const book = await withAccess();
  await book.take(
    'subscriptions.csv',
    'tool,email,start,price,currency\nClaude Max,,2026-06-01,100,USD\n',
  );
  await book.take('more.csv', 'name,email,monthly_cost,currency\nNo Mail,,7777,USD\n');
  await as(book, 'Ida Books', async (services) => {
    const { subscriptions } = await services.call(subscriptionsList, {});
    expect(subscriptions.map(({ tool, person }) => [tool, person])).toEqual([['Claude Max', null]]);
    const { imports } = await services.call(importsList, {});
    const people = imports.filter(({ kind }) => kind === 'people');
    expect(people.map(({ rejected, rejects }) => [rejected, rejects])).toContainEqual([1, []]);
    const id = people.find(({ rejected }) => rejected === 1)?.id ?? 0;
    await expect(
      services.call(importsRejects, { id, out: join(book.folder, 'r.csv') }),
    ).rejects.toMatchObject(code('access_denied'));
  });
});
