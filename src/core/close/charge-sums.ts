import type { Entry } from '../ledger/entry.ts';
import { allocate, type Micro } from '../money.ts';
import type { ExportContent } from './export-content.ts';
import type { ChargeExportRow } from './export-rows.ts';

export const CHARGE_KEYS = [
  'person',
  'team',
  'vendor',
  'tool',
  'account-code',
  'cost-centre',
] as const;
export type ChargeKey = (typeof CHARGE_KEYS)[number];

/** Charges that share a name: how many, what they come to, and the recoverable tax of their documents. */
export type ChargeSum = {
  /** `null`: those that have none. */
  readonly name: string | null;
  readonly count: number;
  /** How many of them wait for a rate; their amounts are in no sum. */
  readonly waiting: number;
  readonly micro: Micro;
  readonly taxMicro: Micro;
};

type Row = {
  readonly names: Readonly<Record<ChargeKey, string | null>>;
  /** Tells two people of one name apart. */
  readonly email: string | null;
  readonly isCharge: boolean;
  readonly baseMicro: Micro | null;
  readonly taxMicro: Micro;
};

/**
 * A month's charges added up by one key, in the order of the names, those without one last. Recoverable tax
 * of the documents booked in the month goes with their charges, in proportion; what no charge stands for, to
 * the document's own vendor, tool and ledger account. So all sums of tax add up to the month's input tax.
 */
export function chargeSums(content: ExportContent, by: ChargeKey): ChargeSum[] {
  const sums = new Map<string, ChargeSum>();
  for (const row of rowsOf(content)) {
    const name = row.names[by];
    const place = name ?? '\u{10ffff}';
    const key = by === 'person' ? `${place}\u0000${row.email ?? ''}` : place;
    const sum = sums.get(key) ?? { name, count: 0, waiting: 0, micro: 0n, taxMicro: 0n };
    sums.set(key, {
      name,
      count: sum.count + (row.isCharge ? 1 : 0),
      waiting: sum.waiting + (row.isCharge && row.baseMicro === null ? 1 : 0),
      micro: sum.micro + (row.baseMicro ?? 0n),
      taxMicro: sum.taxMicro + row.taxMicro,
    });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

function rowsOf(content: ExportContent): Row[] {
  const { charges, ledger } = content;
  const vendors = new Map<ChargeExportRow, string>();
  const taxes = new Map<ChargeExportRow, Micro>();
  const rest: Row[] = [];
  for (const entry of ledger?.entries ?? []) {
    if (!BOOKS.has(entry.kind)) continue;
    const own = charges.filter((charge) => isOf(charge, entry));
    const name = entry.vendor?.legalName ?? entry.vendor?.name;
    if (name !== undefined) for (const charge of own) vendors.set(charge, name);
    const taxMicro = recoverableTax(entry);
    if (taxMicro === 0n) continue;
    if (own.length === 0) rest.push(restOf(entry, taxMicro, content));
    const weights = own.map(({ baseMicro }) => sizeOf(baseMicro ?? 0n));
    allocate(taxMicro, weights).forEach((part, index) => {
      const charge = own[index];
      if (charge) taxes.set(charge, (taxes.get(charge) ?? 0n) + part);
    });
  }
  const ofCharges = charges.map(
    (charge): Row => ({
      names: {
        person: charge.person?.name ?? null,
        team: charge.person?.team ?? null,
        vendor:
          vendors.get(charge) ?? claimVendor(charge, content) ?? charge.provider ?? charge.tool,
        tool: charge.tool,
        'account-code': charge.accountCode ?? (content.accounts.expense.code || null),
        'cost-centre': charge.costCentre,
      },
      email: charge.person?.email ?? null,
      isCharge: true,
      baseMicro: charge.baseMicro,
      taxMicro: taxes.get(charge) ?? 0n,
    }),
  );
  return [...ofCharges, ...rest];
}

const BOOKS = new Set(['invoice', 'credit-note', 'claim', 'claim-reversal', 'correction']);
const sizeOf = (micro: Micro): Micro => (micro < 0n ? -micro : micro);

/** Whether a charge is what an entry books: a claim's line, or what an invoice's number stands on. */
function isOf(charge: ChargeExportRow, { person, reference, document }: Entry): boolean {
  if (person !== null) return charge.source === 'claim' && charge.reference === reference;
  if (!document || document.number === null || charge.source === 'claim') return false;
  const isSameAccount =
    document.account === null || (charge.account ?? charge.tool) === document.account;
  return charge.invoiceNumber === document.number && isSameAccount;
}

function claimVendor(charge: ChargeExportRow, { claims }: ExportContent): string | null {
  if (charge.source !== 'claim') return null;
  const line = claims.find(({ claimId, lineId }) => `${claimId}/${lineId}` === charge.reference);
  return line?.vendor ?? null;
}

function recoverableTax({ lines }: Entry): Micro {
  return lines.reduce(
    (sum, { role, baseMicro }) =>
      role === 'input-tax' || role === 'reverse-charge-in' ? sum + baseMicro : sum,
    0n,
  );
}

/** A document's tax without any charge of the month that stands for it. */
function restOf(entry: Entry, taxMicro: Micro, { accounts }: ExportContent): Row {
  const cost = entry.lines.find(({ role }) => ['expense', 'prepaid', 'credits'].includes(role));
  return {
    names: {
      person: entry.person?.name ?? null,
      team: entry.person?.team ?? null,
      vendor: entry.vendor?.legalName ?? entry.vendor?.name ?? null,
      tool: cost?.tool ?? entry.account,
      'account-code': cost?.account.code ?? cost?.account.name ?? (accounts.expense.code || null),
      'cost-centre': cost?.costCentre ?? null,
    },
    email: entry.person?.email ?? null,
    isCharge: false,
    baseMicro: 0n,
    taxMicro,
  };
}
