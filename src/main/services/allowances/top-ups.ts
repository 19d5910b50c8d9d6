import type { topUpAsk, topUpDecide, topUpEnd } from '../../../contract/allowances.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { AllowanceKey, Quantity } from '../../../core/allowances/allowance-line.ts';
import { topUpDraw } from '../../../core/allowances/pool.ts';
import { beforeOpen, topUpRefusal, topUpToEnd } from '../../../core/allowances/top-up-decision.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import { assertNever, Failure } from '../../../core/failure.ts';
import { addEntry } from '../../book/allowance-store.ts';
import { audit } from '../../book/audit.ts';
import type { HeldTopUp } from '../../book/stores/top-ups.ts';
import { deciderNamed, fittingOne } from '../access/holder.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { isPersonBook } from '../packets/installation.ts';
import { type HeldPerson, heldPeople, personByEmail } from '../people/people.ts';
import { AllowanceFacts } from './allowance-facts.ts';
import { quantityShape, readQuantity, unitOf } from './allowance-shapes.ts';
import { chosenAllowance, poolBehind } from './chosen-allowance.ts';
import { openDaysFrom, signature } from './decision.ts';
import { topUpDocs, topUpKey } from './list-top-ups.ts';

/** Asks for more of an allowance, with what it is for and what is to come of it. */
export function askTopUp(
  context: Context,
  input: InputOf<typeof topUpAsk>,
): OutputOf<typeof topUpAsk> {
  const { book } = context;
  if (input.reason === '' || input.expectedOutput === '') {
    throw new Failure(
      'top_up_reason_missing',
      'Say what the top-up is for and what is expected to come of it: whoever decides needs both.',
      {},
    );
  }
  const person = personByEmail(book, input.person);
  const facts = new AllowanceFacts(context);
  const day = input.day ?? facts.known.today;
  refuseClosed(context, day);
  const { key, currency: own } = isPersonBook(book)
    ? ownChoice(context, input)
    : chosenKey(facts, person, day, input);
  const asked = readQuantity(input.amount, key.unit, input.currency ?? own);
  refuseNothing(asked.amount);
  const id = book.transaction(() => {
    const added = book.topUps.ask({
      personId: person.id,
      key,
      currency: asked.unit === 'money' ? asked.currency : null,
      amountMicro: asked.amount,
      reason: input.reason,
      expectedOutput: input.expectedOutput,
      day,
      isPermanent: input.permanent ?? false,
      askedAt: context.now(),
      askedBy: context.who,
    }).id;
    note(context, 'ask for top-up', person, {
      id: added,
      amount: quantityShape(asked.amount, unitOf(asked)),
      ...key,
      day,
      reason: input.reason,
      expectedOutput: input.expectedOutput,
      permanent: input.permanent ?? false,
    });
    return added;
  });
  return only(context, id);
}

/** The allowance that is meant, with its currency. */
function chosenKey(
  facts: AllowanceFacts,
  person: HeldPerson,
  day: IsoDay,
  input: InputOf<typeof topUpAsk>,
): { key: AllowanceKey; currency: string } {
  const { key, line } = chosenAllowance(facts, person, day, input);
  return { key, currency: line.limit.unit === 'money' ? line.limit.currency : '' };
}

/** In a person's own book the limits are the office's: what is not said is by month, of all models, in money. */
function ownChoice(
  context: Context,
  { modelClass = 'all', cadence = 'month', unit = 'money', counts }: InputOf<typeof topUpAsk>,
): { key: AllowanceKey; currency: string } {
  return {
    key: { modelClass, cadence, unit, purse: counts ?? 'spend' },
    currency: baseCurrency(context),
  };
}

/**
 * Approves (in full, in part or with more), rejects or withdraws a request. What is approved is drawn
 * on the team's pool first; beyond it only the owner can approve.
 */
export function decideTopUp(
  asked: Context,
  input: InputOf<typeof topUpDecide>,
): OutputOf<typeof topUpDecide> {
  const context = decidingAs(asked, input);
  const { request, person, facts } = toDecide(context, input);
  switch (input.decision) {
    case 'approve':
      approve(context, facts, person, request, input);
      break;
    case 'reject':
      close(context, person, request, 'rejected', input.as ?? 'owner', input.why ?? '');
      break;
    case 'withdraw':
      close(context, person, request, 'withdrawn', null, input.why ?? '');
      break;
    default:
      assertNever(input.decision);
  }
  return only(context, input.id);
}

/** The context as of the person or holder who decides; whoever withdraws takes back, and decides nothing. */
function decidingAs(context: Context, { decision, by }: InputOf<typeof topUpDecide>): Context {
  if (decision === 'withdraw') return context;
  return { ...context, who: deciderNamed(context, by ?? context.who).name };
}

/** The request that is decided on, after the rules for deciding have been asked. */
function toDecide(
  context: Context,
  { id, decision, as = 'owner', why = '' }: InputOf<typeof topUpDecide>,
): { request: HeldTopUp; person: HeldPerson; facts: AllowanceFacts } {
  const request = context.book.topUps.all().find((one) => one.id === id);
  if (!request) throw new Failure('top_up_missing', `There is no top-up request ${id}.`, { id });
  const facts = new AllowanceFacts(context);
  const person = personOf(facts, request);
  const refused = topUpRefusal(
    { ...request, personNames: [person.name, person.email] },
    { decision, as, by: context.who, why },
    {
      // Once access is set it says who is an owner.
      owners: context.access?.level === 'owner' ? 'none' : ownersOf(context),
      openFrom: openDaysFrom(context),
    },
  );
  if (refused) throw refused;
  return { request, person, facts };
}

