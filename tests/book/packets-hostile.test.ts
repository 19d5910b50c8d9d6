import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import * as claims from '../../src/contract/claims.ts';
import { outputList, outputLog } from '../../src/contract/output.ts';
import * as packets from '../../src/contract/packets.ts';
import { makeKeys } from '../../src/main/packets/installation-keys.ts';
import { unsealPacket } from '../../src/main/packets/open-packet.ts';
import type { PacketPayload } from '../../src/main/packets/packet-shape.ts';
import { sealPacket } from '../../src/main/packets/seal-packet.ts';
import { line } from './made-claims.ts';
import { type Installation, pairedBooks } from './paired-books.ts';

/** Everything in a book but which files were looked at. */
function dump({ file }: Installation): string {
  const db = new Database(file, { readonly: true });
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'taken_packet'")
    .pluck()
    .all() as string[];
  const all = tables.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]);
  db.close();
  return JSON.stringify(all);
}

const take = async ({ services }: Installation, ...files: string[]) =>
  (await services.call(packets.packetsTake, { files })).packets;

async function sendTo(from: Installation, to: Installation, folder: string): Promise<string[]> {
  const out = join(folder, randomUUID());
  const sent = await from.services.call(packets.packetsSend, { out, to: to.id });
  return sent.packets.map(({ file }) => file);
}

const logged = (person: Installation, title: string) =>
  person.services.call(outputLog, {
    email: person.email ?? '',
    day: '2026-06-15',
    kind: 'ticket',
    quantity: '1',
    title,
    link: null,
    acceptedBy: null,
    minutesSaved: null,
  });

