import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import Database from 'better-sqlite3';
import { CompactSign, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import * as claims from '../../src/contract/claims.ts';
import { outputList, outputLog } from '../../src/contract/output.ts';
import * as packets from '../../src/contract/packets.ts';
import { makeKeys } from '../../src/main/packets/installation-keys.ts';
import { unsealPacket } from '../../src/main/packets/open-packet.ts';
import { PACKET_TYPE, type PacketPayload } from '../../src/main/packets/packet-shape.ts';
import { sealPacket } from '../../src/main/packets/seal-packet.ts';
import { signText } from '../../src/main/packets/signed-text.ts';
import { line } from './made-claims.ts';
import { type Installation, pairedBooks } from './paired-books.ts';

/** Each place of a small packet is looked at; else a sample of them. */
const EVERY_BYTE = process.env['SEATWORTH_EVERY_BYTE'] === '1';
const LIMIT_MS = EVERY_BYTE ? 3_600_000 : 120_000;

/** Everything in a book but which files were looked at. */
function dump({ file }: Installation): string {
  const db = new Database(file, { readonly: true });
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('taken_packet', 'row_digest')",
    )
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

/** The header of one entry of an archive, as anybody can write it. */
function tarHeader(name: string, size: number, type: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

describe('a hostile packet', () => {
  it(
    'with any byte flipped, or cut at any length, never opens',
    async () => {
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
      for (let at = 0; at < content.length; at += EVERY_BYTE ? 1 : 43) {
        const flipped = Buffer.from(content);
        flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << (at % 8)), at);
        if (await opens(flipped)) opened.push(`flipped at ${at}`);
        if (await opens(content.subarray(0, at))) opened.push(`cut at ${at}`);
      }
      expect(opened).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'leaves the book as it was and says why: flipped, cut, for another, replayed, forged, too large',
    async () => {
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
      // A book is read whole before and after: at each 64th place, and for its code at each.
      const both = [books.office, anna];
      const before = both.map(dump);
      const codes = new Set<string | null | undefined>();
      const step = EVERY_BYTE ? 1 : 797;
      for (let at = 0; at < content.length; at += step) {
        const flipped = Buffer.from(content);
        flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << (at % 8)), at);
        const files = [made(name, flipped), made(`cut-${name}`, content.subarray(0, at))];
        for (const document of await take(books.office, ...files)) codes.add(document.code);
        if ((at / step) % 64 === 0) expect(both.map(dump), `at ${at}`).toEqual(before);
      }
      expect(both.map(dump)).toEqual(before);
      expect([...codes]).toEqual(['packet_damaged']);
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
    },
    LIMIT_MS,
  );

  it(
    'of a stranger, of another key, of a newer version or of a revoked computer is told apart',
    async () => {
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
    },
    LIMIT_MS,
  );

  it(
    'with an archive or a text that no book packs is refused, and changes neither book',
    async () => {
      const books = await pairedBooks();
      const anna = await books.join('anna@example.com', 'laptop');
      const own = books.office.services.book.pairings.own();
      const annas = anna.services.book.pairings.own();
      const secret = JSON.parse((await anna.keys()) ?? '{}') as { sign: string };
      const hers = { secret: secret.sign, open: annas?.sign ?? '' };
      const signed = async (change: Record<string, unknown>): Promise<Buffer> => {
        const payload = {
          v: 1,
          id: randomUUID(),
          from: anna.id,
          to: own?.uuid ?? '',
          stream: randomUUID(),
          seq: 1,
          begin: 'restored',
          madeAt: '2026-06-20T08:00:00.000Z',
          app: '0.1.0',
          ack: null,
          attachments: [],
          messages: [],
          ...change,
        };
        const header = { typ: PACKET_TYPE, kid: anna.id, v: 1 };
        return Buffer.from(await signText(payload, header, hers));
      };
      const message = (body: unknown, type = 'claim') => ({
        id: randomUUID(),
        type,
        about: randomUUID(),
        rev: 1,
        at: '2026-06-20T08:00:00.000Z',
        body,
      });
      const file = (name: string, bytes: Uint8Array, type = '0', size = bytes.length): Buffer =>
        Buffer.concat([
          tarHeader(name, size, type),
          bytes,
          Buffer.alloc((512 - (bytes.length % 512)) % 512),
        ]);
      const END = Buffer.alloc(1024);
      const whole = await signed({});
      const hash = 'a'.repeat(64);
      const archives: Record<string, Buffer> = {
        nothing: END,
        'no archive': Buffer.from('hello'.repeat(300)),
        'a way out': Buffer.concat([file('packet.jws', whole), file('../out', whole), END]),
        'an absolute name': Buffer.concat([
          file('packet.jws', whole),
          file('/tmp/out', whole),
          END,
        ]),
        'a link': Buffer.concat([
          file('packet.jws', whole),
          file(`att/${hash}`, Buffer.alloc(0), '2'),
          END,
        ]),
        'twice the same': Buffer.concat([
          file('packet.jws', whole),
          file('packet.jws', whole),
          END,
        ]),
        'a size beyond its end': Buffer.concat([file('packet.jws', whole, '0', 8 ** 10), END]),
        'an attachment of another hash': Buffer.concat([
          file(
            'packet.jws',
            await signed({
              attachments: [{ sha256: hash, bytes: 2, mediaType: 'image/png', file: 'x' }],
            }),
          ),
          file(`att/${hash}`, Buffer.from('no')),
          END,
        ]),
        'more messages than there may be': Buffer.concat([
          file(
            'packet.jws',
            await signed({ messages: Array.from({ length: 2001 }, () => message({})) }),
          ),
          END,
        ]),
        'another revision than a number': Buffer.concat([
          file('packet.jws', await signed({ messages: [{ ...message({}), rev: 1e300 }] })),
          END,
        ]),
      };
      const both = [books.office, anna];
      const before = both.map(dump);
      const codes: Record<string, string | null | undefined> = {};
      for (const [name, plain] of Object.entries(archives)) {
        const encrypter = new Encrypter();
        encrypter.addRecipient(own?.age ?? '');
        const path = join(books.folder, `${name}.swpacket`);
        writeFileSync(path, Buffer.from(await encrypter.encrypt(plain)));
        const [document] = await take(books.office, path);
        codes[name] = document?.code;
        expect(both.map(dump), name).toEqual(before);
      }
      expect(codes).toEqual(
        Object.fromEntries(Object.keys(archives).map((name) => [name, 'packet_damaged'])),
      );
      // A body nested without end is of no form that is taken: its packet goes on, and nothing of it stands.
      const nested = await signed({
        messages: [message({ lines: 'DEEP' }), message({}, 'output')],
      });
      const [head = '', body = ''] = nested.toString().split('.');
      const text = Buffer.from(body, 'base64url')
        .toString()
        .replace('"DEEP"', '['.repeat(100_000) + ']'.repeat(100_000));
      const key = await importJWK(
        { kty: 'OKP', crv: 'Ed25519', d: hers.secret, x: hers.open },
        'Ed25519',
      );
      const again = await new CompactSign(new TextEncoder().encode(text))
        .setProtectedHeader(
          JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string },
        )
        .sign(key);
      const encrypter = new Encrypter();
      encrypter.addRecipient(own?.age ?? '');
      const path = join(books.folder, 'deep.swpacket');
      writeFileSync(
        path,
        Buffer.from(
          await encrypter.encrypt(Buffer.concat([file('packet.jws', Buffer.from(again)), END])),
        ),
      );
      const [document] = await take(books.office, path);
      expect([document?.status, ...(document?.messages ?? []).map(({ code }) => code)]).toEqual([
        'taken',
        'message_malformed',
        'message_malformed',
      ]);
      const { claims: none } = await books.office.services.call(claims.claimsList, {});
      expect(none).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'cannot touch what belongs to somebody else',
    async () => {
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
    },
    LIMIT_MS,
  );
});
