import fc from 'fast-check';
import type { Entry, EntryLine, LedgerDocument } from '../../../../src/core/ledger/entry.ts';
import type { LedgerMonth } from '../../../../src/core/ledger/ledger-month.ts';
import type { BookedTaxLine, TaxKind } from '../../../../src/core/ledger/tax-line.ts';
import type { Vendor } from '../../../../src/core/ledger/vendor.ts';
import { allocate } from '../../../../src/core/money.ts';

export const cents = (text: string): bigint => BigInt(text.replace(/[.,]/g, '')) * 10_000n;

export const vendorOf = (change: Partial<Vendor> = {}): Vendor => ({
  name: 'Anthropic',
  legalName: 'Anthropic, PBC',
  country: 'US',
  vatId: null,
  creditor: '70001',
  expense: null,
  taxKey: null,
  termsDays: 14,
  ...change,
});

export const lineOf = (change: Partial<EntryLine>): EntryLine => ({
  role: 'expense',
  account: { code: '6837', name: 'AI tools' },
  baseMicro: 0n,
  amountMicro: 0n,
  text: '',
  costCentre: null,
  tool: null,
  taxLine: null,
  tax: null,
  service: null,
  ...change,
});

const documentOf = (change: Partial<LedgerDocument>): LedgerDocument =>
  ({
    id: 'invoice-1',
    kind: 'invoice',
    account: 'Anthropic main',
    vendor: vendorOf(),
    person: null,
    number: 'INV-77',
    issueDay: '2026-06-30',
    due: '2026-07-14',
    service: { from: '2026-06-01', to: '2026-06-30' },
    postingMonth: '2026-06',
    currency: 'EUR',
    netMicro: 0n,
    taxMicro: 0n,
    grossMicro: 0n,
    baseCurrency: 'EUR',
    baseNetMicro: 0n,
    baseTaxMicro: 0n,
    baseGrossMicro: 0n,
    baseRecoverableMicro: 0n,
    rate: '1',
    perBase: '1',
    taxLines: [],
    shares: [],
    creditsMicro: 0n,
    baseCreditsMicro: 0n,
    payments: [],
    sha256: null,
    attachments: 1,
    ...change,
  }) as LedgerDocument;

export const entryOf = (change: Partial<Entry>): Entry => {
  const document = change.document === undefined ? documentOf({}) : change.document;
  return {
    key: change.number ?? 'entry',
    number: '202606-0001',
    month: '2026-06',
    day: '2026-06-30',
    kind: 'invoice',
    account: null,
    vendor: document?.vendor ?? null,
    person: null,
    text: 'Anthropic INV-77 2026-06',
    baseCurrency: 'EUR',
    currency: document?.currency ?? 'EUR',
    lines: [],
    due: document?.due ?? null,
    service: document?.service ?? null,
    corrects: null,
    reference: null,
    attachments: 1,
    ...change,
    document,
  } as Entry;
};

type Cost = {
  readonly code: string;
  readonly base: bigint;
  readonly own?: bigint;
  readonly role?: 'expense' | 'prepaid' | 'credits';
  readonly costCentre?: string;
};

type Bill = {
  readonly kind?: TaxKind;
  readonly rate?: string;
  readonly recoverable?: string;
  readonly costs: readonly Cost[];
  /** Recoverable tax, printed or self-assessed, in base and in the document's currency. */
  readonly tax?: bigint;
  readonly ownTax?: bigint;
  /** The buyer's own tax that is owed (reverse charge). */
  readonly out?: bigint;
  readonly document?: Partial<LedgerDocument>;
  readonly entry?: Partial<Entry>;
};