describe('a hostile packet', () => {
  it('with any byte flipped, or cut at any length, never opens', async () => {
    const keys = await makeKeys();
    const sender = await makeKeys();
    const own = { installation: randomUUID(), age: keys.secret.age };
    const payload: PacketPayload = {
      v: 1,
      id: randomUUID(),
      from: randomUUID(),
      to: own.installation,
      stream: randomUUID(),
      seq: 1,
      begin: 'first',
      epoch: null,
      madeAt: '2026-06-20T08:00:00.000Z',
      app: '0.1.0',
      ack: null,
      attachments: [],
      messages: [],
    };
    const { content } = await sealPacket(
      payload,
      new Map(),
      { secret: sender.secret.sign, open: sender.open.sign },
      keys.open.age,
    );
    const opens = async (bytes: Buffer): Promise<boolean> =>
      unsealPacket(bytes, 'x.swpacket', own).then(
        () => true,
        () => false,
      );
    expect(await opens(content)).toBe(true);
    const opened: string[] = [];
    for (let at = 0; at < content.length; at += 1) {
      const flipped = Buffer.from(content);
      flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << (at % 8)), at);
      if (await opens(flipped)) opened.push(`flipped at ${at}`);
      if (await opens(content.subarray(0, at))) opened.push(`cut at ${at}`);
    }
    expect(opened).toEqual([]);
  }, 120_000);

  it('leaves the book as it was and says why: flipped, cut, for another, replayed, forged, too large', async () => {
    const books = await pairedBooks();
    const anna = await books.join('anna@example.com', 'laptop');
    const wei = await books.join('wei@example.com', 'wei');
    await logged(anna, 'One');
    // The join stands before it: the office has not said yet that it has it.
    const file = (await sendTo(anna, books.office, books.folder)).at(-1) ?? '';
    const content = readFileSync(file);
    const made = (name: string, bytes: Uint8Array): string => {
      const path = join(books.folder, name);
      writeFileSync(path, bytes);
      return path;
    };
    const code = async (one: Installation, path: string): Promise<string | null | undefined> => {
      const before = dump(one);
      const [document] = await take(one, path);
      expect(dump(one), `${path} ${document?.code}`).toBe(before);
      return document?.code;
    };
    const name = file.split('/').at(-1) ?? '';
    for (let at = 0; at < content.length; at += 211) {
      const flipped = Buffer.from(content);
      flipped.writeUInt8((flipped[at] ?? 0) ^ 0x40, at);
      expect(await code(books.office, made(name, flipped))).toBe('packet_damaged');
    }
    for (const length of [0, 1, 50, 200, content.length - 1]) {
      expect(await code(books.office, made(name, content.subarray(0, length)))).toBe(
        'packet_damaged',
      );
    }
    expect(await code(wei, file)).toBe('packet_not_for_us');
    expect(await code(books.office, made('notes.swpacket', Buffer.from('hello')))).toBe(
      'packet_damaged',
    );
    const huge = join(books.folder, 'huge.swpacket');
    const handle = openSync(huge, 'w');
    ftruncateSync(handle, 100_000_000);
    closeSync(handle);
    expect(await code(books.office, huge)).toBe('packet_too_large');
    expect((await take(books.office, file))[0]?.status).toBe('taken');
    const again = (await take(books.office, file))[0];
    expect([again?.status, again?.code]).toEqual(['known', 'packet_replayed']);
    const { items } = await books.office.services.call(outputList, { month: '2026-06' });
    expect(items.map(({ title }) => title)).toEqual(['One']);
  }, 120_000);

  it('of a stranger, of another key, of a newer version or of a revoked computer is told apart', async () => {
    const books = await pairedBooks();
    const anna = await books.join('anna@example.com', 'laptop');
    const own = books.office.services.book.pairings.own();
    if (!own) throw new Error('The office has no keys.');
    const stranger = await makeKeys();
    const payload = (change: Record<string, unknown>): PacketPayload =>
      ({
        v: 1,
        id: randomUUID(),
        from: anna.id,
        to: own.uuid,
        stream: randomUUID(),
        seq: 1,
        begin: 'restored',
        epoch: null,
        madeAt: '2026-06-20T08:00:00.000Z',
        app: '9.9.9',
        ack: null,
        attachments: [],
        messages: [],
        ...change,
      }) as PacketPayload;
    const sealed = async (
      name: string,
      change: Record<string, unknown>,
      keys = { secret: stranger.secret.sign, open: stranger.open.sign },
    ): Promise<string> => {
      const path = join(books.folder, `${name}.swpacket`);
      const { content } = await sealPacket(payload(change), new Map(), keys, own.age);
      writeFileSync(path, content);
      return path;
    };
    const codeOf = async (path: string) => (await take(books.office, path))[0]?.code;
    expect(await codeOf(await sealed('stranger', { from: randomUUID() }))).toBe(
      'packet_unknown_sender',
    );
    expect(await codeOf(await sealed('forged', {}))).toBe('packet_bad_signature');
    // Signed by Anna's own key from here on.
    const annas = anna.services.book.pairings.own();
    const secret = JSON.parse((await anna.keys()) ?? '{}') as { sign: string };
    const hers = { secret: secret.sign, open: annas?.sign ?? '' };
    expect(await codeOf(await sealed('swapped', { to: randomUUID() }, hers))).toBe(
      'packet_not_for_us',
    );
    expect(await codeOf(await sealed('shape', { messages: [{ id: 'x' }] }, hers))).toBe(
      'packet_damaged',
    );
    const [newer] = await take(books.office, await sealed('newer', { v: 2 }, hers));
    expect([newer?.status, newer?.code]).toEqual(['held', 'packet_too_new']);
    const gap = await sealed('gap', { seq: 5, begin: null }, hers);
    const [late] = await take(books.office, gap);
    expect([late?.status, late?.code]).toEqual(['held', 'packet_gap']);
    const second = { seq: 1, begin: 'restored', stream: randomUUID() };
    expect(await codeOf(await sealed('first', second, hers))).toBeNull();
    expect(await codeOf(await sealed('reused', { ...second, id: randomUUID() }, hers))).toBe(
      'packet_sequence_reused',
    );
    await books.office.services.call(packets.pairRevoke, {
      installation: anna.id,
      reason: 'lost on a train',
    });
    expect(await codeOf(await sealed('late', {}, hers))).toBe('packet_revoked_sender');
  }, 120_000);

  it('cannot touch what belongs to somebody else', async () => {
    const books = await pairedBooks();
    const anna = await books.join('anna@example.com', 'laptop');
    const wei = await books.join('wei@example.com', 'wei');
    const { claims: filed } = await anna.services.call(claims.claimsSave, {
      id: null,
      person: 'anna@example.com',
      lines: [line({ amount: { amount: '20.00', currency: 'EUR' } })],
      submit: true,
    });
    await books.give(anna, books.office);
    const uuid = anna.services.book.pairings.uuidOf('claim', filed[0]?.id ?? 0) ?? '';
    // Wei's book claims the same name, withdrawn.
    const { claims: own } = await wei.services.call(claims.claimsSave, {
      id: null,
      person: 'wei@example.com',
      lines: [line({ amount: { amount: '21.00', currency: 'EUR' } })],
      submit: true,
    });
    wei.services.book.pairings.renameItem('claim', own[0]?.id ?? 0, uuid);
    await wei.services.call(claims.claimsWithdraw, { id: own[0]?.id ?? 0 });
    const document = (await books.give(wei, books.office)).at(-1);
    expect(document?.messages.map(({ status, code }) => [status, code])).toEqual([
      ['refused', 'item_of_another'],
    ]);
    const { claims: held } = await books.office.services.call(claims.claimsList, {});
    expect(held.map(({ state, person }) => [person.email, state])).toEqual([
      ['anna@example.com', 'submitted'],
    ]);
  }, 120_000);
});
