import { describe, expect, it } from 'vitest';
import * as assets from '../../src/contract/assets.ts';
import * as output from '../../src/contract/output.ts';
import * as packets from '../../src/contract/packets.ts';
import { type Installation, type PairedBooks, pairedBooks } from './paired-books.ts';

const ANNA = 'anna@example.com';
const WEI = 'wei@example.com';
const BEA = 'bea@example.com';

async function exchange({ give, office }: PairedBooks, person: Installation) {
  const taken = await give(person, office);
  await give(office, person);
  return taken.flatMap(({ messages }) => messages.map(({ type, code }) => [type, code]));
}

const add = ({ services }: Installation, more: Record<string, unknown> = {}) =>
  services.call(assets.assetsAdd, {
    name: 'Answers to offers',
    kind: 'prompt',
    from: '2026-06',
    ...more,
  });

const list = async ({ services }: Installation) =>
  (await services.call(assets.assetsList, {})).assets;

const ticket = (one: Installation, title: string) =>
  one.services.call(output.outputLog, {
    day: '2026-06-10',
    kind: 'ticket',
    quantity: '1',
    title,
    link: null,
    acceptedBy: null,
    minutesSaved: null,
  });

describe('reusable work between two books', () => {
  it('reaches the office and colleagues, who use it without seeing what it took', async () => {
    const books = await pairedBooks();
    const [anna, wei] = [await books.join(ANNA, 'laptop'), await books.join(WEI, 'wei')];
    const made = await add(anna, { share: '25', hours: '6', tool: 'Claude' });
    expect(made).toMatchObject({ id: 1, delivery: 'queued', uuid: expect.any(String) });
    expect(await exchange(books, anna)).toContainEqual(['asset', null]);
    expect((await list(anna))[0]?.delivery).toBe('received');
    expect((await list(books.office))[0]).toMatchObject({ share: 25, hours: 6, email: ANNA });
    await exchange(books, wei);
    const [seen] = await list(wei);
    expect(seen).toMatchObject({ name: 'Answers to offers', share: null, hours: null, cost: null });
    expect(seen?.maker?.name).toBe('Anna Weiß');
    const used = await wei.services.call(assets.assetsUse, { id: seen?.id ?? 0, minutes: 20 });
    expect(used.delivery).toBe('queued');
    expect(await exchange(books, wei)).toContainEqual(['reuse', null]);
    expect((await list(books.office))[0]).toMatchObject({ uses: 1, byOthers: 1, feltMinutes: 20 });
    await wei.services.call(assets.assetsUnuse, { use: used.use });
    await exchange(books, wei);
    expect((await list(books.office))[0]?.uses).toBe(0);
    await expect(
      wei.services.call(assets.assetsRetire, { id: seen?.id ?? 0 }),
    ).rejects.toMatchObject({ code: 'office_only' });
  });

  it('is linked to the person’s own accepted item alone, and stays once colleagues have used it', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const { id } = await add(anna);
    await ticket(anna, 'One');
    await exchange(books, anna);
    const [item] = (await books.office.services.call(output.outputList, { month: '2026-06' }))
      .items;
    await books.office.services.call(output.outputAccept, { id: item?.id ?? 0, by: BEA });
    await exchange(books, anna);
    await anna.services.call(assets.assetsUse, { id, item: 1 });
    expect(await exchange(books, anna)).toEqual([['reuse', null]]);
    expect((await list(books.office))[0]).toMatchObject({ uses: 1, units: 1 });
    await books.office.services.call(assets.assetsUse, { id: 1, person: WEI, minutes: 5 });
    await anna.services.call(assets.assetsRemove, { id });
    expect(await exchange(books, anna)).toContainEqual(['asset', 'asset_used_by_others']);
    expect(await list(books.office)).toHaveLength(1);
    const { answers } = await anna.services.call(packets.packetsAnswers, {});
    expect(answers.find(({ type }) => type === 'asset')).toMatchObject({
      status: 'refused',
      details: { name: 'Answers to offers' },
    });
  });

  it('takes what is logged after something was removed for another thing', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const first = await ticket(anna, 'One');
    await exchange(books, anna);
    const atOffice = async () =>
      (await books.office.services.call(output.outputList, { month: '2026-06' })).items;
    await books.office.services.call(output.outputAccept, {
      id: (await atOffice())[0]?.id ?? 0,
      by: BEA,
    });
    await anna.services.call(output.outputRemove, { id: first.id });
    const second = await ticket(anna, 'Two');
    expect(second.uuid).not.toBe(first.uuid);
    await exchange(books, anna);
    expect((await atOffice()).map(({ title, state }) => [title, state])).toEqual([
      ['Two', 'waiting'],
      ['One', 'accepted'],
    ]);
  });

  it('is the same thing after its removal was undone', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const { id, uuid } = await ticket(anna, 'One');
    await exchange(books, anna);
    await anna.services.call(output.outputRemove, { id });
    await anna.services.call(output.outputRestore, { id });
    const { items } = await anna.services.call(output.outputList, { month: '2026-06' });
    expect(items[0]).toMatchObject({ uuid, delivery: 'received' });
    expect(await exchange(books, anna)).toEqual([]);
  });
});

describe('what the office knew first', () => {
  it('is told to its maker, waits for nothing, and is told back once it changes here', async () => {
    const books = await pairedBooks();
    await books.office.services.call(assets.assetsAdd, {
      name: 'From a file',
      kind: 'workflow',
      maker: ANNA,
      from: '2026-05',
    });
    await books.office.services.call(assets.assetsUse, { id: 1, person: ANNA, minutes: 5 });
    const anna = await books.join(ANNA, 'laptop');
    await books.give(books.office, anna);
    const { messages } = await anna.services.call(packets.packetsWaiting, {});
    expect(messages).toEqual([]);
    expect((await list(anna))[0]).toMatchObject({ delivery: 'received', uses: 1 });
    await anna.services.call(assets.assetsRetire, { id: 1 });
    expect((await list(anna))[0]?.delivery).toBe('queued');
    expect(await exchange(books, anna)).toEqual([['asset', null]]);
    expect((await list(books.office))[0]?.retired).toBe('2026-06-20');
    await anna.services.call(assets.assetsUnuse, { use: 1 });
    await anna.services.call(assets.assetsRemove, { id: 1 });
    await exchange(books, anna);
    expect(await list(books.office)).toEqual([]);
  });
});
