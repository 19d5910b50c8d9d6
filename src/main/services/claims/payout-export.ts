import { addMonths, type IsoMonth, monthOf } from '../../../core/calendar.ts';
import type { Claim } from '../../../core/claims/claim.ts';
import type { ExportPerson, PayoutExportRow } from '../../../core/close/export-rows.ts';
import { divideHalfEven, type Micro } from '../../../core/money.ts';
import { frozenPayouts } from '../close/frozen-month.ts';
import type { Context } from '../context.ts';
import { byName } from '../people/people.ts';
import { ClaimFacts } from './claim-facts.ts';

/**
 * The month's transfers for claims and those that came back, by day, then by person. One that is
 * dated in a month which was closed without it stands in the first month that is open after it.
 */
export function payoutExportRows(context: Context, month: IsoMonth): PayoutExportRow[] {
  return payoutsByMonth(context).get(month) ?? [];
}

/** The same of every month that is open. */
export function payoutsByMonth(context: Context): ReadonlyMap<IsoMonth, PayoutExportRow[]> {
  const facts = new ClaimFacts(context);
  const closed = new Set(facts.closedMonths);
  const frozen = new Set(
    facts.closedMonths.flatMap((one) => (frozenPayouts(context.book, one) ?? []).flatMap(keysOf)),
  );
  const monthFor = (row: PayoutExportRow): IsoMonth => {
    let own = monthOf(row.day);
    while (closed.has(own)) own = addMonths(own, 1);
    return own;
  };
  const rows = facts.claims
    .flatMap(({ claim, personId }) => {
      const held = facts.people.get(personId);
      if (!held) return [];
      const { name, email, role, team } = held;
      return movementsOf(claim, { name, email, role, team }, facts.base);
    })
    .filter((row) => !keysOf(row).some((key) => frozen.has(key)));
  const inOrder = byName(context.book);
  const months = [...Map.groupBy(rows, monthFor)].map(([month, own]) => {
    const transfers = byTransfer(own).sort((a, b) =>
      a.day < b.day ? -1 : a.day > b.day ? 1 : inOrder(a.person, b.person),
    );
    return [month, transfers] as const;
  });
  return new Map(months);
}

/** One key for each claim that a row is about: a transfer may settle several. */
const keysOf = ({ claimId, reference, currency, kind }: PayoutExportRow): string[] =>
  claimId.split(' ').map((claim) => JSON.stringify([claim, reference, currency, kind]));

/** Puts together what went to, or came back from, one person in one transfer. */
function byTransfer(rows: readonly PayoutExportRow[]): PayoutExportRow[] {
  const transfers = new Map<string, PayoutExportRow>();
  for (const row of rows) {
    const { day, person, reference, currency, kind } = row;
    const key = JSON.stringify([day, person.email, reference, currency, kind]);
    const before = transfers.get(key);
    const whole = before && {
      ...row,
      claimId: `${before.claimId} ${row.claimId}`,
      amountMicro: before.amountMicro + row.amountMicro,
      baseMicro: before.baseMicro + row.baseMicro,
    };
    transfers.set(key, whole ?? row);
  }
  return [...transfers.values()];
}

function movementsOf(claim: Claim, person: ExportPerson, baseCurrency: string): PayoutExportRow[] {
  return claim.payments.flatMap(({ day, reference, amountMicro, currency, failed }) => {
    const baseMicro = baseOf(claim, amountMicro, currency);
    const about = { person, claimId: claim.id, reference, currency, baseCurrency };
    const paid = { ...about, day, kind: 'payment' as const, amountMicro, baseMicro };
    const cameBack = claim.history.find(
      (step) => step.kind === 'payment failed' && step.reference === reference,
    );
    if (!failed || !cameBack) return [paid];
    return [
      paid,
      {
        ...about,
        day: cameBack.at.slice(0, 10),
        kind: 'returned' as const,
        amountMicro: -amountMicro,
        baseMicro: -baseMicro,
      },
    ];
  });
}

/** What the approved lines paid in a currency came to in base currency, or the payment's part of it. */
function baseOf({ approved }: Claim, amountMicro: Micro, currency: string): Micro {
  const own = approved.filter(({ payableCurrency }) => payableCurrency === currency);
  const whole = own.reduce((sum, one) => sum + one.payableMicro, 0n);
  const base = own.reduce((sum, one) => sum + one.baseMicro, 0n);
  return whole === amountMicro || whole === 0n ? base : divideHalfEven(base * amountMicro, whole);
}
