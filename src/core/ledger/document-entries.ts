import { type IsoMonth, lastDay, monthOf } from '../calendar.ts';
import { roundShare, splitByWeight } from '../close/round-to-total.ts';
import { minorUnitMicro } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import type { EntryLine, LedgerDocument } from './entry.ts';
import {
  aboutDocument,
  dayWithin,
  documentName,
  entryOf,
  expenseLines,
  isSomething,
  lineOf,
  type NewEntry,
  ofTaxLine,
  roleLine,
} from './entry-lines.ts';
import { type LedgerRules, taxAccount } from './ledger-rules.ts';
import { type LedgerState, takenFromPrepaid } from './ledger-state.ts';
import type { BookedTaxLine } from './tax-line.ts';

/**
 * A document's entry in the month that it is booked in: expense for the months so far, prepaid for later
 * ones, credits bought, tax, and what is owed. Of a credit note all is turned, and prepaid of its months
 * goes first. With prepaid off or below its amount, later months are an expense at once.
 */
export function documentEntry(
  document: LedgerDocument,
  month: IsoMonth,
  state: LedgerState,
  rules: LedgerRules,
  corrects: string | null,
): NewEntry {
  const deferred = deferredByLine(document, month, state, rules);
  const lines = [
    ...document.taxLines.flatMap((line, index) =>
      expenseOfLine(line, document, month, state, rules, deferred[index] ?? NOTHING),
    ),
    ...document.taxLines.flatMap((line, index) =>
      deferredLines(line, deferred[index], document, rules),
    ),
    ...document.taxLines.flatMap((line) => creditLines(line, rules)),
    ...document.taxLines.flatMap((line) => inputTaxLines(line, rules)),
    roleLine(rules, 'vendors', -document.baseGrossMicro, -document.grossMicro, {
      text: documentName(document),
    }),
    ...document.taxLines.flatMap((line) => outputTaxLines(line, rules)),
  ].filter(isSomething);
  const isNote = document.kind === 'credit-note';
  return entryOf({
    ...aboutDocument(document),
    key: corrects === null ? document.id : `${document.id} instead of ${corrects}`,
    month,
    day: dayWithin(document.issueDay, month, lastDay(month)),
    kind: isNote ? 'credit-note' : 'invoice',
    text: forMonth(documentName(document), document, month, rules),
    due: isNote ? null : document.due,
    corrects,
    attachments: document.attachments,
    lines,
  });
}

/** Names the month that a document is from where it is booked in another. */
function forMonth(
  name: string,
  document: LedgerDocument,
  month: IsoMonth,
  { words }: LedgerRules,
): string {
  const own = monthOf(document.issueDay);
  return own === month ? name : words.forMonth(name, own);
}

type Deferred = { readonly baseMicro: Micro; readonly amountMicro: Micro };
const NOTHING: Deferred = { baseMicro: 0n, amountMicro: 0n };

const laterOf = (line: BookedTaxLine, month: IsoMonth): Deferred =>
  line.shares
    .filter((share) => share.month > month)
    .reduce(
      (sum, share) => ({
        baseMicro: sum.baseMicro + share.baseMicro,
        amountMicro: sum.amountMicro + share.amountMicro,
      }),
      NOTHING,
    );

/** What of each tax line goes to prepaid: below zero where a credit note takes it off. */
function deferredByLine(
  document: LedgerDocument,
  month: IsoMonth,
  state: LedgerState,
  { prepaid }: LedgerRules,
): Deferred[] {
  const { taxLines } = document;
  if (document.kind !== 'credit-note') {
    const later = taxLines.map((line) => laterOf(line, month));
    const wholeMicro = later.reduce((sum, { baseMicro }) => sum + baseMicro, 0n);
    return prepaid.isOn && wholeMicro > 0n && wholeMicro >= prepaid.fromMicro
      ? later
      : later.map(() => NOTHING);
  }
  const totals = taxLines.map(({ shares }) => ({
    baseMicro: shares.reduce((sum, { baseMicro }) => sum + baseMicro, 0n),
    amountMicro: shares.reduce((sum, { amountMicro }) => sum + amountMicro, 0n),
  }));
  const whole = -totals.reduce((sum, { baseMicro }) => sum + baseMicro, 0n);
  const taken = takenFromPrepaid(state, document, month, whole).reduce(
    (sum, { baseMicro }) => sum + baseMicro,
    0n,
  );
  const parts = splitByWeight(
    taken,
    totals.map(({ baseMicro }) => -baseMicro),
    minorUnitMicro(document.baseCurrency),
  );
  const unit = minorUnitMicro(document.currency);
  return totals.map(({ baseMicro, amountMicro }, index) => {
    const part = parts[index] ?? 0n;
    return {
      baseMicro: -part,
      amountMicro: part === 0n ? 0n : roundShare(amountMicro, part, -baseMicro, unit),
    };
  });
}

