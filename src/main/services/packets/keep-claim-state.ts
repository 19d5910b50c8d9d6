import { invoiceNumberKey } from '../../../core/claims/vendor-match.ts';
import { parseMicro } from '../../../core/money.ts';
import { addClaim } from '../../book/claim-store.ts';
import type { Context } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';
import type { ToldClaim, ToldResult } from './told-shapes.ts';

/**
 * Keeps how a claim stands at the office, and the revision that an answer is then based on. Where
 * something newer waits to be sent from here, that stays what is shown; a claim that is not known here
 * (of another computer, or from before this book was put back) is added.
 */
export function keepClaimState(
  context: Context,
  person: HeldPerson,
  uuid: string,
  rev: number,
  told: ToldClaim,
): void {
  const { book } = context;
  const shared = book.pairings.itemOf('claim', uuid);
  const id = shared?.id ?? addShadow(context, person, uuid, told);
  book.pairings.knowRev(uuid, rev);
  if (shared && isUnsettled(context, person, uuid, id)) return;
  book.claims.setState(id, told.state, null);
}

/** Whether the office has not answered what was sent last, or it was not sent yet. */
function isUnsettled({ book }: Context, person: HeldPerson, uuid: string, id: number): boolean {
  const standing = book.packets
    .current(person.id)
    .find(({ type, about }) => type === 'claim' && about === uuid);
  const steps = book.claims.steps([id]);
  const last = steps.at(-1);
  const isOwnNewer =
    last !== undefined && (last.kind === 'edit' || standing === undefined || last.at > standing.at);
  if (isOwnNewer && last?.kind !== 'edit') return true;
  if (standing === undefined) return false;
  return !hasArrived({ book }, standing.id);
}

/** Whether the other side has acknowledged the packet with a message. */
function hasArrived({ book }: Pick<Context, 'book'>, id: string): boolean {
  return book.pairings.all().some(({ installation }) => {
    const sent = book.packets.sent(installation).find((one) => one.id === id);
    const out = book.packets.stream(installation, 'out');
    return sent !== undefined && out?.stream === sent.stream && out.acked >= sent.seq;
  });
}

function addShadow(context: Context, person: HeldPerson, uuid: string, told: ToldClaim): number {
  const { book } = context;
  const id = addClaim(book, person.id, told.madeAt);
  book.pairings.renameItem('claim', id, uuid);
  addLines(context, id, told);
  return id;
}

function addLines({ book }: Context, id: number, told: Pick<ToldClaim, 'lines' | 'madeAt'>): void {
  for (const { line, amount, tax, receipts, ...rest } of told.lines) {
    const { invoiceNumber } = rest;
    book.claims.addLine(
      {
        ...rest,
        claimId: id,
        lineNo: line,
        amountMicro: parseMicro(amount.amount) ?? 0n,
        currency: amount.currency,
        taxMicro: tax === null ? null : parseMicro(tax.amount),
      },
      invoiceNumber === null ? null : invoiceNumberKey(invoiceNumber),
    );
    for (const { sha256, file, mediaType } of receipts) {
      // The receipt itself lies on the computer that it was sent from, and at the office.
      if (!book.receipts.one(sha256)) {
        book.receipts.keep({
          sha256,
          mediaType,
          bytes: 0,
          pictureHash: null,
          totalMicro: null,
          currency: null,
          at: told.madeAt,
        });
      }
      book.receipts.show(id, line, sha256, file);
    }
  }
}

/** What the office could not take as it was meant: the claim is shown as it stands there, and what was written is kept as a draft. */
export function keepResult(context: Context, person: HeldPerson, { of, status }: ToldResult): void {
  const { book } = context;
  const standing = book.packets.current(person.id).find(({ id }) => id === of);
  if (standing?.type !== 'claim') return;
  const shared = book.pairings.itemOf('claim', standing.about);
  if (!shared) return;
  const told = book.packets.told('claim-state').find(({ about }) => about === standing.about);
  if (status === 'superseded') keepAsDraft(context, person, standing.body);
  if (told?.body) {
    const { state } = JSON.parse(told.body) as { state: ToldClaim['state'] };
    book.claims.setState(shared.id, state, null);
  } else if (status === 'refused') {
    // It never became a claim there: it is a draft again, to be mended and sent once more.
    book.claims.setState(shared.id, 'draft', null);
  }
}

function keepAsDraft(context: Context, person: HeldPerson, body: string): void {
  const { lines } = JSON.parse(body) as Pick<ToldClaim, 'lines'>;
  const madeAt = context.now();
  addLines(context, addClaim(context.book, person.id, madeAt), { lines, madeAt });
}
