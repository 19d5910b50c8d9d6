import { addMonths, monthOf, monthRange } from '../../../core/calendar.ts';
import { moneyText } from '../../../core/money.ts';
import { personRows } from '../../book/erasing/person-rows.ts';
import { topUpDocs } from '../allowances/list-top-ups.ts';
import { bankAccounts } from '../claims/bank-details.ts';
import { ClaimDocuments } from '../claims/claim-documents.ts';
import { ClaimFacts } from '../claims/claim-facts.ts';
import { closedVerdictsById } from '../close/frozen-month.ts';
import { bookMonths } from '../company/company.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { type HeldPerson, personShape } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { monthVerdictsOf } from '../verdict/month-verdicts.ts';

/** The newest entries of the audit log that name a person. */
const ENTRIES = 5000;

/**
 * Everything in the book that stands under a person: profile with what they cost, bank details,
 * identities, plans, charges by month, claims with their steps, requests, output, the installations
 * paired, the entries of the audit log that name them, and all of it once more table by table as it stands.
 * Whether verdicts exist is said, shared or not.
 */
export function heldAbout(context: Context, person: HeldPerson): Record<string, unknown> {
  const { book } = context;
  const facts = new ClaimFacts(context);
  const documents = new ClaimDocuments(facts, new Map());
  const own = facts.claims.filter(({ personId }) => personId === person.id);
  const requests = new Set(
    book.topUps
      .all()
      .filter(({ personId }) => personId === person.id)
      .map(({ id }) => id),
  );
  const isOwn = (email: string | null): boolean =>
    email?.toLowerCase() === person.email.toLowerCase();
  const account = bankAccounts(context).get(person.id);
  return {
    madeAt: context.now(),
    company: settingOf(context, 'company.name'),
    person: {
      ...personShape(person),
      start: person.startDay,
      end: person.endDay,
      monthlyCost:
        person.monthlyCostMicro === null
          ? null
          : moneyText(person.monthlyCostMicro, person.costCurrency ?? baseCurrency(context)),
    },
    bank: account ?? null,
    identities: book.identities
      .carried()
      .filter(({ personId }) => personId === person.id)
      .map(({ key }) => key),
    subscriptions: book.subscriptions
      .all()
      .filter(({ personId }) => personId === person.id)
      .map((plan) => ({
        tool: plan.tool,
        start: plan.startDay,
        end: plan.endDay,
        price: moneyText(plan.priceMicro, plan.currency),
        cadence: plan.cadence,
      })),
    charges: chargesOf(context, person),
    claims: own.map((held) => {
      const { findings, ...doc } = documents.of(held, 'claimant');
      return { ...doc, findings: findings.map((one) => ({ ...one, other: null })) };
    }),
    topUps: topUpDocs(context, ({ id }) => requests.has(id)).map(
      ({ poolRest: _, fromPool: __, beyondPool: ___, ...doc }) => doc,
    ),
    output: book.output.items('0000-01-01', '9999-12-31', person.email, 1_000_000),
    nothingFinished: book.output
      .nothingFinished()
      .filter(({ personId }) => personId === person.id)
      .map(({ month }) => month),
    installations: book.pairings
      .all()
      .filter(({ personId }) => personId === person.id)
      .map(({ device, state, joinedAt, revokedAt }) => ({ device, state, joinedAt, revokedAt })),
    access: book.access
      .all()
      .filter(({ email }) => isOwn(email))
      .map(({ level, team, fromAt, toAt }) => ({ level, team, from: fromAt, to: toAt })),
    verdicts: {
      ...verdictsOf(context, person),
      shared: settingOf(context, 'share.verdicts') === 'on',
    },
    audit: book.trail
      .newest([person.email], null, ENTRIES)
      .map(({ id, at, who, action, subject, detail }) => ({
        id,
        at,
        who,
        action,
        subject,
        detail: isOwn(subject) || isOwn(who) ? (JSON.parse(detail) as unknown) : null,
      })),
    rows: personRows(book, person),
  };
}

/** Whether there is a verdict on the person's seat: the closed months that hold one, and the one that the book tells now. */
function verdictsOf(
  context: Context,
  { id }: HeldPerson,
): { readonly exist: boolean; readonly closedMonths: string[]; readonly now: string | null } {
  const { book } = context;
  const isOne = (verdict: string | undefined): boolean =>
    verdict !== undefined && verdict !== 'no data';
  const closedMonths = book.closures
    .months()
    .filter((month) => isOne(closedVerdictsById(book, month)?.byPerson.get(id)?.verdict));
  const month = addMonths(monthOf(context.today()), -1);
  const live = bookMonths(book) !== null && !book.closures.isClosed(month);
  const told = live
    ? monthVerdictsOf(context, new SpendReader(context), month).byPerson.get(id)?.verdict
    : undefined;
  const now = isOne(told) ? month : null;
  return { exist: closedMonths.length > 0 || now !== null, closedMonths, now };
}

/** What the person's seat was charged, by month, source, tool and model. */
function chargesOf(context: Context, person: HeldPerson): Record<string, unknown>[] {
  const span = bookMonths(context.book);
  if (!span) return [];
  const reader = new SpendReader(context);
  const currency = baseCurrency(context);
  return monthRange(span.from, span.to).flatMap((month) =>
    reader
      .month(month)
      .filter(({ carrierId }) => carrierId === person.id)
      .map((cell) => ({
        month,
        source: cell.source,
        tool: cell.tool,
        model: cell.model,
        amount: moneyText(cell.baseMicro, currency),
      })),
  );
}
