import { randomUUID } from 'node:crypto';
import { audit } from '../../book/audit.ts';
import type { HeldStream } from '../../book/stores/packets.ts';
import { readMarks, type SentMarks, writeMarks } from '../../packets/sent-marks.ts';
import type { Context } from '../context.ts';
import { ownInstallation } from './installation.ts';

type Begin = HeldStream['begin'];

/** The stream that a pairing's next packet goes into. */
export function outgoingStream(context: Context, pairing: string): HeldStream {
  const { packets } = context.book;
  return packets.stream(pairing, 'out') ?? beginStream(context, pairing, 'first');
}

/** Begins a stream anew: everything that stands is told once more in it, and nothing of the one before is sent again. */
export function beginStream(context: Context, pairing: string, begin: Begin): HeldStream {
  const { book } = context;
  const own = ownInstallation(context);
  const marks = readMarks(context.settingsFolder, own.uuid);
  const seconds = Math.floor(Date.parse(context.now()) / 1000);
  const epoch = Math.max(own.epoch + 1, marks.epoch + 1, seconds);
  const made = { stream: randomUUID(), begin, epoch };
  book.pairings.setCounts(own.rev, epoch);
  book.packets.beginStream(pairing, 'out', made);
  book.packets.dropOtherStreams(pairing, made.stream);
  book.packets.forgetSent(pairing);
  book.packets.forgetSentAttachments(pairing);
  return { ...made, seq: 0, acked: 0 };
}

/**
 * Finds out whether this book is behind what was sent from here: then it was put back from a copy. It
 * begins new streams, gives no revision twice, and revokes again what was revoked.
 */
export function mendPutBack(context: Context): boolean {
  const { book } = context;
  const own = ownInstallation(context);
  const marks = readMarks(context.settingsFolder, own.uuid);
  const behind = book.pairings.all().filter(({ installation }) => {
    const mark = marks.sent[installation];
    if (mark === undefined) return false;
    const out = book.packets.stream(installation, 'out');
    return out?.stream !== mark.stream
      ? !book.packets.streamNames(installation, 'out').includes(mark.stream)
      : out.seq < mark.seq;
  });
  const toRevoke = book.pairings
    .all()
    .filter(({ installation, state }) => state !== 'revoked' && installation in marks.revoked);
  if (behind.length === 0 && toRevoke.length === 0) return false;
  book.transaction(() => {
    book.pairings.setCounts(Math.max(own.rev, marks.rev), Math.max(own.epoch, marks.epoch));
    for (const { installation } of behind) beginStream(context, installation, 'restored');
    for (const { installation } of toRevoke) {
      const before = marks.revoked[installation];
      if (before) book.pairings.revoke(installation, before.at, before.reason);
    }
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'packets: book was put back',
      subject: own.uuid,
      detail: {
        newStreams: behind.map(({ installation }) => installation),
        revokedAgain: toRevoke.map(({ installation }) => installation),
      },
    });
  });
  return behind.length > 0;
}

/** Notes beside the book how far it has sent; called when that is in the book, before a packet leaves. */
export function noteMarks(context: Context): void {
  const { book } = context;
  const own = ownInstallation(context);
  const before = readMarks(context.settingsFolder, own.uuid);
  const sent: Record<string, SentMarks['sent'][string]> = { ...before.sent };
  const revoked: Record<string, SentMarks['revoked'][string]> = { ...before.revoked };
  for (const { installation, state, revokedAt, revokeReason } of book.pairings.all()) {
    const out = book.packets.stream(installation, 'out');
    if (out) sent[installation] = { stream: out.stream, seq: out.seq };
    if (state === 'revoked')
      revoked[installation] = { at: revokedAt ?? '', reason: revokeReason ?? '' };
  }
  const rev = Math.max(before.rev, own.rev);
  writeMarks(context.settingsFolder, own.uuid, {
    rev,
    epoch: Math.max(before.epoch, own.epoch),
    run: before.run || randomUUID(),
    sent,
    revoked,
  });
}
