import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { topUpAsk } from '../../src/contract/allowances.ts';
import * as claims from '../../src/contract/claims.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { importsRun } from '../../src/contract/imports.ts';
import { heldWrite, mineAsk, mineHeld, mineShow } from '../../src/contract/mine.ts';
import { outputAccept, outputList, outputLog } from '../../src/contract/output.ts';
import * as packets from '../../src/contract/packets.ts';
import { line, only } from './made-claims.ts';
import { type Installation, type PairedBooks, pairedBooks } from './paired-books.ts';

const ANNA = 'anna@example.com';
const BEA = 'bea@example.com';
const RECEIPT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const euros = (amount: string, more: Partial<claims.ClaimLineDraft> = {}) =>
  line({ amount: { amount, currency: 'EUR' }, ...more });

/** The office's side of an exchange, then the person's. */
async function exchange({ give, office }: PairedBooks, person: Installation) {
  const atOffice = await give(person, office);
  const atHome = await give(office, person);
  return { atOffice, atHome };
}

const statusesOf = (documents: readonly packets.PacketDoc[]) =>
  documents.flatMap(({ messages }) =>
    messages.map(({ type, status, code }) => [type, status, code]),
  );

const file = (person: Installation, lines = [euros('20.00')]) =>
  person.services.call(claims.claimsSave, { id: null, lines, submit: true }).then(only);

const decide = (
  { office }: PairedBooks,
  id: number,
  decision: 'approve' | 'ask' | 'reject',
  reason = 'as said',
) => office.services.call(claims.claimsDecide, { id, decision, reason, by: BEA }).then(only);

describe('a person’s own book', () => {
  it('files a claim with its receipt, and hears that it was approved and paid', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const filed = await file(anna, [
      euros('20.00', { receipts: [{ name: 'r.png', base64: RECEIPT.toString('base64') }] }),
    ]);
    expect(filed).toMatchObject({ state: 'submitted', delivery: 'queued' });
    const out = join(books.folder, 'sent');
    await anna.services.call(packets.packetsSend, { out });
    const list = async () => only(await anna.services.call(claims.claimsList, {}));
    expect((await list()).delivery).toBe('sent');
    await exchange(books, anna);
    expect(await list()).toMatchObject({ delivery: 'received', uuid: filed.uuid });
    const [atOffice] = (await books.office.services.call(claims.claimsList, {})).claims;
    expect(atOffice?.lines[0]?.receipts[0]?.file).toBe('r.png');
    await decide(books, atOffice?.id ?? 0, 'approve');
    await books.office.services.call(claims.claimsPay, {
      ids: [atOffice?.id ?? 0],
      date: '2026-06-22',
      reference: 'T1',
      by: BEA,
    });
    await exchange(books, anna);
    expect(await list()).toMatchObject({
      state: 'paid',
      approved: { amount: '20.00', currency: 'EUR' },
      payments: [{ reference: 'T1' }],
    });
    const { statement } = await anna.services.call(mineShow, { month: '2026-06' });
    expect(statement?.['claims']).toMatchObject({ paid: { amount: '20.00' } });
  });

  it('decides nothing, and says who does', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const { id } = await file(anna);
    for (const refused of [
      () => anna.services.call(claims.claimsDecide, { id, decision: 'approve', by: BEA }),
      () => anna.services.call(closeMonth, { month: '2026-05' }),
      () => anna.services.call(outputAccept, { id: 1, by: BEA }),
      () => anna.services.call(packets.inviteMake, { person: ANNA, out: 'x' }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: 'office_only' });
    }
  });

  it('asks for more and logs output without saying whose', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const { topUps } = await anna.services.call(topUpAsk, {
      person: '',
      amount: '50',
      reason: 'migration',
      expectedOutput: '4 tickets',
    });
    expect(topUps[0]).toMatchObject({ delivery: 'queued', amount: { currency: 'EUR' } });
    const logged = await anna.services.call(outputLog, {
      day: '2026-06-10',
      kind: 'ticket',
      quantity: '1.5',
      title: 'One',
      link: null,
      acceptedBy: null,
      minutesSaved: 30,
    });
    expect(logged.delivery).toBe('queued');
    const { atOffice } = await exchange(books, anna);
    expect(statusesOf(atOffice)).toContainEqual(['output', 'taken', null]);
    // No allowance is set at the office: the request cannot be taken, and Anna is told.
    expect(statusesOf(atOffice)).toContainEqual(['top-up', 'refused', 'allowance_none']);
    const { items } = await books.office.services.call(outputList, { month: '2026-06' });
    await books.office.services.call(outputAccept, { id: items[0]?.id ?? 0, by: BEA });
    await exchange(books, anna);
    const home = await anna.services.call(outputList, { month: '2026-06' });
    expect(home.items[0]).toMatchObject({ state: 'accepted', delivery: 'received', quantity: 1.5 });
  });
});

