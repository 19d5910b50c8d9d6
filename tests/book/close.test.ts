import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bookVerify, exportRun } from '../../src/contract/book.ts';
import { closeChecklist, closeCorrect, closeMonth, closeReopen } from '../../src/contract/close.ts';
import * as company from '../../src/contract/company.ts';
import { importsRun } from '../../src/contract/imports.ts';
import { overviewMonth, seatsMonth, verdictMonth } from '../../src/contract/month.ts';
import { unassignedShow, usageShow } from '../../src/contract/spend.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { madeFile } from './made-files.ts';
import { rawBook } from './raw-book.ts';

const resources = join(import.meta.dirname, '../../resources');
const MONTH = '2026-05';
const KINDS = ['charges', 'seats', 'claims', 'journal', 'focus'] as const;

let folder: string;
let sample: string;
const open: Services[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-close-'));
  sample = join(folder, 'sample.sw');
  await createSampleBook(sample, resources);
}, 300_000);

afterAll(() => {
  for (const services of open) services.close();
  rmSync(folder, { recursive: true, force: true });
});

let copies = 0;
function book(now = '2026-07-04T10:00:00.000Z'): Services {
  copies += 1;
  const file = join(folder, `book-${copies}.sw`);
  copyFileSync(sample, file);
  const services = openServices({ file, mode: 'write', resources, who: 'Acc', now: () => now });
  open.push(services);
  return services;
}

async function figures(services: Services) {
  const {
    coverage: _,
    history,
    signals: _s,
    budget: _b,
    ...overview
  } = await services.call(overviewMonth, { month: MONTH });
  const exports: Record<string, string> = {};
  for (const kind of KINDS) {
    const out = join(folder, `${kind}.csv`);
    await services.call(exportRun, { kind, month: MONTH, out });
    exports[kind] = readFileSync(out, 'utf8');
  }
  return {
    overview,
    ofHistory: history.find((entry) => entry.month === MONTH),
    seats: await services.call(seatsMonth, { month: MONTH }),
    verdicts: await services.call(verdictMonth, { month: MONTH }),
    one: await services.call(verdictMonth, { month: MONTH, person: 'chen.wei@fernwerk.example' }),
    unassigned: await services.call(unassignedShow, { month: MONTH }),
    byDay: (await services.call(usageShow, { month: MONTH, by: ['day'] })).total,
    exports,
  };
}

/** Everything that would change an open month's figures. */
async function changeEverything(services: Services): Promise<void> {
  const imports = await services.call(importsRun, {
    files: [
      madeFile(folder, 'people.csv', [
        'name,email,role,team,monthly_cost,currency',
        'Chen Renamed,chen.wei@fernwerk.example,designer,Elsewhere,100,USD',
      ]),
      madeFile(folder, 'subscriptions.csv', [
        'tool,email,start,end,price,currency,cadence',
        'Claude Max,chen.wei@fernwerk.example,2025-10-01,,999,USD,month',
        'Other tool,ana@fernwerk.example,2026-05-01,2026-05-31,77,USD,month',
      ]),
      madeFile(folder, 'rates.csv', ['date,from,to,rate', '2026-05-01,EUR,USD,2.5']),
    ],
  });
  expect(imports.imports.map((one) => one.status)).toEqual(['committed', 'committed', 'committed']);
  await services.call(company.settingsSet, { key: 'verdict.required-return', value: '5' });
  await services.call(company.settingsSet, { key: 'verdict.window', value: '2' });
  await services.call(company.settingsSet, { key: 'ledger.expense', value: '4711 Other' });
  const { identities } = await services.call(company.identitiesList, {});
  for (const { identity, source } of identities.filter((one) => one.identity.startsWith('c'))) {
    await services.call(company.identitiesAssign, {
      identity,
      source,
      shares: [{ email: 'zoe@fernwerk.example', percent: '100' }],
    });
  }
  await services.call(company.modelsSet, {
    model: 'claude-sonnet-4-5',
    class: 'light',
    input: '100',
    output: '100',
    from: '2026-01-01',
  });
}

