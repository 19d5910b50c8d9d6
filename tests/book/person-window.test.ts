import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as claims from '../../src/contract/claims.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { companyShow } from '../../src/contract/company.ts';
import { mineAsk, mineHeld, mineSave } from '../../src/contract/mine.ts';
import { outputLog } from '../../src/contract/output.ts';
import * as packets from '../../src/contract/packets.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import {
  joinWithNewBook,
  lookAtInvitation,
} from '../../src/main/services/packets/join-with-new-book.ts';
import { openServices } from '../../src/main/services/services.ts';
import { resources } from './fresh-book.ts';
import { line } from './made-claims.ts';
import { type Installation, pairedBooks } from './paired-books.ts';

const ANNA = 'anna@example.com';
const PASSPHRASE = 'eine lange Passphrase';
const RECEIPT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const item = (title: string, day = '2026-06-10') => ({
  day,
  kind: 'ticket',
  quantity: '1',
  title,
  link: null,
  acceptedBy: null,
  minutesSaved: null,
});
const waiting = ({ services }: Installation) => services.call(packets.packetsWaiting, {});

async function invited() {
  const books = await pairedBooks();
  const invitation = join(books.folder, 'anna.swinvite');
  await books.office.services.call(packets.inviteMake, { person: ANNA, out: invitation });
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-joined-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const settingsFolder = join(folder, 'settings');
  return {
    invitation,
    file: join(folder, '安娜.seatworth'),
    options: { resources, settingsFolder },
  };
}

describe('joining from the window', () => {
  it('says who invites whom before anything is made', async () => {
    const { invitation } = await invited();
    expect(await lookAtInvitation(invitation)).toMatchObject({
      company: 'Acme',
      person: { name: 'Anna Weiß', email: ANNA },
    });
  });

  it('keeps the keys in a file that opens with its passphrase alone, until the app ends', async () => {
    const { invitation, file, options } = await invited();
    const runKeys = runOnlyKeys();
    const joined = { file, invitation, device: 'Laptop', keyStore: 'file', passphrase: PASSPHRASE };
    await joinWithNewBook({ ...joined, keyStore: 'file' }, { ...options, runKeys });
    const again = openServices({ ...options, file, mode: 'write', runKeys: runOnlyKeys() });
    onTestFinished(() => again.close());
    const out = join(options.settingsFolder, 'out');
    const send = () => again.call(packets.packetsSend, { out });
    await again.call(packets.packetsSend, { out, dryRun: true });
    const { self, pairings } = await again.call(packets.pairList, {});
    expect(self).toMatchObject({ device: 'Laptop', keyPlace: 'file' });
    const confirm = () =>
      again.call(packets.pairConfirm, {
        installation: pairings[0]?.installation ?? '',
        words: pairings[0]?.words ?? '',
      });
    await confirm();
    await again.call(outputLog, item('One'));
    await expect(send()).rejects.toMatchObject({ code: 'keys_unavailable' });
    await expect(
      again.call(packets.keysUnlock, { passphrase: 'another passphrase' }),
    ).rejects.toMatchObject({ code: 'keys_unavailable' });
    await expect(send()).rejects.toMatchObject({ code: 'keys_unavailable' });
    await again.call(packets.keysUnlock, { passphrase: PASSPHRASE });
    expect((await send()).packets).toHaveLength(2);
  });

  it('leaves nothing behind where the passphrase is too short', async () => {
    const { invitation, file, options } = await invited();
    const joined = { file, invitation, device: 'Laptop', passphrase: 'short' };
    await expect(joinWithNewBook({ ...joined, keyStore: 'file' }, options)).rejects.toMatchObject({
      code: 'keys_unavailable',
    });
    for (const end of ['', '-wal', '.keys.age']) expect(existsSync(`${file}${end}`)).toBe(false);
  });
});

describe('what waits to be sent', () => {
  it('is shown with its receipts, goes only as it was seen, and is then no more', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    expect((await anna.services.call(companyShow, {})).mode).toBe('person');
    expect((await waiting(anna)).messages).toEqual([]);
    await anna.services.call(claims.claimsSave, {
      id: null,
      lines: [
        line({
          amount: { amount: '20.00', currency: 'EUR' },
          receipts: [{ name: 'Rechnung.png', base64: RECEIPT }],
        }),
      ],
      submit: true,
      by: 'bea@example.com', // who acts here is Anna, whatever the window says
    });
    const first = await waiting(anna);
    expect(first.messages).toMatchObject([
      {
        type: 'claim',
        body: { state: 'submitted', lines: [{ amount: { amount: '20.00' } }] },
        receipts: [{ file: 'Rechnung.png', bytes: Buffer.from(RECEIPT, 'base64').length }],
      },
    ]);
    await anna.services.call(outputLog, item('Two'));
    const out = join(books.folder, 'out');
    const send = (seen: string) => anna.services.call(packets.packetsSend, { out, seen });
    await expect(send(first.digest)).rejects.toMatchObject({ code: 'packets_changed' });
    expect(existsSync(out)).toBe(false);
    const second = await waiting(anna);
    const sent = await send(second.digest);
    const gone = sent.packets.flatMap(({ messages }) => messages);
    // In another order: what others speak of goes before them.
    const sentBodies = gone.filter(({ type }) => type !== 'join').map(({ body }) => body);
    expect(sentBodies).toHaveLength(second.messages.length);
    expect(sentBodies).toEqual(expect.arrayContaining(second.messages.map(({ body }) => body)));
    expect((await waiting(anna)).messages).toEqual([]);
    const { claims: listed } = await anna.services.call(claims.claimsList, {});
    expect(listed[0]?.history[0]?.by).toBe('Anna Weiß');
  });

  it('comes back with a sentence where the office could not take it', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    await books.office.services.call(closeMonth, { month: '2026-05', anyway: 'tested' });
    await anna.services.call(outputLog, item('Late', '2026-05-10'));
    await books.give(anna, books.office);
    await books.give(books.office, anna);
    const { answers } = await anna.services.call(packets.packetsAnswers, {});
    expect(answers).toMatchObject([{ type: 'output', status: 'refused', code: 'month_closed' }]);
    expect(answers[0]?.message).toMatch(/closed/);
  });
});

it('saves what the office holds once it has said it', async () => {
  const books = await pairedBooks();
  const anna = await books.join(ANNA, 'laptop');
  const out = join(books.folder, 'held.json');
  await expect(anna.services.call(mineSave, { out })).rejects.toMatchObject({
    code: 'held_not_there',
  });
  await anna.services.call(mineAsk, {});
  await books.give(anna, books.office);
  await books.give(books.office, anna);
  const { page } = await anna.services.call(mineSave, { out });
  const { held } = await anna.services.call(mineHeld, {});
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(held);
  expect(readFileSync(page, 'utf8')).toContain('Anna Weiß');
});
