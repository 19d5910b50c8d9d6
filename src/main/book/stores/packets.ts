import { bytes, flag, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, row, rows, sole, sql, value, values } from '../statement.ts';

const stream = {
  stream: text,
  begin: word<'first' | 'restored' | 'resend'>(),
  epoch: optional(whole),
  seq: whole,
  acked: whole,
};
const outgoing = {
  pairing: text,
  stream: text,
  seq: whole,
  file: text,
  sha256: text,
  messages: text,
  madeAt: text,
  size: whole,
};
const current = {
  personId: whole,
  type: text,
  about: text,
  id: text,
  rev: whole,
  at: text,
  body: text,
  digest: text,
};
const sent = { type: text, about: text, id: text, stream: text, seq: whole };
const takenMessage = {
  id: text,
  pairing: text,
  type: text,
  about: text,
  rev: whole,
  at: text,
  takenAt: text,
  status: word<'taken' | 'known' | 'refused' | 'superseded'>(),
  code: optional(text),
  message: optional(text),
  /** What its sentence names, as JSON. */
  details: optional(text),
  body: optional(text),
};
const takenPacket = {
  sha256: text,
  file: text,
  packet: optional(text),
  pairing: optional(text),
  stream: optional(text),
  seq: optional(whole),
  status: word<'taken' | 'known' | 'held' | 'refused'>(),
  code: optional(text),
  message: optional(text),
  details: optional(text),
  at: text,
};
const held = {
  sha256: text,
  file: text,
  pairing: text,
  stream: optional(text),
  seq: optional(whole),
  code: text,
  at: text,
};

export type HeldStream = RowOf<typeof stream>;
export type CurrentMessage = RowOf<typeof current>;
export type TakenMessage = RowOf<typeof takenMessage>;
export type TakenPacket = RowOf<typeof takenPacket>;
export type HeldPacket = RowOf<typeof held>;
export type OutgoingPacket = RowOf<typeof outgoing>;

type Direction = 'out' | 'in';

const STREAMS = sql`SELECT stream, begin, epoch, seq, acked FROM packet_stream`;
const MESSAGES = sql`
  SELECT id, pairing, type, about, rev, at, taken_at AS takenAt, status, code, message, details, body FROM taken_message`;
const PACKETS = sql`
  SELECT sha256, file, packet, pairing, stream, seq, status, code, message, details, at FROM taken_packet`;