describe('a closed month', () => {
  test('keeps every figure and export to the byte, whatever changes later', async () => {
    const services = book();
    const before = await figures(services);
    const closed = await services.call(closeMonth, { month: MONTH });
    expect(closed.total).toEqual(before.overview.total);
    const frozen = await figures(services);
    expect(frozen).toEqual({ ...before, overview: { ...before.overview, isClosed: true } });
    await changeEverything(services);
    expect(await figures(services)).toEqual(frozen);
    expect((await services.call(bookVerify, {})).ok).toBe(true);
    await services.call(closeReopen, { month: MONTH, reason: 'the plan was wrong' });
    const opened = await figures(services);
    expect(opened.overview.total).not.toEqual(before.overview.total);
    expect(opened.seats).not.toEqual(frozen.seats);
    expect(opened.exports['journal']).toContain('4711');
  });

  test('refuses rows of that month and says so, in words', async () => {
    const services = book();
    await services.call(closeMonth, { month: MONTH });
    const { imports } = await services.call(importsRun, {
      files: [
        madeFile(folder, 'late.csv', [
          'date,amount,currency,tool',
          `${MONTH}-20,12.00,USD,Claude API`,
          '2026-06-02,12.00,USD,Claude API',
        ]),
      ],
    });
    expect(imports[0]).toMatchObject({ added: 1, rejected: 1 });
    expect(() => rawBook(services.book).run('UPDATE closure SET digest = ?', 'x')).toThrow(
      'month_closed',
    );
    expect(() => rawBook(services.book).run('UPDATE closed_month SET digest = ?', 'x')).toThrow();
    expect(() => rawBook(services.book).run('DELETE FROM closed_month')).toThrow('month_closed');
    expect(() => rawBook(services.book).run('DELETE FROM closure_document')).toThrow(
      'month_closed',
    );
    await expect(
      services.call(company.peopleRemove, { email: 'chen.wei@fernwerk.example' }),
    ).rejects.toMatchObject({ code: 'month_closed' });
  });

  test('is corrected in an open month, with a link to what it corrects', async () => {
    const services = book();
    const correction = {
      corrects: MONTH,
      day: '2026-06-03',
      amount: { amount: '-12.50', currency: 'USD' },
      description: 'Billed twice',
      email: 'ana@fernwerk.example',
    };
    await expect(services.call(closeCorrect, correction)).rejects.toMatchObject({
      code: 'month_not_closed',
    });
    await services.call(closeMonth, { month: MONTH });
    await expect(
      services.call(closeCorrect, { ...correction, day: `${MONTH}-31` }),
    ).rejects.toMatchObject({ code: 'month_closed' });
    await services.call(closeCorrect, correction);
    await services.call(closeCorrect, correction);
    const { bySource } = await services.call(overviewMonth, { month: '2026-06' });
    expect(bySource.manual.amount).toBe('-25.00');
    const { corrections } = await services.call(closeChecklist, { month: MONTH });
    expect(corrections).toHaveLength(2);
    const out = join(folder, 'june.csv');
    await services.call(exportRun, { kind: 'charges', month: '2026-06', out });
    expect(readFileSync(out, 'utf8')).toContain(`,corrects ${MONTH},${MONTH},`);
  });

  test('is opened again only with a reason, and both stand in the trail', async () => {
    const services = book();
    const { digest } = await services.call(closeMonth, { month: MONTH });
    await expect(services.call(closeReopen, { month: MONTH, reason: '  ' })).rejects.toMatchObject({
      code: 'reason_missing',
    });
    await services.call(closeReopen, { month: MONTH, reason: 'A late invoice' });
    const again = await services.call(closeMonth, { month: MONTH });
    expect(again.digest).toBe(digest);
    const { history } = await services.call(closeChecklist, { month: MONTH });
    expect(history.map((one) => one.reopenReason)).toEqual([null, 'A late invoice']);
    const trail = rawBook(services.book).all<{ action: string }>(
      "SELECT action FROM audit WHERE action LIKE '% month' ORDER BY id",
    );
    expect(trail.map((one) => one.action)).toEqual(['close month', 'reopen month', 'close month']);
  });

  test('that waits for a rate is closed only anyway, with a reason', async () => {
    const services = book();
    await services.call(importsRun, {
      files: [
        madeFile(folder, 'cny.csv', [
          'date,amount,currency,tool',
          `${MONTH}-20,700.00,CNY,DeepSeek`,
        ]),
      ],
    });
    const { items } = await services.call(closeChecklist, { month: MONTH });
    expect(items[0]).toMatchObject({
      code: 'rate-missing',
      severity: 'blocks',
      count: 1,
      amount: { amount: '700.00', currency: 'CNY' },
    });
    await expect(services.call(closeMonth, { month: MONTH })).rejects.toMatchObject({
      code: 'close_blocked',
    });
    await services.call(closeMonth, { month: MONTH, anyway: 'The rate comes next week' });
    const { closed } = await services.call(closeChecklist, { month: MONTH });
    expect(closed?.inSpiteOf).toBe('The rate comes next week');
  });

  test('that somebody bent in the file is found and named', async () => {
    const bend = async (sql: string): Promise<string[]> => {
      const services = book();
      await services.call(closeMonth, { month: MONTH });
      const triggers = rawBook(services.book).all<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'",
      );
      for (const { name } of triggers) rawBook(services.book).db.exec(`DROP TRIGGER ${name}`);
      rawBook(services.book).db.exec(sql);
      const { checks } = await services.call(bookVerify, {});
      expect(checks.find(({ name }) => name === 'guards')?.detail).toContain('guards of the book');
      const faults = checks.filter((one) => !one.ok && one.name !== 'guards');
      return faults.map((one) => one.detail);
    };
    expect(
      await bend("UPDATE closure_document SET document = replace(document, 'Chen', 'Chan')"),
    ).toEqual([`what ${MONTH} was closed with has been changed`]);
    expect(await bend('UPDATE closed_month SET total_micro = total_micro + 1')).toEqual([
      `${MONTH} does not stand as it was closed`,
    ]);
    expect(
      await bend(
        `UPDATE usage_month SET base_micro = base_micro + 1 WHERE month = '${MONTH}' AND identity_id = 1`,
      ),
    ).toContainEqual(`the charges of ${MONTH} are not those it was closed with`);
    expect(await bend("UPDATE audit SET who = 'Nobody' WHERE id = 2")).toEqual([
      'entry 2 of the trail was changed or is missing',
    ]);
    const services = book();
    const last = rawBook(services.book).get<{ id: number }>('SELECT max(id) AS id FROM audit')?.id;
    // The closing, which it adds, is what is taken off.
    expect(await bend('DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)')).toContainEqual(
      `entry ${(last ?? 0) + 1} of the trail was changed or is missing`,
    );
  });

  test('whose guards somebody changed is found, although no figure differs', async () => {
    const services = book();
    rawBook(services.book).db.exec('DROP TRIGGER audit_never_changes');
    rawBook(services.book).db.exec(
      'CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT 1; END',
    );
    const { ok, checks } = await services.call(bookVerify, {});
    expect(ok).toBe(false);
    expect(checks.filter((one) => !one.ok)).toEqual([
      {
        name: 'guards',
        ok: false,
        detail: 'a guard of the book is missing or changed, first audit_never_changes',
      },
    ]);
  });
});

