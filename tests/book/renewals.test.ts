import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listExport } from '../../src/contract/list-exports.ts';
import { renewalsList, renewalsSet } from '../../src/contract/renewals.ts';
import { openServices } from '../../src/main/services/services.ts';
import { type FreshBook, freshBook, resources } from './fresh-book.ts';
import { line, submit } from './made-claims.ts';

const HEADER =
  'tool,email,start,end,price,currency,cadence,account,renewal,notice_days,downgrade_price';
const usd = (amount: string) => ({ amount, currency: 'USD' });

async function company(...lines: string[]): Promise<FreshBook> {
  const book = freshBook();
  await book.take(
    'people.csv',
    'name,email,role,team,start\nAna,ana@x.example,designer,Web,2025-01-01\nLi,li@x.example,engineer,Web,2025-01-01',
  );
  await book.take('subscriptions.csv', [HEADER, ...lines].join('\n'));
  return book;
}
const on = <T>(
  book: FreshBook,
  day: string,
  work: (s: ReturnType<typeof openServices>) => Promise<T>,
) => {
  const services = openServices({
    file: book.file,
    mode: 'write',
    resources,
    who: 'Ines',
    asOf: day,
  });
  return work(services).finally(() => services.close());
};
const list = (book: FreshBook, day: string, until?: string) =>
  on(book, day, (s) => s.call(renewalsList, until === undefined ? {} : { until }));
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: { code?: string }) => error.code,
  );

