import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accessSet } from '../../src/contract/access.ts';
import {
  assetsAdd,
  assetsList,
  assetsMonth,
  assetsRemove,
  assetsRestore,
  assetsRetire,
  assetsUnuse,
  assetsUse,
  assetsUses,
} from '../../src/contract/assets.ts';
import { bookVerify } from '../../src/contract/book.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { importsUndo } from '../../src/contract/imports.ts';
import { listExport } from '../../src/contract/list-exports.ts';
import { outputAccept, outputLog, outputReopen } from '../../src/contract/output.ts';
import { openServices } from '../../src/main/services/services.ts';
import { type FreshBook, freshBook, resources } from './fresh-book.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const HEADER = 'name,kind,maker,from,to,share,hours,months,place,tool,survives';

/** Li earns 8,000 and spends 400 in June; Mia spends 100 and nobody knows what she earns. */
async function company(now?: () => string): Promise<FreshBook> {
  const book = freshBook({ who: 'Ines', ...(now ? { now } : {}) });
  await book.take(
    'people.csv',
    'name,email,role,team,start,monthly_cost,currency\nInes,ines@x.example,owner,,2025-01-01,,\nLi,li@x.example,engineer,Web,2025-01-01,8000,USD\nMia,mia@x.example,designer,Web,2025-01-01,,',
  );
  await book.take(
    'usage.csv',
    'date,identity,tool,model,requests,cost,currency\n2026-06-03,li@x.example,Claude,claude-opus-4-5,9,400,USD\n2026-06-03,mia@x.example,Claude,claude-opus-4-5,9,100,USD',
  );
  return book;
}
const at = (book: FreshBook, asOf: string, who?: string) =>
  openServices({
    file: book.file,
    mode: 'write',
    resources,
    who: who ?? 'Ines',
    isNamed: who !== undefined,
    asOf,
  });
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: { code?: string }) => error.code,
  );
const prompt = { name: 'Notes', kind: 'prompt', maker: 'li@x.example', from: '2026-06' };

