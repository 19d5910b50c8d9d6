import type { ApprovedLine, Claim } from '../../../core/claims/claim.ts';
import type { ClaimLine } from '../../../core/claims/claim-line.ts';
import { roundShare } from '../../../core/close/round-to-total.ts';
import { minorUnitMicro } from '../../../core/invoices/minor-unit.ts';
import type { ClaimCharge } from '../../../core/ledger/claim-entries.ts';
import { bookedDocument } from '../../../core/ledger/document.ts';
import type { LedgerDocument } from '../../../core/ledger/entry.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';
import { claimLineOf } from '../claims/claim-lines.ts';
import { baseCurrency, type Context } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';

/** A month's charges of claims, each with the line that it is for as that is paid; of a closed month without it. */
export function claimCharges(
  context: Context,
  cells: readonly SpendCell[],
  {
    people,
    costCentreOf,
    isClosed,
  }: {
    readonly people: ReadonlyMap<number, HeldPerson>;
    readonly costCentreOf: (team: string | null) => string | null;
    readonly isClosed: boolean;
  },
): ClaimCharge[] {
  if (cells.length === 0) return [];
  const base = baseCurrency(context);
  return cells.flatMap((cell): ClaimCharge[] => {
    const held = cell.carrierId === null ? undefined : people.get(cell.carrierId);
    const reference = cell.reference ?? '';
    if (!held) return [];
    const { name, email, role, team } = held;
    const person = { name, email, role, team };
    const found = isClosed ? null : claimLineOf(context, reference);
    return [
      {
        reference,
        day: cell.day,
        person,
        tool: cell.tool,
        costCentre: costCentreOf(team),
        baseMicro: cell.baseMicro,
        baseCurrency: base,
        document:
          found?.approved && cell.baseMicro >= 0n
            ? claimDocument(found.claim, found.line, found.approved, person, cell.day, base)
            : null,
      },
    ];
  });
}

/** An approved line as it is paid: its tax is recoverable where the receipt is in the company's name. */
function claimDocument(
  claim: Claim,
  line: ClaimLine,
  approved: ApprovedLine,
  person: ClaimCharge['person'],
  day: string,
  base: string,
): LedgerDocument {
  const { payableMicro, payableCurrency, baseMicro, recoverableMicro, recoverableBaseMicro } =
    approved;
  const isTaxed = recoverableMicro !== 0n;
  const document = bookedDocument(
    {
      id: `claim-${claim.id.slice(1)}/${line.id}`,
      kind: 'claim',
      account: null,
      vendor: null,
      person,
      number: line.invoiceNumber,
      issueDay: day,
      due: null,
      covered: { start: line.periodStart ?? day, end: line.periodEnd ?? day },
      parts: [],
      postingMonth: approved.month,
      currency: payableCurrency,
      taxLines: [
        {
          kind: isTaxed ? 'domestic' : 'exempt',
          rate: isTaxed ? (line.taxRate ?? '0') : '0',
          netMicro: payableMicro - recoverableMicro,
          taxMicro: recoverableMicro,
          recoverable: '100',
        },
      ],
      creditsMicro: 0n,
      payments: [],
      sha256: line.receipts[0]?.sha256 ?? null,
      attachments: line.receipts.length,
    },
    base,
    {
      rate: '1',
      perBase: '1',
      inBase: (micro) =>
        micro === recoverableMicro && isTaxed
          ? recoverableBaseMicro
          : roundShare(micro, baseMicro, payableMicro === 0n ? 1n : payableMicro, 1n),
      inBaseRounded: (micro) =>
        micro === payableMicro
          ? baseMicro
          : roundShare(micro, baseMicro, payableMicro, minorUnitMicro(base)),
    },
  );
  return payableCurrency === base ? document : { ...document, ...ratesOf(approved) };
}

/** What the line was converted with, from its two amounts. */
function ratesOf({ payableMicro, baseMicro }: ApprovedLine): { rate: string; perBase: string } {
  return { rate: quotient(baseMicro, payableMicro), perBase: quotient(payableMicro, baseMicro) };
}

function quotient(over: bigint, under: bigint): string {
  if (under === 0n) return '0';
  const digits = roundShare(100_000_000n, over, under, 1n).toString().padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}