describe('A book whose file was changed past the app', () => {
  const failing = async (sql: string): Promise<string[]> => {
    const services = book();
    rawBook(services.book).db.exec(sql);
    const { checks } = await services.call(bookVerify, {});
    return checks.filter((one) => !one.ok).map(({ name, detail }) => `${name}: ${detail}`);
  };

  test.each([
    ['missing', ''],
    ['another', 'CREATE INDEX usage_month_by_identity ON usage_month (month)'],
  ])('is found by its schema where an index is %s', async (_, instead) => {
    expect(await failing(`DROP INDEX usage_month_by_identity; ${instead}`)).toEqual([
      'schema: usage_month_by_identity is not what this version makes it',
    ]);
  });

  test.each(['requests', 'cache_write_1h_tokens'])(
    'is found by its sums where the %s of one row are others',
    async (column) => {
      const [fault = ''] = await failing(
        `UPDATE usage SET ${column} = coalesce(${column}, 0) + 4 WHERE id = (SELECT min(id) FROM usage)`,
      );
      expect(fault).toMatch(/^usage-sums: the sums of identity \d+ in \d{4}-\d\d do not match/);
    },
  );
});

test.each(['9999-12', '2100-01', '1969-12', '0001-01'])(
  '%s is refused at once: what is carried on month by month would take minutes',
  async (month) => {
    const services = book();
    const asked = [
      services.call(closeMonth, { month, anyway: 'x' }),
      services.call(closeChecklist, { month }),
    ];
    for (const one of asked)
      await expect(one).rejects.toMatchObject({ code: 'month_out_of_reach' });
  },
);

test('A closed month repeats byte for byte in another time zone and language', () => {
  const services = book();
  const { file } = services.book;
  services.close();
  open.splice(open.indexOf(services), 1);
  const inPlace = (name: string, env: Record<string, string>) => {
    const own = join(folder, name);
    mkdirSync(own);
    copyFileSync(file, join(own, 'book.sw'));
    const done = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'close-in-process.ts'), join(own, 'book.sw'), MONTH, own],
      { env: { ...process.env, ...env }, encoding: 'utf8' },
    );
    expect(done.stderr).toBe('');
    return JSON.parse(done.stdout) as { shown: string; hashes: string[] };
  };
  const { shown: here, ...first } = inPlace('here', { TZ: 'Asia/Shanghai', LC_ALL: 'zh_CN.UTF-8' });
  const { shown: there, ...second } = inPlace('there', { TZ: 'Pacific/Honolulu', LC_ALL: 'de_DE' });
  expect(here).not.toBe(there);
  expect(first.hashes).toHaveLength(9);
  expect(second).toEqual(first);
});
