import type { DecisionsDoc, decisionsAdd, decisionsConfirm } from '../../../contract/decisions.ts';
import type { InputOf } from '../../../contract/request.ts';
import { checkLine } from '../../../core/allowances/allowance-line.ts';
import {
  addDays,
  addMonths,
  type IsoDay,
  type IsoMonth,
  monthOf,
  monthRange,
} from '../../../core/calendar.ts';
import {
  changesSpend,
  type Decision,
  decisionRefusal,
  isInScope,
  type MonthSpend,
  type PacePart,
  paceOf,
  spendIn,
} from '../../../core/decisions/decision.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { addLine, endLine } from '../../book/allowance-store.ts';
import { audit } from '../../book/audit.ts';
import { openDaysFrom, signature } from '../allowances/decision.ts';
import { baseCurrency, type Context } from '../context.ts';
import { type HeldPerson, personByEmail } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { judgedSeats } from '../verdict/judged-seats.ts';
import { heldDecisions, seatMonth } from './held-decisions.ts';
import { listDecisions } from './list-decisions.ts';

const PACE_MONTHS = 3;

/** Records what was decided on a seat, with what it cost before and how it was judged. */
export function addDecision(context: Context, input: InputOf<typeof decisionsAdd>): DecisionsDoc {
  const { book } = context;
  const person = personByEmail(book, input.person);
  const day = context.today();
  const from = input.from ?? day;
  const reader = new SpendReader(context);
  const seat = judgedSeats(
    context,
    reader,
    input.month ?? addMonths(monthOf(day), -1),
  ).byPerson.get(person.id);
  book.transaction(() => {
    const others = heldDecisions(book).flatMap(({ row, decision }) =>
      row.personId === person.id ? [decision] : [],
    );
    const said = readSaid(input, from);
    const pace = paceBefore(reader, person, said);
    const paceMicro = pace && spendIn(pace, said.tool, apartFrom(said, others));
    const refused = decisionRefusal({ ...said, why: input.why }, paceMicro, others);
    if (refused) throw refused;
    const allowanceId =
      input.setAllowance && said.toMicro !== null && said.tool === null
        ? setAllowance(context, person, said.toMicro, from, input.why)
        : null;
    const { id } = book.decisions.add({
      day,
      fromDay: from,
      personId: person.id,
      tool: said.tool,
      kind: said.kind,
      toMicro: said.toMicro,
      expectedMicro: said.typedMicro,
      isHandedOn: said.isHandedOn,
      why: input.why.trim(),
      at: context.now(),
      byName: context.who,
      verdict: seat?.verdict ?? null,
      lean: seat?.lean ?? null,
      p: seat?.p ?? null,
      allowanceId,
    });
    for (const { tool, micro } of pace ?? []) book.decisions.addPace(id, tool, micro);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'record decision',
      subject: person.email,
      detail: {
        id,
        kind: said.kind,
        tool: said.tool,
        from,
        to: said.toMicro,
        expected: said.typedMicro,
        handedOn: said.isHandedOn,
        pace: pace ?? [],
        allowance: allowanceId,
        why: input.why.trim(),
      },
    });
  });
  return listDecisions(context, {});
}

type Said = Omit<Decision, 'id' | 'pace' | 'takenBack'>;

function readSaid(input: InputOf<typeof decisionsAdd>, from: IsoDay): Said {
  const { kind } = input;
  const needsTo = kind === 'trim' || kind === 'raise';
  if (needsTo !== (input.to !== undefined)) {
    throw new Failure(
      'decision_to',
      needsTo
        ? 'Say to what amount a month (--to).'
        : 'An amount belongs to a trim or a raise alone. Leave --to out.',
      {},
    );
  }
  const amount = (text: string | undefined): bigint | null =>
    text === undefined ? null : readAmount(text);
  return {
    kind,
    tool: input.tool ?? null,
    from,
    toMicro: amount(input.to),
    typedMicro: kind === 'switch-tool' || kind === 'switch-model' ? amount(input.expected) : null,
    isHandedOn: input.handedOn ?? false,
  };
}

function readAmount(text: string): bigint {
  const micro = parseMicro(text);
  if (micro !== null) return micro;
  throw new Failure(
    'amount_refused',
    `An amount is a number such as 200 or 49.90, not "${text}".`,
    { value: text },
  );
}

