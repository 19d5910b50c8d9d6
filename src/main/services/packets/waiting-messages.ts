import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type {
  packetsAnswers,
  packetsSend,
  packetsWaiting,
  WaitingMessage,
} from '../../../contract/packets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { originalPath } from '../../book/originals.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import type { Context } from '../context.ts';
import { digestOf, type MessageDraft } from './current-messages.ts';
import { ownPerson } from './installation.ts';
import { personMessages } from './person-messages.ts';
import { receiptsOf } from './plan-packets.ts';
import { result } from './told-shapes.ts';

/** What would leave with the next sending, without anything being numbered or noted. */
export function waitingMessages(
  context: Context,
  { without = [] }: InputOf<typeof packetsWaiting> = {},
): OutputOf<typeof packetsWaiting> {
  const office = officeOf(context);
  const drafts = (office ? pendingDrafts(context, office) : []).filter(
    ({ type }) => !without.some((one) => one === type),
  );
  const sent = new Set(office ? context.book.packets.sentAttachments(office.installation) : []);
  const messages = drafts.map(({ type, about, body }): WaitingMessage => {
    const receipts = receiptsOf(type, body).filter(({ sha256 }) => !sent.has(sha256));
    return { type, about, body: { ...body }, receipts: receipts.map(sized(context)) };
  });
  const digest = createHash('sha256').update(JSON.stringify(messages)).digest('hex');
  return { digest, messages };
}

/** The office, unless it revoked this book. */
function officeOf({ book }: Context): HeldPairing | undefined {
  return book.pairings.all().find(({ state }) => state !== 'revoked');
}

function pendingDrafts(context: Context, { installation }: HeldPairing): MessageDraft[] {
  const { packets } = context.book;
  const person = ownPerson(context.book);
  const key = ({ type, about }: { type: string; about: string }) => `${type}\n${about}`;
  const standing = new Map(packets.current(person.id).map((one) => [key(one), one]));
  const told = new Map(packets.sent(installation).map((one) => [key(one), one.id]));
  return personMessages(context, person).filter((draft) => {
    const held = standing.get(key(draft));
    if (held?.digest !== digestOf(draft.news ?? draft.body)) return true;
    return told.get(key(draft)) !== held.id;
  });
}

const sized =
  ({ book }: Context) =>
  ({ sha256, file, mediaType }: ReturnType<typeof receiptsOf>[number]) => ({
    sha256,
    file,
    bytes: sizeOf(originalPath(book.file, sha256, mediaType)),
  });

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0; // of another computer: the office has it, and it does not go again
  }
}

/** Refuses to send what the person has not seen. */
export function refuseUnseen(
  context: Context,
  { seen, without }: Pick<InputOf<typeof packetsSend>, 'seen' | 'without'>,
): void {
  if (seen === undefined || waitingMessages(context, { without }).digest === seen) return;
  throw new Failure(
    'packets_changed',
    'Something changed since you looked at what goes to the office. Look at it again; nothing was sent.',
  );
}

/** What the office answered to what stands as it was sent, where it could not take it as it was meant. */
export function listAnswers(context: Context): OutputOf<typeof packetsAnswers> {
  const { packets } = context.book;
  const standing = new Map(
    packets.current(ownPerson(context.book).id).map((one) => [one.id, one] as const),
  );
  return {
    answers: packets.told('result').flatMap(({ body, at }) => {
      const said = result.safeParse(JSON.parse(body ?? '{}')).data;
      const one = standing.get(said?.of ?? '');
      return one === undefined
        ? []
        : {
            type: one.type,
            about: one.about,
            status: said?.status ?? '',
            code: said?.code ?? null,
            message: said?.message ?? null,
            details: said?.details ?? null,
            at,
          };
    }),
  };
}