describe('assets', () => {
  test('cost a share of the spend and hours, are spread over months, and return what is felt', async () => {
    const { services } = await company();
    const added = await services.call(assetsAdd, { ...prompt, share: '25', hours: '6' });
    for (const _ of [1, 2, 3]) {
      await services.call(assetsUse, { id: added.id, person: 'li@x.example', minutes: 20 });
    }
    const { assets, share } = await services.call(assetsList, {});
    expect(assets).toMatchObject([
      {
        name: 'Notes',
        kind: 'prompt',
        from: '2026-06',
        to: '2026-06',
        months: 12,
        survives: 'unknown',
        cost: usd('400.00'),
        spendPart: usd('100.00'),
        // July is the second of twelve.
        left: usd('366.666667'),
        thisMonth: usd('33.333334'),
        uses: 3,
        byOthers: 0,
        feltMinutes: 60,
        feltWorth: usd('50.00'),
        units: 0,
      },
    ]);
    expect(share).toBe(0.2);
    expect(await services.call(assetsMonth, { month: '2026-06' })).toEqual({
      month: '2026-06',
      assets: 1,
      made: usd('100.00'),
      share: 0.2,
      uses: 0,
      byOthers: 0,
      feltMinutes: 0,
      units: 0,
    });
  });

  test('are refused with more than all of a month’s spend, hours that nobody can price, an odd kind', async () => {
    const { services } = await company();
    const add = (more: object) => code(services.call(assetsAdd, { ...prompt, ...more }));
    expect(await add({ kind: 'spreadsheet' })).toBe('kind_unknown');
    expect(await add({ share: '101' })).toBe('share_over_100');
    expect(await add({ share: '60', to: '2026-08' })).toBeNull();
    expect(await add({ name: 'Other', from: '2026-08', share: '40.001' })).toBe('share_over_100');
    expect(await add({ name: 'Other', from: '2026-09', share: '100 %' })).toBeNull();
    expect(await add({ name: 'Other', from: '2026-08', share: '40' })).toBeNull();
    expect(await add({ maker: 'mia@x.example', share: '100' })).toBeNull();
    expect(await add({ maker: 'mia@x.example', name: 'Slow', hours: '1' })).toBe(
      'loaded_cost_missing',
    );
    expect(await add({ from: '2026-05-17', to: '2026-04' })).toBe('dates_reversed');
    expect(await add({})).toBe('asset_exists');
    expect(await add({ name: 'Odd', months: 0 })).toBe('months_bad');
    expect(await add({ name: 'Odd', survives: 'perhaps' })).toBe('survives_unknown');
    expect((await services.call(assetsList, {})).assets).toHaveLength(4);
  });

  test('are used by minutes, by the last ones again, or for an accepted item, in equal parts', async () => {
    const book = await company();
    const { services } = book;
    const { id } = await services.call(assetsAdd, prompt);
    const { id: other } = await services.call(assetsAdd, { ...prompt, name: 'Style' });
    const use = (more: object) =>
      services.call(assetsUse, { id, person: 'mia@x.example', ...more });
    expect(await code(use({ minutes: 0 }))).toBe('minutes_bad');
    expect(await code(use({ minutes: 1441 }))).toBe('minutes_bad');
    expect(await code(use({ minutes: 2.5 }))).toBe('minutes_bad');
    await use({});
    await use({ minutes: 20 });
    await use({});
    const item = await services.call(outputLog, {
      kind: 'document',
      title: 'Letter',
      quantity: '3',
      link: null,
      acceptedBy: null,
      minutesSaved: null,
      email: 'mia@x.example',
      day: '2026-07-01',
    });
    expect(await code(use({ item: item.id }))).toBe('item_not_accepted');
    expect(await code(use({ item: 99 }))).toBe('output_missing');
    await services.call(outputAccept, { id: item.id });
    const { use: linked } = await use({ item: item.id });
    expect((await use({ item: item.id })).use).toBe(linked);
    await services.call(assetsUse, { id: other, person: 'mia@x.example', item: item.id });
    const { assets } = await services.call(assetsList, {});
    expect(assets).toMatchObject([
      // Nobody knows what Mia's minutes are worth.
      { uses: 4, byOthers: 4, feltMinutes: 40, feltWorth: null, feltWithoutCost: 40, units: 1.5 },
      { uses: 1, units: 1.5 },
    ]);
    expect(await services.call(assetsMonth, { month: '2026-07' })).toMatchObject({
      uses: 5,
      feltMinutes: 40,
      units: 3,
    });
    await services.call(assetsUnuse, { use: linked });
    expect((await services.call(assetsList, {})).assets).toMatchObject([
      { units: 0 },
      { units: 3 },
    ]);
    await services.call(outputReopen, { id: item.id });
    expect((await services.call(assetsList, {})).assets).toMatchObject([
      { units: 0 },
      { units: 0 },
    ]);
    expect((await services.call(assetsUses, { id })).uses).toMatchObject([
      { person: 'mia@x.example', minutes: null, item: null },
      { minutes: 20 },
      { minutes: 20 },
    ]);
  });

  test('leave a closed month as it was closed; what is noted late counts in the next open one', async () => {
    let second = 0;
    const book = await company(
      () =>
        `2026-09-01T08:${String(Math.floor(second++ / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}.000Z`,
    );
    const { services } = book;
    const { id } = await services.call(assetsAdd, { ...prompt, share: '25' });
    const use = (day: string, minutes: number) =>
      services.call(assetsUse, { id, person: 'mia@x.example', day, minutes });
    const told = (month: string) => services.call(assetsMonth, { month });
    const usesIn = async (...months: string[]) =>
      (await Promise.all(months.map(told))).map(({ uses, feltMinutes }) => [uses, feltMinutes]);
    const first = await use('2026-06-10', 10);
    await services.call(closeMonth, { month: '2026-06', anyway: 'noted' });
    const closed = await told('2026-06');
    expect(closed).toMatchObject({ assets: 1, made: usd('100.00'), uses: 1, feltMinutes: 10 });
    await use('2026-06-11', 7);
    await use('2026-07-02', 5);
    await services.call(assetsAdd, {
      ...prompt,
      name: 'Late',
      maker: 'mia@x.example',
      share: '50',
    });
    expect(await told('2026-06')).toEqual(closed);
    expect(await usesIn('2026-07', '2026-08')).toEqual([
      [2, 12],
      [0, 0],
    ]);
    await services.call(assetsUnuse, { use: first.use });
    expect(await told('2026-06')).toEqual(closed);
    // The id of a use that went may come again: it is another use.
    await use('2026-06-12', 3);
    await services.call(closeMonth, { month: '2026-07', anyway: 'noted' });
    await use('2026-06-13', 1);
    expect(await usesIn('2026-06', '2026-07', '2026-08')).toEqual([
      [1, 10],
      [3, 15],
      [1, 1],
    ]);
    expect((await services.call(bookVerify, {})).ok).toBe(true);
  });

  test('are retired, taken up again, removed and put back with their uses', async () => {
    const book = await company();
    const { services } = book;
    const { id } = await services.call(assetsAdd, { ...prompt, share: '25' });
    await services.call(assetsUse, { id, person: 'mia@x.example', minutes: 5 });
    const { assets } = await services.call(assetsRetire, { id });
    expect(assets).toMatchObject([{ retired: '2026-07-01', left: usd('0.00') }]);
    expect(await code(services.call(assetsUse, { id, minutes: 5 }))).toBe('asset_retired');
    expect(await code(services.call(assetsRetire, { id }))).toBe('asset_retired');
    const again = await services.call(assetsRetire, { id, isRetired: false });
    expect(again.assets).toMatchObject([{ retired: null, left: usd('91.666667') }]);
    expect((await services.call(assetsRemove, { id })).assets).toEqual([]);
    expect((await services.call(assetsRestore, { id })).assets).toMatchObject([{ id, uses: 1 }]);
    expect(await code(services.call(assetsRetire, { id: 99 }))).toBe('asset_missing');
  });

  test('come from a file, whose bad rows are rejects, and go with its undoing', async () => {
    const book = await company();
    const { services } = book;
    const lines = [
      HEADER,
      'Notes,prompt,li@x.example,2026-06,,25,6,,,Claude,yes',
      'Base,知识库,LI@x.example,2026-05-20,2026年6月,"75%",,24,Wiki,,否',
      'Too much,workflow,li@x.example,2026-06,,0.001,,,,,',
      'Unpaid,workflow,mia@x.example,2026-06,,,2,,,,',
      'Odd,spreadsheet,li@x.example,2026-06,,,,,,,',
      'Nobody,workflow,no@x.example,2026-06,,,,,,,',
      'Long,workflow,li@x.example,2026-06,,,,0,,,',
      'When,workflow,li@x.example,soon,,,,,,,',
    ];
    const doc = await book.take('assets.csv', lines.join('\n'), { kind: 'assets' });
    expect(doc).toMatchObject({
      status: 'committed',
      kind: 'assets',
      rows: 8,
      added: 2,
      rejected: 6,
    });
    expect(doc.rejects.map(({ line, code: one }) => [line, one])).toEqual([
      [4, 'share_over_100'],
      [5, 'loaded_cost_missing'],
      [6, 'kind_unknown'],
      [7, 'person_missing'],
      [8, 'months_bad'],
      [9, 'date_unknown'],
    ]);
    const { assets } = await services.call(assetsList, {});
    expect(assets).toMatchObject([
      { name: 'Base', from: '2026-05', to: '2026-06', share: 75, months: 24, survives: 'no' },
      { name: 'Notes', cost: usd('400.00'), survives: 'yes' },
    ]);
    const again = await book.take(
      'again.csv',
      [HEADER, 'Notes,prompt,li@x.example,2026-06,,20,6,,,Claude,yes'].join('\n'),
    );
    expect(again).toMatchObject({ kind: 'assets', replaced: 1 });
    const notes = assets.find(({ name }) => name === 'Notes');
    const { use } = await services.call(assetsUse, {
      id: notes?.id ?? 0,
      person: 'mia@x.example',
      minutes: 9,
    });
    await services.call(importsUndo, { id: again.id ?? 0 });
    expect((await services.call(assetsList, {})).assets[1]).toMatchObject({ share: 25, uses: 1 });
    expect(await code(services.call(importsUndo, { id: doc.id ?? 0 }))).toBe('asset_in_use');
    await services.call(assetsUnuse, { use });
    await services.call(importsUndo, { id: doc.id ?? 0 });
    expect((await services.call(assetsList, {})).assets).toEqual([]);
  });

  test('are written out in the columns of the import, and taken again unchanged', async () => {
    const book = await company();
    await book.services.call(assetsAdd, {
      ...prompt,
      share: '12.5',
      hours: '1.25',
      tool: 'Claude',
    });
    const out = join(book.folder, 'out.csv');
    expect(await book.services.call(listExport, { kind: 'assets', out })).toMatchObject({
      rows: 1,
    });
    expect(readFileSync(out, 'utf8')).toBe(
      'name,kind,maker,from,to,share,hours,months,place,tool,survives,cost,spend_part,left,currency,uses,by_others,felt_minutes,felt_worth,units,retired\r\nNotes,prompt,li@x.example,2026-06,2026-06,12.5,1.25,12,,Claude,unknown,112.50,50.00,103.125,USD,0,0,0,0.00,0,\r\n',
    );
    expect(await book.take('in.csv', readFileSync(out, 'utf8'))).toMatchObject({
      kind: 'assets',
      unchanged: 1,
    });
  });

  test('are everybody’s to use; what they cost and what is felt is not everybody’s to see', async () => {
    const book = await company();
    const { services } = book;
    const { id } = await services.call(assetsAdd, { ...prompt, share: '25', hours: '6' });
    for (const [email, level] of [
      ['ines@x.example', 'owner'],
      ['li@x.example', 'employee'],
      ['mia@x.example', 'employee'],
    ] as const) {
      await services.call(accessSet, { email, level });
    }
    const mia = at(book, '2026-07-01', 'mia@x.example');
    expect((await mia.call(assetsUse, { id, minutes: 30 })).assets).toMatchObject([
      {
        name: 'Notes',
        share: null,
        hours: null,
        cost: null,
        left: null,
        spendPart: null,
        uses: 1,
        feltMinutes: null,
        feltWorth: null,
      },
    ]);
    const { assets } = await mia.call(assetsAdd, { ...prompt, maker: undefined, share: '10' });
    expect(assets).toMatchObject([
      { email: 'li@x.example', cost: null },
      { email: 'mia@x.example', cost: usd('10.00') },
    ]);
    expect(await code(mia.call(assetsAdd, { ...prompt, name: 'For Li' }))).toBe('access_denied');
    expect(await code(mia.call(assetsRetire, { id }))).toBe('access_denied');
    expect(await code(mia.call(assetsUse, { id, person: 'li@x.example' }))).toBe('access_denied');
    expect(await code(mia.call(assetsMonth, { month: '2026-06' }))).toBe('access_denied');
    mia.close();
    const li = at(book, '2026-07-01', 'li@x.example');
    expect((await li.call(assetsList, {})).assets[0]).toMatchObject({
      cost: usd('400.00'),
      feltWorth: null,
    });
    expect((await li.call(assetsUses, { id })).uses).toMatchObject([
      { person: null, minutes: null, isOwn: false },
    ]);
    expect(await code(li.call(assetsUnuse, { use: 1 }))).toBe('access_denied');
    li.close();
  });
});