/** Of a decision on the seat: the tools with a decision of their own that counts by then. */
function apartFrom(said: Said, others: readonly Decision[]): string[] {
  if (said.tool !== null) return [];
  return others.flatMap((one) =>
    one.tool !== null && one.takenBack === null && one.from <= said.from && changesSpend(one)
      ? [one.tool]
      : [],
  );
}

/** What the scope's tools cost a month before; `null` where it had no charge yet. */
function paceBefore(reader: SpendReader, person: HeldPerson, said: Said): PacePart[] | null {
  const inScope = (month: IsoMonth): MonthSpend => {
    const { byTool, waitsFor } = seatMonth(reader, person.id, month);
    return { month, byTool: byTool.filter(({ tool }) => isInScope(said.tool, tool)), waitsFor };
  };
  const to = addMonths(monthOf(said.from), -1);
  const from = addMonths(to, 1 - PACE_MONTHS);
  const months = monthRange(from, to).map(inScope);
  // What is not known yet is no reason not to note a talk.
  if (!changesSpend(said) && months.some(({ waitsFor }) => waitsFor !== null)) return null;
  const firstDay = reader.firstChargeDays().get(person.id);
  const wasChargedBefore =
    months[0]?.byTool.length === 0 &&
    firstDay !== undefined &&
    monthRange(monthOf(firstDay), addMonths(from, -1)).some(
      (month) => inScope(month).byTool.length > 0,
    );
  return paceOf(months, wasChargedBefore);
}

function setAllowance(
  context: Context,
  person: HeldPerson,
  micro: bigint,
  from: IsoDay,
  why: string,
): number {
  const currency = baseCurrency(context);
  const line = {
    scope: { kind: 'person' as const, person: String(person.id) },
    modelClass: 'all' as const,
    cadence: 'month' as const,
    limit: { unit: 'money' as const, amount: micro, currency },
    atLimit: 'ask' as const,
    informAt: [],
    approver: 'owner' as const,
    carryOverPeriods: 0,
    counts: ['spend' as const],
    from,
    to: null,
    ...signature(context, why),
  };
  const refused = checkLine({ ...line, id: '' }, openDaysFrom(context));
  if (refused) throw refused;
  const id = addLine(context.book, line);
  audit(context.book, {
    at: context.now(),
    who: context.who,
    action: 'set allowance',
    subject: `person:${person.email}`,
    detail: { id, limit: moneyText(micro, currency), cadence: 'month', from, why },
  });
  return Number(id);
}

export const confirmDecision = (
  context: Context,
  input: InputOf<typeof decisionsConfirm>,
): DecisionsDoc => settle(context, input, 'confirm');

/** Takes a decision back from today on; an allowance that was set with it ends the day before. */
export const takeBackDecision = (
  context: Context,
  input: InputOf<typeof decisionsConfirm>,
): DecisionsDoc => settle(context, input, 'take-back');

function settle(
  context: Context,
  { id, why }: InputOf<typeof decisionsConfirm>,
  kind: 'confirm' | 'take-back',
): DecisionsDoc {
  const { book } = context;
  const day = context.today();
  book.transaction(() => {
    const row = book.decisions.all().find((one) => one.id === id);
    if (!row) throw new Failure('decision_missing', `There is no decision ${id}.`, { id });
    if (row.step !== null) {
      throw new Failure(
        'decision_settled',
        `Decision ${id} was ${row.step === 'confirm' ? 'confirmed' : 'taken back'} on ${row.stepDay} already. Record a new decision instead.`,
        { id, day: row.stepDay },
      );
    }
    if (why.trim() === '') {
      throw new Failure('why_missing', 'Say why, in a sentence; nothing was recorded.', {});
    }
    book.decisions.settle(id, kind, { day, why: why.trim(), at: context.now(), by: context.who });
    if (kind === 'take-back' && row.allowanceId !== null) {
      endAllowance(context, String(row.allowanceId), day);
    }
    audit(book, {
      at: context.now(),
      who: context.who,
      action: kind === 'confirm' ? 'confirm decision' : 'take back decision',
      subject: `decision ${id}`,
      detail: { id, day, why: why.trim() },
    });
  });
  return listDecisions(context, {});
}

/** What held in closed months stays; a line that had not begun never will. */
function endAllowance(context: Context, id: string, day: IsoDay): void {
  const first = openDaysFrom(context);
  const to = addDays(day > first ? day : first, -1);
  endLine(context.book, id, to);
  audit(context.book, {
    at: context.now(),
    who: context.who,
    action: 'end allowance',
    subject: `allowance ${id}`,
    detail: { id, after: to },
  });
}