/** The company's owners, as the names under which they act. */
function ownersOf(context: Context): string {
  const said = settingOf(context, 'company.owners');
  if (said === 'none') return said;
  const people = heldPeople(context.book);
  return said
    .split(',')
    .map((one) => fittingOne(people, one)?.name ?? one)
    .join(',');
}

function personOf(facts: AllowanceFacts, request: HeldTopUp): HeldPerson {
  const person = facts.people.find(({ id }) => id === request.personId);
  if (!person) throw new Error(`Request ${request.id} is of a person who is not in the book.`);
  return person;
}

function approve(
  context: Context,
  facts: AllowanceFacts,
  person: HeldPerson,
  request: HeldTopUp,
  input: InputOf<typeof topUpDecide>,
): void {
  const { book } = context;
  const as = input.as ?? 'owner';
  const key = topUpKey(request);
  const { line } = chosenAllowance(facts, person, request.day, { ...key, counts: key.purse });
  const granted: Quantity =
    input.amount === undefined
      ? quantityOf(request, request.amountMicro)
      : readQuantity(input.amount, request.unit, request.currency ?? '');
  refuseNothing(granted.amount);
  const behind = poolBehind(facts, person, key, request.day);
  const inPool = behind ? inUnitOf(facts, granted, behind.pool.limit, request.day) : granted.amount;
  const draw = topUpDraw(inPool, behind?.rest ?? null, as, line.approver);
  if (draw instanceof Failure) throw draw;
  const isPermanent = input.permanent ?? request.isPermanent;
  const decided = signature(context, input.why || request.reason);
  book.transaction(() => {
    addEntry(book, {
      kind: 'top-up',
      personId: request.personId,
      key,
      quantity: granted,
      day: request.day,
      isPermanent,
      pool: behind && draw.fromPool > 0n ? { team: behind.pool.team, amount: draw.fromPool } : null,
      requestId: request.id,
      ...decided,
    });
    book.topUps.decide(request.id, {
      state: 'approved',
      at: decided.at,
      by: decided.by,
      as,
      why: input.why ?? '',
      granted: granted.amount,
      fromPool: behind ? draw.fromPool : null,
      beyond: behind ? draw.beyond : null,
    });
    const unit = behind ? unitOf(behind.pool.limit) : unitOf(granted);
    note(context, 'approve top-up', person, {
      id: request.id,
      as,
      amount: quantityShape(granted.amount, unitOf(granted)),
      fromPool: behind ? quantityShape(draw.fromPool, unit) : null,
      beyond: behind ? quantityShape(draw.beyond, unit) : null,
      permanent: isPermanent,
      why: input.why ?? '',
    });
  });
}

function close(
  context: Context,
  person: HeldPerson,
  request: HeldTopUp,
  state: 'rejected' | 'withdrawn',
  as: 'owner' | 'manager' | null,
  why: string,
): void {
  const { book } = context;
  book.transaction(() => {
    const { at, by } = signature(context, why);
    const nothing = { granted: null, fromPool: null, beyond: null };
    book.topUps.decide(request.id, { state, at, by, as, why, ...nothing });
    note(context, state === 'rejected' ? 'reject top-up' : 'withdraw top-up', person, {
      id: request.id,
      why,
    });
  });
}

/** Takes back a permanent top-up: `to` is the last day on which it counts. */
export function endTopUp(
  context: Context,
  { id, to, why = '' }: InputOf<typeof topUpEnd>,
): OutputOf<typeof topUpEnd> {
  const { book } = context;
  const facts = new AllowanceFacts(context);
  const request = book.topUps.all().find((one) => one.id === id);
  const entry = book.topUps.permanent(id);
  const standing = topUpToEnd(id, request && entry ? { ...entry, request } : null, to);
  if (standing instanceof Failure) throw standing;
  book.transaction(() => {
    addEntry(book, {
      kind: 'top-up-end',
      personId: standing.request.personId,
      key: topUpKey(standing.request),
      quantity: quantityOf(
        standing.request,
        standing.request.grantedMicro ?? standing.request.amountMicro,
      ),
      day: to,
      requestId: id,
      endsEntryId: standing.id,
      ...signature(context, why),
    });
    note(context, 'take back top-up', personOf(facts, standing.request), { id, to, why });
  });
  return only(context, id);
}

function quantityOf(request: HeldTopUp, amount: bigint): Quantity {
  return request.unit === 'tokens'
    ? { unit: 'tokens', amount }
    : { unit: 'money', amount, currency: request.currency ?? '' };
}

/** The amount in a pool's unit; refuses while a rate is missing. */
function inUnitOf(facts: AllowanceFacts, granted: Quantity, pool: Quantity, day: IsoDay): bigint {
  if (granted.unit === 'tokens' || pool.unit === 'tokens') return granted.amount;
  const amount = facts.convert(granted.amount, granted.currency, pool.currency, day);
  if (amount !== null) return amount;
  throw new Failure(
    'rate_missing_on',
    `There is no rate from ${granted.currency} to ${pool.currency} on ${day}. Add one first.`,
    { from: granted.currency, to: pool.currency, day },
  );
}

function refuseNothing(amount: bigint): void {
  if (amount > 0n) return;
  throw new Failure('top_up_not_positive', 'A top-up adds something. Type an amount above 0.');
}

export function refuseClosed(context: Context, day: IsoDay): void {
  const refused = beforeOpen(day, openDaysFrom(context));
  if (refused) throw refused;
}

const only = (context: Context, id: number): OutputOf<typeof topUpDecide> => ({
  topUps: topUpDocs(context, (one) => one.id === id),
});

function note(context: Context, action: string, person: HeldPerson, detail: unknown): void {
  audit(context.book, {
    at: context.now(),
    who: context.who,
    action,
    subject: person.email,
    detail,
  });
}