describe('where both sides act at once', () => {
  it('a claim that was approved before it was withdrawn stays approved', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const { id } = await file(anna);
    await exchange(books, anna);
    await decide(books, 1, 'approve');
    await anna.services.call(claims.claimsWithdraw, { id });
    const { atOffice } = await exchange(books, anna);
    expect(statusesOf(atOffice)).toContainEqual(['claim', 'refused', 'claim_already_decided']);
    expect(only(await anna.services.call(claims.claimsList, {})).state).toBe('approved');
  });

  it('a claim that was withdrawn first cannot be approved', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const { id } = await file(anna);
    await exchange(books, anna);
    await anna.services.call(claims.claimsWithdraw, { id });
    await exchange(books, anna);
    await expect(decide(books, 1, 'approve')).rejects.toMatchObject({
      code: 'claim_step_not_possible',
    });
  });

  it('of two computers’ answers the first counts, the second is kept as a draft', async () => {
    const books = await pairedBooks();
    const laptop = await books.join(ANNA, 'laptop');
    const tower = await books.join(ANNA, 'tower');
    await file(laptop);
    await exchange(books, laptop);
    await decide(books, 1, 'ask', 'Which plan?');
    await exchange(books, laptop);
    await exchange(books, tower);
    const answer = async (one: Installation, purpose: string) => {
      const list = await one.services.call(claims.claimsList, { state: 'needs information' });
      await one.services.call(claims.claimsSave, {
        id: only(list).id,
        lines: [euros('20.00', { purpose })],
        submit: true,
        answer: purpose,
      });
    };
    await answer(laptop, 'Pro plan');
    await answer(tower, 'Max plan');
    await exchange(books, laptop);
    const { atOffice } = await exchange(books, tower);
    expect(statusesOf(atOffice)).toContainEqual(['claim', 'superseded', 'claim_superseded']);
    const held = only(await books.office.services.call(claims.claimsList, {}));
    expect(held.lines[0]?.purpose).toBe('Pro plan');
    const { claims: home } = await tower.services.call(claims.claimsList, {});
    expect(home.map(({ state, lines }) => [state, lines[0]?.purpose])).toEqual([
      ['submitted', 'Pro plan'],
      ['draft', 'Max plan'],
    ]);
  });

  it('a claim of a closed month is charged in the open one', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    await books.office.services.call(closeMonth, { month: '2026-05', anyway: 'tested' });
    await file(anna, [euros('20.00', { day: '2026-05-20' })]);
    await exchange(books, anna);
    const approved = await decide(books, 1, 'approve');
    expect(approved.lines[0]?.chargedMonth).toBe('2026-06');
  });

  it('what somebody did until they left is taken for 60 days, what is of later days never', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const list = join(books.folder, 'left.csv');
    writeFileSync(
      list,
      `name,email,role,team,start,end\nAnna Weiß,${ANNA},developer,Apps,2025-01-01,2026-06-10\n`,
    );
    await books.office.services.call(importsRun, { files: [list] });
    const answered = async (day: string): Promise<unknown> => {
      await file(anna, [euros('20.00', { day, purpose: `of ${day}` })]);
      const documents = await books.give(anna, books.office);
      return statusesOf(documents)
        .filter(([type]) => type === 'claim')
        .at(-1);
    };
    expect(await answered('2026-06-10')).toEqual(['claim', 'taken', null]);
    expect(await answered('2026-06-11')).toEqual(['claim', 'refused', 'person_left']);
    // The books' day is 2026-06-20: 50 days on it is the last day, and one more is one too many.
    books.passed += 50 * 24 * 60;
    expect(await answered('2026-06-09')).toEqual(['claim', 'taken', null]);
    books.passed += 24 * 60;
    expect(await answered('2026-06-08')).toEqual(['claim', 'refused', 'person_left_long_ago']);
  });

  it('output of a closed month is refused, and a lost computer’s packets are too', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    await books.office.services.call(closeMonth, { month: '2026-05', anyway: 'tested' });
    await anna.services.call(outputLog, {
      day: '2026-05-10',
      kind: 'ticket',
      quantity: '1',
      title: 'Late',
      link: null,
      acceptedBy: null,
      minutesSaved: null,
    });
    const { atOffice } = await exchange(books, anna);
    expect(statusesOf(atOffice)).toContainEqual(['output', 'refused', 'month_closed']);
    const { takenSince } = await books.office.services.call(packets.pairRevoke, {
      installation: anna.id,
      reason: 'lost on a train',
      since: '2026-06-01',
    });
    expect(takenSince.map(({ type }) => type)).toContain('output');
    await books.give(books.office, anna);
    const { pairings } = await anna.services.call(packets.pairList, {});
    expect(pairings[0]?.state).toBe('revoked');
    const again = await books.join(ANNA, 'new laptop');
    await file(again);
    expect(statusesOf(await books.give(again, books.office))).toContainEqual([
      'claim',
      'taken',
      null,
    ]);
  });
});

describe('what is held about a person', () => {
  it('comes with the next packet once it was asked for, and is written by the office', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    await file(anna);
    await anna.services.call(mineAsk, {});
    await exchange(books, anna);
    const { held } = await anna.services.call(mineHeld, {});
    expect(held).toMatchObject({
      person: { email: ANNA, monthlyCost: { amount: '9000.00' } },
      claims: [{ state: 'submitted' }],
      verdicts: { exist: false, closedMonths: [], now: null },
      rows: { person: [{ email: ANNA }], claim_line: [{ amount_micro: expect.any(String) }] },
    });
    const out = join(books.folder, 'held.json');
    const { page } = await books.office.services.call(heldWrite, { person: ANNA, out });
    const text = readFileSync(out, 'utf8');
    expect(text).toContain(ANNA);
    for (const colleague of ['wei@example.com', '8000.00', '12000.00'])
      expect(text).not.toContain(colleague);
    expect(readFileSync(page, 'utf8')).toContain('Anna Weiß');
  });

  it('of a colleague is in no packet', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    await books.join('wei@example.com', 'wei');
    await file(anna);
    await exchange(books, anna);
    const out = join(books.folder, 'look');
    const sent = await books.office.services.call(packets.packetsSend, { out });
    for (const { person, messages } of sent.packets) {
      const other = person?.email === ANNA ? 'wei@example.com' : ANNA;
      expect(JSON.stringify(messages)).not.toContain(other);
    }
  });
});