/** Packets: numbered streams, what waits to arrive, what was taken, held and refused. */
export const packets = {
  /** The stream in use. */
  stream: row(
    stream,
    (pairing: string, direction: Direction) => sql`
      ${STREAMS} WHERE pairing = ${pairing} AND direction = ${direction} ORDER BY id DESC LIMIT 1`,
  ),
  streamNames: values(
    text,
    (pairing: string, direction: Direction) => sql`
      SELECT stream FROM packet_stream WHERE pairing = ${pairing} AND direction = ${direction} ORDER BY id`,
  ),
  beginStream: change(
    (
      pairing: string,
      direction: Direction,
      one: Pick<HeldStream, 'stream' | 'begin' | 'epoch'>,
    ) => sql`
      INSERT INTO packet_stream (pairing, direction, stream, begin, epoch, seq, acked)
      VALUES (${pairing}, ${direction}, ${one.stream}, ${one.begin}, ${one.epoch}, 0, 0)`,
  ),
  advance: change(
    (pairing: string, direction: Direction, name: string, seq: number) => sql`
      UPDATE packet_stream SET seq = ${seq}
      WHERE pairing = ${pairing} AND direction = ${direction} AND stream = ${name}`,
  ),
  acknowledge: change(
    (pairing: string, direction: Direction, name: string, seq: number) => sql`
      UPDATE packet_stream SET acked = ${seq}
      WHERE pairing = ${pairing} AND direction = ${direction} AND stream = ${name} AND acked < ${seq}`,
  ),
  /** What was taken is to be said again. */
  tellAgain: change(
    (pairing: string, name: string) => sql`
      UPDATE packet_stream SET acked = 0
      WHERE pairing = ${pairing} AND direction = 'in' AND stream = ${name}`,
  ),

  outgoing: rows(
    outgoing,
    (pairing: string) => sql`
      SELECT pairing, stream, seq, file, sha256, messages, made_at AS madeAt, length(content) AS size
      FROM outgoing_packet WHERE pairing = ${pairing} ORDER BY rowid`,
  ),
  outgoingContent: value(
    bytes,
    (sha256: string) => sql`SELECT content FROM outgoing_packet WHERE sha256 = ${sha256}`,
  ),
  keepOutgoing: change(
    (one: Omit<OutgoingPacket, 'size'>, content: Buffer) => sql`
      INSERT INTO outgoing_packet (pairing, stream, seq, file, sha256, messages, made_at, content)
      VALUES (${one.pairing}, ${one.stream}, ${one.seq}, ${one.file}, ${one.sha256}, ${one.messages},
        ${one.madeAt}, ${content})`,
  ),
  dropArrived: change(
    (pairing: string, name: string, seq: number) => sql`
      DELETE FROM outgoing_packet WHERE pairing = ${pairing} AND stream = ${name} AND seq <= ${seq}`,
  ),
  dropOtherStreams: change(
    (pairing: string, name: string) =>
      sql`DELETE FROM outgoing_packet WHERE pairing = ${pairing} AND stream <> ${name}`,
  ),

  current: rows(
    current,
    (personId: number) => sql`
      SELECT person_id AS personId, type, about, id, rev, at, body, digest FROM current_message
      WHERE person_id = ${personId} ORDER BY rev`,
  ),
  setCurrent: change(
    (to: CurrentMessage) => sql`
      INSERT INTO current_message (person_id, type, about, id, rev, at, body, digest)
      VALUES (${to.personId}, ${to.type}, ${to.about}, ${to.id}, ${to.rev}, ${to.at}, ${to.body}, ${to.digest})
      ON CONFLICT DO UPDATE SET id = excluded.id, rev = excluded.rev, at = excluded.at,
        body = excluded.body, digest = excluded.digest`,
  ),
  dropCurrent: change(
    (personId: number, type: string, about: string) => sql`
      DELETE FROM current_message WHERE person_id = ${personId} AND type = ${type} AND about = ${about}`,
  ),
  sent: rows(
    sent,
    (pairing: string) =>
      sql`SELECT type, about, id, stream, seq FROM sent_message WHERE pairing = ${pairing}`,
  ),
  noteSent: change(
    (pairing: string, one: RowOf<typeof sent>) => sql`
      INSERT INTO sent_message (pairing, type, about, id, stream, seq)
      VALUES (${pairing}, ${one.type}, ${one.about}, ${one.id}, ${one.stream}, ${one.seq})
      ON CONFLICT DO UPDATE SET id = excluded.id, stream = excluded.stream, seq = excluded.seq`,
  ),
  forgetSent: change((pairing: string) => sql`DELETE FROM sent_message WHERE pairing = ${pairing}`),
  sentAttachments: values(
    text,
    (pairing: string) => sql`SELECT sha256 FROM sent_attachment WHERE pairing = ${pairing}`,
  ),
  noteSentAttachment: change(
    (pairing: string, sha256: string) =>
      sql`INSERT OR IGNORE INTO sent_attachment (pairing, sha256) VALUES (${pairing}, ${sha256})`,
  ),
  forgetSentAttachments: change(
    (pairing: string) => sql`DELETE FROM sent_attachment WHERE pairing = ${pairing}`,
  ),

  message: row(takenMessage, (id: string) => sql`${MESSAGES} WHERE id = ${id}`),
  /** The highest revision that is known of what a sender says about something. */
  knownRev: value(
    optional(whole),
    (pairing: string, type: string, about: string) => sql`
      SELECT max(rev) FROM taken_message
      WHERE pairing = ${pairing} AND type = ${type} AND about = ${about} AND is_before_restore = 0`,
  ),
  takeMessage: change(
    (one: TakenMessage) => sql`
      INSERT INTO taken_message (id, pairing, type, about, rev, at, taken_at, status, code, message, details, body)
      VALUES (${one.id}, ${one.pairing}, ${one.type}, ${one.about}, ${one.rev}, ${one.at}, ${one.takenAt},
        ${one.status}, ${one.code}, ${one.message}, ${one.details}, ${one.body})`,
  ),
  forgetRevs: change(
    (pairing: string) =>
      sql`UPDATE taken_message SET is_before_restore = 1 WHERE pairing = ${pairing}`,
  ),
  messagesOf: rows(
    takenMessage,
    (pairing: string) => sql`${MESSAGES} WHERE pairing = ${pairing} ORDER BY rowid`,
  ),
  /** What the office said last about each thing, in a person's book. */
  told: rows(
    takenMessage,
    (type: string) => sql`
      ${MESSAGES} WHERE type = ${type} AND body IS NOT NULL AND status = 'taken'
        AND is_before_restore = 0 AND rowid = (SELECT max(rowid) FROM taken_message AS newer
          WHERE newer.type = taken_message.type AND newer.about = taken_message.about
            AND newer.status = 'taken' AND newer.body IS NOT NULL)
      ORDER BY about`,
  ),

  seen: row(takenPacket, (sha256: string) => sql`${PACKETS} WHERE sha256 = ${sha256}`),
  ofNumber: row(
    takenPacket,
    (pairing: string, name: string, seq: number) => sql`
      ${PACKETS} WHERE pairing = ${pairing} AND stream = ${name} AND seq = ${seq} AND status = 'taken'`,
  ),
  history: rows(
    takenPacket,
    (isRefusedOnly: boolean) => sql`
      ${PACKETS} WHERE ${isRefusedOnly ? 1 : 0} = 0 OR status = 'refused' ORDER BY id DESC LIMIT 2000`,
  ),
  note: change(
    (one: TakenPacket) => sql`
      INSERT INTO taken_packet (sha256, file, packet, pairing, stream, seq, status, code, message, details, at)
      VALUES (${one.sha256}, ${one.file}, ${one.packet}, ${one.pairing}, ${one.stream}, ${one.seq},
        ${one.status}, ${one.code}, ${one.message}, ${one.details}, ${one.at})
      ON CONFLICT (sha256) DO UPDATE SET packet = excluded.packet, pairing = excluded.pairing,
        stream = excluded.stream, seq = excluded.seq, status = excluded.status, code = excluded.code,
        message = excluded.message, details = excluded.details, at = excluded.at`,
  ),
  held: rows(
    held,
    () => sql`
      SELECT sha256, file, pairing, stream, seq, code, at FROM held_packet ORDER BY pairing, stream, seq, rowid`,
  ),
  heldOf: sole(
    whole,
    (pairing: string) => sql`SELECT count(*) FROM held_packet WHERE pairing = ${pairing}`,
  ),
  isHeld: sole(
    flag,
    (sha256: string) => sql`SELECT EXISTS (SELECT 1 FROM held_packet WHERE sha256 = ${sha256})`,
  ),
  heldContent: value(
    bytes,
    (sha256: string) => sql`SELECT content FROM held_packet WHERE sha256 = ${sha256}`,
  ),
  hold: change(
    (one: HeldPacket, content: Buffer) => sql`
      INSERT INTO held_packet (sha256, file, pairing, stream, seq, code, at, content)
      VALUES (${one.sha256}, ${one.file}, ${one.pairing}, ${one.stream}, ${one.seq}, ${one.code},
        ${one.at}, ${content})
      ON CONFLICT DO UPDATE SET code = excluded.code`,
  ),
  release: change((sha256: string) => sql`DELETE FROM held_packet WHERE sha256 = ${sha256}`),

  isFileKnown: sole(
    flag,
    (name: string, size: number, changedMs: number) => sql`
      SELECT EXISTS (SELECT 1 FROM folder_file
        WHERE name = ${name} AND size = ${size} AND changed_ms = ${changedMs})`,
  ),
  knowFile: change(
    (name: string, size: number, changedMs: number) => sql`
      INSERT INTO folder_file (name, size, changed_ms) VALUES (${name}, ${size}, ${changedMs})
      ON CONFLICT DO UPDATE SET size = excluded.size, changed_ms = excluded.changed_ms`,
  ),
  forgetFiles: change(() => sql`DELETE FROM folder_file`),

  keepAttachment: change(
    (pairing: string, sha256: string, file: string, at: string, content: Buffer) => sql`
      INSERT OR IGNORE INTO kept_attachment (pairing, sha256, file, at, content)
      VALUES (${pairing}, ${sha256}, ${file}, ${at}, ${content})`,
  ),
  attachment: row(
    { file: text, content: bytes },
    (pairing: string, sha256: string) => sql`
      SELECT file, content FROM kept_attachment WHERE pairing = ${pairing} AND sha256 = ${sha256}`,
  ),
  dropAttachment: change(
    (pairing: string, sha256: string) =>
      sql`DELETE FROM kept_attachment WHERE pairing = ${pairing} AND sha256 = ${sha256}`,
  ),
  dropAttachmentsBefore: change(
    (instant: string) => sql`DELETE FROM kept_attachment WHERE at < ${instant}`,
  ),
  dropPairing: change((pairing: string) => sql`DELETE FROM held_packet WHERE pairing = ${pairing}`),
};
