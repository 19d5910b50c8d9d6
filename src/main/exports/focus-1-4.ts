import type { ExportContent } from '../../core/close/export-content.ts';
import { writeCsv } from './csv.ts';
import {
  amountCell,
  type ExportCell,
  type ExportColumn,
  exportTable,
  numberCell,
  textCell,
} from './export-table.ts';
import { documentCode, instant, NOT_NAMED, quantity, tagsOf, text } from './focus.ts';
import { focusColumns } from './focus-columns.ts';
import { type FocusRow, focusRows } from './focus-rows.ts';

/** Gone in 1.4: others stand in their place. */
const GONE = new Set(['ProviderName', 'PublisherName']);

/** New since 1.2, in the specification's order of names; the conditional ones are of no use to us and stay empty. */
const NEW = [
  'AllocatedMethodDetails',
  'AllocatedMethodId',
  'AllocatedResourceId',
  'AllocatedResourceName',
  'AllocatedTags',
  'CommitmentProgramEligibilityDetails',
  'ContractApplied',
  'HostProviderName',
  'InvoiceDetailId',
  'ServiceProviderName',
];
const UNUSED = new Set(NEW.slice(0, 7));

const isPriced = ({ category }: FocusRow): boolean =>
  category === 'Usage' || category === 'Purchase';
const provider = (row: FocusRow): ExportCell => text(row.provider, row.account, NOT_NAMED);

function frequency({ charge, category }: FocusRow): ExportCell {
  if (charge?.source === 'subscription') return textCell('Recurring');
  return textCell(category === 'Usage' ? 'Usage-Based' : 'One-Time');
}

/** A row of a document alone counts as one. */
function count(row: FocusRow): readonly [ExportCell, ExportCell] {
  return row.charge ? quantity(row.charge) : [numberCell(1), textCell('Units')];
}

const cells: Readonly<Record<string, (row: FocusRow) => ExportCell>> = {
  BilledCost: (row) => amountCell(row.billedMicro),
  BillingAccountId: (row) => text(row.account, row.charge?.source === 'claim' ? 'claims' : 'none'),
  BillingAccountName: (row) => text(row.account),
  BillingCurrency: (row) => textCell(row.currency),
  BillingPeriodEnd: (row) => instant(row.billing.end),
  BillingPeriodStart: (row) => instant(row.billing.from),
  ChargeCategory: (row) => textCell(row.category),
  ChargeClass: (row) => textCell(row.charge?.correctsMonth ? 'Correction' : null),
  ChargeDescription: (row) => text(row.description),
  ChargeFrequency: frequency,
  ChargePeriodEnd: (row) => instant(row.period.end),
  ChargePeriodStart: (row) => instant(row.period.from),
  ConsumedQuantity: (row) => (row.category === 'Usage' ? count(row)[0] : null),
  ConsumedUnit: (row) => (row.category === 'Usage' ? count(row)[1] : null),
  ContractedCost: (row) => amountCell(row.charge ? row.effectiveMicro : row.billedMicro),
  EffectiveCost: (row) => amountCell(row.effectiveMicro),
  HostProviderName: (row) =>
    row.category === 'Tax' || row.category === 'Adjustment'
      ? textCell('Not Applicable')
      : provider(row),
  InvoiceDetailId: (row) => documentCode(row.detail),
  InvoiceId: (row) => documentCode(row.invoice),
  InvoiceIssuerName: provider,
  ListCost: (row) =>
    amountCell(row.charge ? (row.charge.listMicro ?? row.effectiveMicro) : row.billedMicro),
  PricingQuantity: (row) => (isPriced(row) ? count(row)[0] : null),
  PricingUnit: (row) => (isPriced(row) ? count(row)[1] : null),
  ServiceCategory: () => textCell('AI and Machine Learning'),
  ServiceName: (row) => text(row.service, row.account, NOT_NAMED),
  ServiceProviderName: provider,
  ServiceSubcategory: () => textCell('Generative AI'),
  Tags: (row) => textCell(JSON.stringify(row.charge ? tagsOf(row.charge) : {})),
};

const names = [
  ...focusColumns.map(({ name }) => name).filter((name) => !GONE.has(name)),
  ...NEW,
].sort();

const columns = (baseCurrency: string): readonly ExportColumn<FocusRow>[] => [
  ...names.flatMap((name) => {
    const cell = cells[name] ?? (UNUSED.has(name) ? () => null : undefined);
    return cell ? [{ name, cell }] : [];
  }),
  { name: 'x_BaseCost', cell: (row) => amountCell(row.baseMicro) },
  { name: 'x_BaseCurrency', cell: () => textCell(baseCurrency) },
  { name: 'x_ChargeSource', cell: (row) => textCell(row.charge?.source ?? 'document') },
  { name: 'x_SelfAssessedTax', cell: (row) => amountCell(row.selfAssessedMicro) },
];

/**
 * Months as a FOCUS 1.4 cost and usage file (focus.finops.org; of its datasets this one alone): every
 * mandatory column, those that we can fill, and the new conditional ones empty. Billed costs add up to
 * documents by invoice, effective ones to the months' charges.
 */
export function writeFocus14(months: readonly ExportContent[]): {
  readonly bytes: Uint8Array;
  readonly rows: number;
} {
  const rows = months.flatMap(focusRows);
  const table = exportTable(columns(months[0]?.currency ?? ''), rows);
  return {
    bytes: writeCsv(table, { bom: false, decimalComma: false, isForSoftware: true }),
    rows: rows.length,
  };
}