describe('renewals', () => {
  test('have the notice day that is still ahead, and what ending saves from the first charge after', async () => {
    const book = await company(
      'Claude Team,,2026-01-15,,468,USD,year,Anthropic,,30,300',
      'Perplexity,,2026-01-01,,20,USD,month,,,,',
    );
    const { renewals, perYear } = await list(book, '2026-11-20');
    expect(renewals).toMatchObject([
      { tool: 'Perplexity', renewal: '2026-12-01', from: '2026-12-01', saves: usd('240.00') },
      {
        tool: 'Claude Team',
        renewal: '2027-01-15',
        noticeDay: '2026-12-16',
        from: '2027-01-15',
        saves: usd('468.00'),
        downgradeSaves: usd('168.00'),
        unusedReason: 'not assigned',
        class: 'end-at-renewal',
        reminder: 30,
      },
    ]);
    expect(perYear).toEqual({
      reassign: usd('0.00'),
      endNow: usd('240.00'),
      endAtRenewal: usd('468.00'),
    });
    expect((await list(book, '2026-12-17')).renewals[1]).toMatchObject({
      noticeDay: '2027-12-16',
      from: '2028-01-15',
    });
    expect((await list(book, '2026-11-20', '2026-12-15')).renewals).toHaveLength(1);
  });

  test('are read from the file, whose bad cells are rejects', async () => {
    const book = freshBook();
    const doc = await book.take(
      'subscriptions.csv',
      [
        HEADER,
        'A,,2026-01-15,,468,USD,year,,2026-03-01,30,',
        'B,,2026-01-15,,468,USD,year,,2026-01-01,,',
        'C,,2026-01-15,,468,USD,year,,,367,',
        'D,,2026-01-15,,468,USD,year,,,,468',
        'E,,2026-01-15,,468,USD,year,,,1.5,',
      ].join('\n'),
    );
    expect(doc).toMatchObject({ added: 1, rejected: 4 });
    expect(doc.ignoredColumns).toEqual([]);
    expect(doc.rejects.map(({ code: one }) => one)).toEqual([
      'renewal_before_start',
      'notice_bad',
      'downgrade_not_cheaper',
      'notice_bad',
    ]);
    expect((await list(book, '2026-11-20')).renewals).toMatchObject([
      { tool: 'A', renewal: '2027-03-01', noticeDay: '2027-01-30', noticeDays: 30 },
    ]);
  });

  test('can be set, which goes before the file, also when it is imported again', async () => {
    const line = 'A,,2026-01-15,,468,USD,year,,,30,';
    const book = await company(line);
    const set = (input: object) =>
      on(book, '2026-11-20', (s) => s.call(renewalsSet, { id: 1, ...input }));
    const { renewals } = await set({ renewal: '2026-12-31', noticeDays: 14 });
    expect(renewals).toMatchObject([{ renewal: '2026-12-31', noticeDay: '2026-12-17' }]);
    await set({ downgradeTo: '240' });
    await book.take('again.csv', [HEADER, line.replace('468', '500')].join('\n'));
    expect((await list(book, '2026-11-20')).renewals).toMatchObject([
      {
        renewal: '2026-12-31',
        noticeDays: 14,
        price: usd('500.00'),
        downgradeSaves: usd('260.00'),
      },
    ]);
    expect(await code(set({ renewal: '2026-01-14' }))).toBe('renewal_before_start');
    expect(await code(set({ noticeDays: 367 }))).toBe('notice_bad');
    expect(await code(set({ noticeDays: 1.5 }))).toBe('notice_bad');
    expect(await code(set({ downgradeTo: '500' }))).toBe('downgrade_not_cheaper');
    expect(await code(set({ id: 9, noticeDays: 1 }))).toBe('subscription_missing');
  });

  test('say of two tools for one job which to end, and leave out what ends before it renews', async () => {
    const book = await company(
      'Cursor,li@x.example,2026-01-01,,40,USD,month,,,,',
      'GitHub Copilot,li@x.example,2026-01-01,,39,USD,month,,,,',
      'Otter,ana@x.example,2026-01-01,2026-11-25,20,USD,month,,,,',
    );
    const { renewals } = await list(book, '2026-11-20');
    expect(renewals.map(({ tool, overlapsWith }) => [tool, overlapsWith])).toEqual([
      ['Cursor', 'GitHub Copilot'],
      ['GitHub Copilot', null],
    ]);
  });

  test('hand an unused licence to whoever of two namesakes buys the tool, and spare that purchase', async () => {
    const book = freshBook({ currency: 'CNY', now: () => '2026-06-20T08:00:00.000Z' });
    await book.take(
      'people.csv',
      'name,email,role,start,end\n王伟,a.wang@x.example,engineer,2025-01-01,\n王伟,b.wang@x.example,designer,2025-01-01,\nLeo,leo@x.example,writer,2025-01-01,2026-04-30',
    );
    await book.take('rates.csv', 'date,from,to,rate\n2026-06-01,USD,CNY,7.2');
    await book.take(
      'subscriptions.csv',
      [
        HEADER,
        'Cursor,leo@x.example,2026-01-01,,144,CNY,month,,,,',
        'Cursor,,2026-01-01,,144,CNY,month,,,,',
        'Figma,,2026-01-01,,80,EUR,year,,,,',
      ].join('\n'),
    );
    await submit(
      book,
      [line({ amount: { amount: '15.00', currency: 'USD' } })],
      'b.wang@x.example',
    );
    const { renewals, perYear, waitingForRate } = await list(book, '2026-06-20');
    const cursors = renewals.filter(({ tool }) => tool === 'Cursor');
    // One purchase is spared once: the other licence is ended.
    expect(cursors).toMatchObject([
      { unusedReason: 'left', class: 'end-now', saves: { amount: '1728.00' }, from: '2026-07-01' },
      {
        unusedReason: 'not assigned',
        class: 'reassign',
        reassignTo: { email: 'b.wang@x.example' },
        saves: { amount: '1296.00', currency: 'CNY' },
        from: '2026-06-20',
      },
    ]);
    expect(perYear).toMatchObject({
      reassign: { amount: '1296.00' },
      endNow: { amount: '1728.00' },
    });
    expect(waitingForRate).toEqual(['EUR']);
  });

  test('are written as a calendar without names, and as a table; the same each time', async () => {
    const book = await company(
      'Claude Team,ana@x.example,2026-01-15,,468,USD,year,Anthropic,,30,',
      'Claude Team,li@x.example,2026-01-15,,468,USD,year,Anthropic,,30,',
    );
    const out = join(book.folder, 'renewals.ics');
    const written = () =>
      on(book, '2026-11-20', (s) => s.call(listExport, { kind: 'renewals', out }));
    const first = await written();
    expect(first.rows).toBe(1);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('UID:renewal-1-2027-01-15@seatworth');
    expect(text).toContain('SUMMARY:Last day to cancel: Claude Team (Anthropic)\\, 2 licences');
    expect(text).not.toMatch(/Ana|Li|ana@|li@/);
    expect((await written()).sha256).toBe(first.sha256);
    const csv = join(book.folder, 'renewals.csv');
    await on(book, '2026-11-20', (s) => s.call(listExport, { kind: 'renewals', out: csv }));
    expect(readFileSync(csv, 'utf8').split('\r\n')).toHaveLength(4);
  });
});

describe('what a personnel office gets', () => {
  test('has exactly these columns, and nothing of use, output or verdicts', async () => {
    const book = await company('Cursor,li@x.example,2026-01-01,,40,USD,month,,,,');
    const out = join(book.folder, 'hr.csv');
    await on(book, '2026-11-20', (s) => s.call(listExport, { kind: 'hr', out }));
    expect(readFileSync(out, 'utf8').split('\r\n')).toEqual([
      'name,email,role,team,start,end,tools_held,owed,currency',
      'Ana,ana@x.example,designer,Web,2025-01-01,,,0.00,USD',
      'Li,li@x.example,engineer,Web,2025-01-01,,Cursor,0.00,USD',
      '',
    ]);
    const ics = join(book.folder, 'hr.ics');
    expect(
      await code(on(book, '2026-11-20', (s) => s.call(listExport, { kind: 'hr', out: ics }))),
    ).toBe('format_unknown');
  });
});