/** A tax line's expense: the months' shares that are not deferred, and the tax on credits that stays. */
function expenseOfLine(
  line: BookedTaxLine,
  document: LedgerDocument,
  month: IsoMonth,
  state: LedgerState,
  rules: LedgerRules,
  deferred: Deferred,
): EntryLine[] {
  const account = document.account ?? '';
  const isNote = document.kind === 'credit-note';
  const isDeferring = deferred.baseMicro !== 0n || deferred.amountMicro !== 0n;
  const rest = { ...NOTHING };
  const now = line.shares.filter((share) => isNote || !isDeferring || share.month <= month);
  const expenses = now.map((share) => ({ ...share, splits: state.splits(account, share.month) }));
  if (isNote && isDeferring) {
    // What is left after prepaid is one expense: it has no months of its own any more.
    for (const { baseMicro, amountMicro } of now) {
      rest.baseMicro += baseMicro;
      rest.amountMicro += amountMicro;
    }
    expenses.length = 0;
    expenses.push({
      month,
      baseMicro: rest.baseMicro - deferred.baseMicro,
      amountMicro: rest.amountMicro - deferred.amountMicro,
      splits: state.splits(account, month),
    });
  }
  if (line.baseCreditsTaxMicro !== 0n || line.creditsTaxMicro !== 0n) {
    expenses.push({
      month,
      baseMicro: line.baseCreditsTaxMicro,
      amountMicro: line.creditsTaxMicro,
      splits: [],
    });
  }
  const currencies = { base: document.baseCurrency, own: document.currency };
  return expenseLines(rules, document.vendor, currencies, expenses, ofTaxLine(line));
}

function deferredLines(
  line: BookedTaxLine,
  deferred: Deferred | undefined,
  document: LedgerDocument,
  rules: LedgerRules,
): EntryLine[] {
  if (!deferred) return [];
  const months = line.shares.map(({ month }) => month);
  const [from = document.postingMonth] = months;
  const to = months.at(-1) ?? from;
  return [
    roleLine(rules, 'prepaid', deferred.baseMicro, deferred.amountMicro, {
      ...ofTaxLine(line),
      text: documentName(document),
      service: { from, to },
    }),
  ];
}

function creditLines(line: BookedTaxLine, rules: LedgerRules): EntryLine[] {
  return [
    roleLine(rules, 'credits', line.baseCreditsMicro, line.creditsMicro, {
      ...ofTaxLine(line),
      text: rules.words.credits,
    }),
  ];
}

/** Recoverable tax: what was printed, or of reverse charge what the buyer works out. */
function inputTaxLines(line: BookedTaxLine, rules: LedgerRules): EntryLine[] {
  const { baseRecoverableMicro: baseMicro, recoverableMicro: amountMicro, kind, rate } = line;
  if (baseMicro === 0n && amountMicro === 0n) return [];
  const role = kind === 'reverse-charge' ? 'reverse-charge-in' : 'input-tax';
  const account = taxAccount(rules, role, rate);
  return [lineOf({ role, account, baseMicro, amountMicro, text: `${rate} %`, ...ofTaxLine(line) })];
}

function outputTaxLines(line: BookedTaxLine, rules: LedgerRules): EntryLine[] {
  const { baseSelfAssessedMicro, selfAssessedMicro, rate } = line;
  if (baseSelfAssessedMicro === 0n && selfAssessedMicro === 0n) return [];
  return [
    lineOf({
      role: 'reverse-charge-out',
      account: taxAccount(rules, 'reverse-charge-out', rate),
      baseMicro: -baseSelfAssessedMicro,
      amountMicro: -selfAssessedMicro,
      text: `${rate} %`,
      ...ofTaxLine(line),
    }),
  ];
}

/** What of accruals a document turns as it is booked: all that stands accrued for its months. */
export function reversalEntries(
  document: LedgerDocument,
  month: IsoMonth,
  state: LedgerState,
  rules: LedgerRules,
): NewEntry[] {
  const { account, shares } = document;
  if (document.kind === 'credit-note' || account === null) return [];
  const unit = minorUnitMicro(document.baseCurrency);
  const sources = [
    { role: 'accrued', sums: state.accrued },
    { role: 'vendors', sums: state.earlier },
  ] as const;
  const lines = sources.flatMap(({ role, sums }) =>
    shares.flatMap((share): EntryLine[] => {
      const held = sums.of(account, share.month);
      const micro = roundShare(held, 1n, 1n, unit);
      if (micro === 0n) return [];
      const service = { from: share.month, to: share.month };
      const expense = { month: share.month, baseMicro: -micro, amountMicro: -micro };
      const splits = state.splits(account, share.month);
      const currencies = { base: document.baseCurrency, own: document.baseCurrency };
      return [
        roleLine(rules, role, micro, micro, { service, text: account }),
        ...expenseLines(rules, document.vendor, currencies, [{ ...expense, splits }], {
          byMonth: true,
        }),
      ];
    }),
  );
  if (lines.length === 0) return [];
  return [
    entryOf({
      ...aboutDocument(document),
      currency: document.baseCurrency,
      key: `accrual turned for ${document.id} ${month}`,
      month,
      day: dayWithin(document.issueDay, month, lastDay(month)),
      kind: 'accrual-reversal',
      text: rules.words.accrualTurned(account, documentName(document)),
      lines,
    }),
  ];
}