/** An invoice's entry from what it costs and its tax; credit notes have all amounts below zero. */
export function billOf(bill: Bill): Entry {
  const { kind = 'domestic', rate = '19', recoverable = '100', costs, tax = 0n, out = 0n } = bill;
  const ofTax = { taxLine: 1, tax: { kind, rate, recoverable } } as const;
  const document = documentOf(bill.document ?? {});
  const isReverse = kind === 'reverse-charge';
  const ownTax = bill.ownTax ?? (isReverse && document.currency !== 'EUR' ? 0n : tax);
  const ownOut = document.currency === 'EUR' ? out : 0n;
  const lines = [
    ...costs.map(({ code, base, own = base, role = 'expense', costCentre = null }) =>
      lineOf({
        ...{ role, costCentre, baseMicro: base, amountMicro: own, ...ofTax },
        account: { code, name: `Account ${code}` },
      }),
    ),
    lineOf({
      ...{ role: isReverse ? 'reverse-charge-in' : 'input-tax', ...ofTax },
      ...{ account: { code: '1406', name: 'Input tax' }, baseMicro: tax, amountMicro: ownTax },
    }),
    lineOf({
      ...{ role: 'reverse-charge-out', ...ofTax },
      ...{ account: { code: '3837', name: 'Output tax' }, baseMicro: -out, amountMicro: -ownOut },
    }),
  ].filter(({ baseMicro }) => baseMicro !== 0n);
  const sum = (by: 'baseMicro' | 'amountMicro') => lines.reduce((all, one) => all + one[by], 0n);
  return entryOf({
    document: { ...document, grossMicro: sum('amountMicro'), baseGrossMicro: sum('baseMicro') },
    ...bill.entry,
    lines: [
      ...lines,
      lineOf({
        ...{ role: 'vendors', account: { code: '3300', name: 'Vendors' } },
        ...{ baseMicro: -sum('baseMicro'), amountMicro: -sum('amountMicro') },
      }),
    ],
  });
}

export const monthOf = (
  entries: readonly Entry[],
  change: Partial<LedgerMonth> = {},
): LedgerMonth =>
  ({
    month: '2026-06',
    currency: 'EUR',
    pack: 'DE-SKR04',
    company: 'Beispiel GmbH',
    accounts: { expense: { code: '6837', name: 'AI tools' } },
    entries,
    documents: [],
    vendors: [],
    trialBalance: [],
    payablesMicro: 0n,
    claimsMicro: 0n,
    reconciliation: { expenseMicro: 0n, totalMicro: 0n, parts: [] },
    proposed: [],
    ...change,
  }) as LedgerMonth;

export const taxLineOf = (change: Partial<BookedTaxLine>): BookedTaxLine =>
  ({
    kind: 'domestic',
    rate: '19',
    netMicro: 0n,
    taxMicro: 0n,
    recoverable: '100',
    place: 1,
    baseNetMicro: 0n,
    baseTaxMicro: 0n,
    baseSelfAssessedMicro: 0n,
    baseRecoverableMicro: 0n,
    shares: [],
    ...change,
  }) as BookedTaxLine;

export { documentOf };

const cost = fc.record({
  code: fc.constantFrom('6837', '6838', '1900', '1300'),
  weight: fc.bigInt({ min: 1n, max: 10_000n }),
  costCentre: fc.option(fc.constantFrom('Vertrieb', 'R&D; "Süd"', '研发'), { nil: undefined }),
});

/** Random invoices and credit notes in euros: several ledger accounts, rates, recoverable shares, odd names. */
export const randomBill: fc.Arbitrary<Entry> = fc
  .record({
    costs: fc.array(cost, { minLength: 1, maxLength: 6 }),
    net: fc.bigInt({ min: 1n, max: 9_999_999n }),
    kind: fc.constantFrom<TaxKind>('domestic', 'reverse-charge', 'exempt', 'not-recoverable'),
    rate: fc.constantFrom('19', '7', '16'),
    recoverable: fc.constantFrom('100', '0', '50', '33.3'),
    isNote: fc.boolean(),
    number: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=1+1', 'RE.10/7', '发票-9', ''),
    ),
    name: fc.string({ unit: 'grapheme', minLength: 1 }),
  })
  .map(({ costs, net, kind, rate, recoverable, isNote, number, name }) => {
    const sign = isNote ? -1n : 1n;
    const rateCents = BigInt(rate);
    const whole = kind === 'exempt' ? 0n : (net * rateCents * 2n + 100n) / 200n;
    const share = kind === 'not-recoverable' ? 0n : BigInt(Math.round(Number(recoverable) * 10));
    const back = (whole * share) / 1000n;
    const total = net + whole - back;
    const weights = allocate(
      total,
      costs.map(({ weight }) => weight),
    );
    return billOf({
      kind,
      rate,
      recoverable: kind === 'not-recoverable' ? '0' : recoverable,
      costs: costs.map(({ code, costCentre }, index) => ({
        code,
        base: sign * (weights[index] ?? 0n) * 10_000n,
        ...(costCentre ? { costCentre } : {}),
      })),
      tax: sign * back * 10_000n,
      out: kind === 'reverse-charge' ? sign * whole * 10_000n : 0n,
      document: { number, vendor: vendorOf({ name, legalName: name }) },
      entry: { kind: isNote ? 'credit-note' : 'invoice', text: `${name} ${number}` },
    });
  });
