import { microText } from '../../../core/money.ts';
import { heldClaims } from '../../book/claim-store.ts';
import { quantityShape } from '../allowances/allowance-shapes.ts';
import { bankAccounts } from '../claims/bank-details.ts';
import { ClaimDocuments } from '../claims/claim-documents.ts';
import { ClaimFacts } from '../claims/claim-facts.ts';
import type { Context } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';
import { ownAssetMessages } from './asset-messages.ts';
import type { MessageDraft } from './current-messages.ts';
import { usageMessages } from './usage-messages.ts';

/**
 * What a person's own book has to tell the office: what was sent off, not what is still being written.
 * Claims that wait for their next sending off stand as they were sent.
 */
export function personMessages(context: Context, person: HeldPerson): MessageDraft[] {
  return [
    ...claimMessages(context),
    ...topUpMessages(context),
    ...outputMessages(context, person),
    ...ownAssetMessages(context, person),
    ...nothingMessages(context, person),
    ...bankMessages(context, person),
    ...heldRequests(context),
    ...usageMessages(context, person),
  ];
}

function claimMessages(context: Context): MessageDraft[] {
  const { book } = context;
  const shared = new Map(book.pairings.itemsOf('claim').map((one) => [one.id, one]));
  const facts = new ClaimFacts(context);
  const documents = new ClaimDocuments(facts, new Map());
  const held = heldClaims(book, (id) => facts.names(id));
  return held.flatMap((one) => {
    const item = shared.get(one.id);
    const last = one.claim.history.at(-1);
    // An edit that was not sent off yet: what was sent off before stands.
    if (!item || !last || (last.kind !== 'submit' && last.kind !== 'withdraw')) return [];
    const wasSent = one.claim.history.some(({ kind }) => kind === 'submit');
    if (!wasSent) return [];
    const { lines } = documents.of(one, 'claimant');
    return {
      type: 'claim',
      about: item.uuid,
      body: {
        state: last.kind === 'submit' ? 'submitted' : 'withdrawn',
        basedOn: item.basedOn,
        lines: lines.map((line) => ({
          line: line.line,
          day: line.day,
          tool: line.tool,
          vendor: line.vendor,
          invoiceNumber: line.invoiceNumber,
          purpose: line.purpose,
          amount: line.amount,
          workPercent: line.workPercent,
          periodStart: line.periodStart,
          periodEnd: line.periodEnd,
          tax: line.tax,
          taxRate: line.taxRate,
          inCompanyName: line.inCompanyName,
          receipts: line.receipts.map((receipt) => ({
            ...receipt,
            pictureHash: book.receipts.one(receipt.sha256)?.pictureHash ?? null,
          })),
        })),
        answer: last.kind === 'submit' ? last.why : null,
        reason: last.kind === 'withdraw' ? last.why : null,
      },
    };
  });
}

function topUpMessages({ book }: Context): MessageDraft[] {
  const shared = new Map(book.pairings.itemsOf('top-up').map((one) => [one.id, one.uuid]));
  return book.topUps.all().flatMap((one) => {
    const uuid = shared.get(one.id);
    if (uuid === undefined) return [];
    const unit =
      one.unit === 'tokens'
        ? ({ unit: 'tokens' } as const)
        : ({ unit: 'money', currency: one.currency ?? '' } as const);
    return {
      type: 'top-up',
      about: uuid,
      body: {
        // What the office decided on it is the office's to tell.
        state: one.state === 'withdrawn' ? 'withdrawn' : 'asked',
        modelClass: one.modelClass,
        cadence: one.cadence,
        unit: one.unit,
        counts: one.purse,
        amount: quantityShape(one.amountMicro, unit),
        reason: one.reason,
        expectedOutput: one.expectedOutput,
        day: one.day,
        permanent: one.isPermanent,
      },
    };
  });
}

const REMOVED = {
  day: null,
  kind: null,
  quantity: '0',
  title: null,
  link: null,
  minutesSaved: null,
  accepter: null,
};

/** Every item, and what became of those that were removed: the office is told that they are gone. */
function outputMessages({ book }: Context, person: HeldPerson): MessageDraft[] {
  const items = book.pairings.itemsOf('output');
  const told = new Map(
    book.packets
      .current(person.id)
      .filter(({ type }) => type === 'output')
      .map((one) => [one.about, one.body]),
  );
  return items.flatMap(({ uuid, id }) => {
    const item = book.output.item(id);
    const before = told.get(uuid);
    if (!item) {
      // What this book does not know to have sent may have left before it was put back from a copy.
      const body = before === undefined ? REMOVED : (JSON.parse(before) as Record<string, unknown>);
      return { type: 'output', about: uuid, body: { ...body, removed: true } };
    }
    return {
      type: 'output',
      about: uuid,
      body: {
        day: item.day,
        kind: item.kind,
        quantity: microText(BigInt(item.quantityMilli) * 1000n),
        title: item.title || null,
        link: item.link || null,
        minutesSaved: item.minutesSaved,
        accepter: null,
        removed: false,
      },
    };
  });
}

function nothingMessages({ book }: Context, person: HeldPerson): MessageDraft[] {
  const ticked = new Set(book.output.nothingFinished().map(({ month }) => month));
  const told = book.packets
    .current(person.id)
    .filter(({ type }) => type === 'nothing-finished')
    .map(({ about }) => about);
  return [...new Set([...told, ...ticked])].sort().map((month) => ({
    type: 'nothing-finished',
    about: month,
    body: { isNothing: ticked.has(month) },
  }));
}

function bankMessages(context: Context, person: HeldPerson): MessageDraft[] {
  const account = bankAccounts(context).get(person.id);
  return account ? [{ type: 'bank', about: 'bank', body: { ...account } }] : [];
}

/** The request to be told everything that is held, each time that it was made. */
function heldRequests({ book }: Context): MessageDraft[] {
  const asked = book.settings.value('packets.held-asked');
  return asked === undefined
    ? []
    : [{ type: 'held-request', about: 'held', body: {}, news: asked }];
}
