import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ExportContent } from '../../../../src/core/close/export-content.ts';
import type { LedgerDocument } from '../../../../src/core/ledger/entry.ts';
import { writeFocus14 } from '../../../../src/main/exports/focus-1-4.ts';
import { chargeOf } from '../export-samples.ts';
import { cents, documentOf, entryOf, monthOf, taxLineOf, vendorOf } from './sample-entries.ts';

type Row = Readonly<Record<string, string>>;

function focus(change: Partial<ExportContent>): Row[] {
  const content = { month: '2026-06', currency: 'EUR', claims: [], ...change } as ExportContent;
  return parse(writeFocus14([content]).bytes, { columns: true });
}
const sum = (rows: readonly Row[], column: string): bigint =>
  rows.reduce((all, row) => all + cents(row[column] ?? ''), 0n);
const only = (rows: readonly Row[], number: string): Row[] =>
  rows.filter((row) => row['InvoiceId'] === number);

const bill = (change: Partial<LedgerDocument>): LedgerDocument =>
  documentOf({
    account: 'Cursor',
    vendor: vendorOf({ name: 'Anysphere', legalName: 'Anysphere Inc' }),
    number: 'Y-1',
    netMicro: cents('300.00'),
    taxLines: [taxLineOf({ netMicro: cents('300.00'), taxMicro: cents('57.00') })],
    ...change,
  });
const charge = (amount: string, change = {}) =>
  chargeOf({
    account: 'Cursor',
    invoiceNumber: 'Y-1',
    amountMicro: cents(amount),
    baseMicro: cents(amount),
    currency: 'EUR',
    baseCurrency: 'EUR',
    ...change,
  });
const ledger = (documents: readonly LedgerDocument[], month = '2026-06') =>
  monthOf([], { month, documents });

describe('writeFocus14', () => {
  it('bills an invoice’s gross under its number: charges, what is left, and a row per printed tax line', () => {
    const charges = [charge('280.00'), charge('12.50', { source: 'invoice-variance' })];
    const rows = focus({ charges, ledger: ledger([bill({})]) });
    expect(sum(only(rows, 'Y-1'), 'BilledCost')).toBe(cents('357.00'));
    expect(sum(rows, 'EffectiveCost')).toBe(cents('292.50'));
    expect(
      rows.map((row) => [row['ChargeCategory'], row['BilledCost'], row['InvoiceDetailId']]),
    ).toEqual([
      ['Usage', '280.00', 'Y-1/1'],
      ['Adjustment', '12.50', 'Y-1/2'],
      ['Adjustment', '7.50', 'Y-1/3'],
      ['Tax', '57.00', 'Y-1/T1'],
    ]);
    expect(rows.every((row) => row['InvoiceIssuerName'] === 'Anysphere Inc')).toBe(true);
    expect(rows.at(-1)).toMatchObject({
      PricingQuantity: '',
      EffectiveCost: '0.00',
      HostProviderName: 'Not Applicable',
    });
  });

  it('leaves what no invoice bills in its month, whatever receipts without a number stand beside it', () => {
    const receipt = documentOf({
      ...{ kind: 'claim', account: null, number: null },
      service: { from: '2026-06-13', to: '2026-06-13' },
    });
    const entries = [entryOf({ kind: 'claim', document: receipt, lines: [] })];
    const [row] = focus({
      charges: [charge('31.20', { invoiceNumber: null })],
      ledger: monthOf(entries, { month: '2026-06', documents: [] }),
    });
    expect(row).toMatchObject({
      ...{ InvoiceId: '', BilledCost: '31.20', BillingPeriodStart: '2026-06-01T00:00:00Z' },
      BillingPeriodEnd: '2026-07-01T00:00:00Z',
    });
  });

  it('bills a year at once over its term, and its months as use that costs nothing more', () => {
    const document = bill({ service: { from: '2026-06-16', to: '2027-06-15' } });
    const june = focus({
      charges: [charge('12.33', { source: 'invoice-variance' })],
      ledger: ledger([document]),
    });
    expect(june).toMatchObject([
      {
        ChargeCategory: 'Usage',
        BilledCost: '0.00',
        EffectiveCost: '12.33',
        ChargePeriodStart: '2026-06-16T00:00:00Z',
        ChargePeriodEnd: '2026-07-01T00:00:00Z',
      },
      {
        ChargeCategory: 'Purchase',
        BilledCost: '300.00',
        EffectiveCost: '0.00',
        ChargePeriodStart: '2026-06-16T00:00:00Z',
        ChargePeriodEnd: '2027-06-16T00:00:00Z',
        PricingQuantity: '1',
      },
      { ChargeCategory: 'Tax', BilledCost: '57.00' },
    ]);
    const release = entryOf({ kind: 'release', month: '2026-07', document });
    const july = focus({
      month: '2026-07',
      charges: [
        charge('25.48', {
          source: 'invoice-variance',
          day: '2026-07-31',
          lastDay: '2026-07-31',
          month: '2026-07',
        }),
      ],
      ledger: monthOf([release], { month: '2026-07' }),
    });
    expect(july).toMatchObject([
      {
        ChargeCategory: 'Usage',
        BilledCost: '0.00',
        EffectiveCost: '25.48',
        InvoiceId: 'Y-1',
        InvoiceIssuerName: 'Anysphere Inc',
        ChargePeriodStart: '2026-07-01T00:00:00Z',
      },
    ]);
  });

  it('keeps the buyer’s own tax out of every cost', () => {
    const document = bill({
      taxLines: [
        taxLineOf({
          kind: 'reverse-charge',
          netMicro: cents('300.00'),
          baseSelfAssessedMicro: cents('57.00'),
        }),
      ],
    });
    const rows = focus({ charges: [charge('300.00')], ledger: ledger([document]) });
    expect(rows).toMatchObject([{ BilledCost: '300.00', x_SelfAssessedTax: '57.00' }]);
  });

  it('names no provider or publisher any more, and has the columns that are new', () => {
    const [row = {}] = focus({ charges: [charge('1.00', { invoiceNumber: null })], ledger: null });
    const names = Object.keys(row);
    expect(names).not.toContain('ProviderName');
    expect(names).not.toContain('PublisherName');
    expect(names).toEqual(
      expect.arrayContaining([
        'ServiceProviderName',
        'HostProviderName',
        'InvoiceDetailId',
        'AllocatedMethodId',
        'ContractApplied',
        'CommitmentProgramEligibilityDetails',
      ]),
    );
    expect(row).toMatchObject({ InvoiceId: '', InvoiceDetailId: '', BilledCost: '1.00' });
  });
});
