import { addDays, addMonths, firstDay, type IsoDay } from '../../core/calendar.ts';
import type { ChargeExportRow } from '../../core/close/export-rows.ts';
import { assertNever } from '../../core/failure.ts';
import { plainText, writeCsv } from './csv.ts';
import {
  amountCell,
  codeCell,
  type ExportCell,
  type ExportColumn,
  exportTable,
  numberCell,
  textCell,
} from './export-table.ts';
import { focusColumns } from './focus-columns.ts';

type Kind = {
  readonly category: 'Usage' | 'Purchase' | 'Credit' | 'Adjustment';
  readonly frequency: 'Usage-Based' | 'Recurring' | 'One-Time';
};

/** FOCUS wants a name in some columns that a typed charge does not have. */
export const NOT_NAMED = 'Not named';

/** The first that says anything, without the spaces around it, which FOCUS allows in no text. */
export function text(...values: readonly (string | null)[]): ExportCell {
  const said = values.map((value) => plainText(value ?? '').trim()).find((value) => value !== '');
  return textCell(said ?? null);
}

/** A number that other files know the same document by, without what a spreadsheet runs. */
export function documentCode(value: string | null): ExportCell {
  return codeCell(plainText(value ?? '').trim());
}

export const instant = (day: IsoDay): ExportCell => textCell(`${day}T00:00:00Z`);
const amount = (row: ChargeExportRow): ExportCell => amountCell(row.amountMicro);

const cells: Readonly<Record<string, (row: ChargeExportRow) => ExportCell>> = {
  BilledCost: amount,
  BillingAccountId: (row) => text(row.account, row.source === 'claim' ? 'claims' : 'none'),
  BillingAccountName: (row) => text(row.account),
  BillingCurrency: (row) => textCell(row.currency),
  BillingPeriodEnd: (row) => instant(firstDay(addMonths(row.month, 1))),
  BillingPeriodStart: (row) => instant(firstDay(row.month)),
  ChargeCategory: (row) => textCell(kindOf(row).category),
  ChargeClass: (row) => textCell(row.correctsMonth === null ? null : 'Correction'),
  ChargeDescription: (row) => text(row.description, row.model, row.tool),
  ChargeFrequency: (row) => textCell(kindOf(row).frequency),
  ChargePeriodEnd: (row) => instant(addDays(row.lastDay, 1)),
  ChargePeriodStart: (row) => instant(row.day),
  ConsumedQuantity: (row) => (kindOf(row).category === 'Usage' ? quantity(row)[0] : null),
  ConsumedUnit: (row) => (kindOf(row).category === 'Usage' ? quantity(row)[1] : null),
  ContractedCost: amount,
  EffectiveCost: amount,
  InvoiceId: (row) => documentCode(row.invoiceNumber),
  InvoiceIssuerName: providerName,
  ListCost: (row) => (isPriced(row) ? amountCell(row.listMicro ?? row.amountMicro) : amount(row)),
  PricingQuantity: (row) => (isPriced(row) ? quantity(row)[0] : null),
  PricingUnit: (row) => (isPriced(row) ? quantity(row)[1] : null),
  ProviderName: providerName,
  PublisherName: providerName,
  ServiceCategory: () => textCell('AI and Machine Learning'),
  ServiceName: (row) => text(row.tool, row.account, NOT_NAMED),
  ServiceSubcategory: () => textCell('Generative AI'),
  Tags: (row) => textCell(JSON.stringify(tagsOf(row))),
};

const columns: readonly ExportColumn<ChargeExportRow>[] = [
  ...focusColumns.flatMap(({ name }) => {
    const cell = cells[name];
    return cell ? [{ name, cell }] : [];
  }),
  { name: 'x_BaseCost', cell: (row) => amountCell(row.baseMicro) },
  { name: 'x_BaseCurrency', cell: (row) => textCell(row.baseCurrency) },
  { name: 'x_ChargeSource', cell: (row) => textCell(row.source) },
];

/**
 * Charges as a FOCUS 1.2 cost and usage file (focus.finops.org): every mandatory column, and those
 * of the others that we can fill. Costs are in the currency they were billed in; the company's own
 * stands in `x_` columns, as the specification allows. Who carries a charge is in `Tags`.
 */
export function writeFocus(charges: readonly ChargeExportRow[]): Uint8Array {
  return writeCsv(exportTable(columns, charges), {
    bom: false,
    decimalComma: false,
    isForSoftware: true,
  });
}

function kindOf({ source, amountMicro }: ChargeExportRow): Kind {
  switch (source) {
    case 'usage':
    case 'cost-report':
      return amountMicro < 0n
        ? { category: 'Credit', frequency: 'One-Time' }
        : { category: 'Usage', frequency: 'Usage-Based' };
    case 'subscription':
      return { category: 'Purchase', frequency: 'Recurring' };
    case 'claim':
      return { category: 'Purchase', frequency: 'One-Time' };
    case 'invoice-variance':
    case 'manual':
      return { category: 'Adjustment', frequency: 'One-Time' };
    default:
      return assertNever(source);
  }
}

const isPriced = (row: ChargeExportRow): boolean =>
  kindOf(row).category === 'Usage' || kindOf(row).category === 'Purchase';

/** What was used or bought; a charge that tells no quantity counts as one unit, which FOCUS requires. */
export function quantity(row: ChargeExportRow): readonly [ExportCell, ExportCell] {
  if (kindOf(row).category === 'Usage') {
    if ((row.tokens ?? 0) > 0) return [numberCell(row.tokens), textCell('Tokens')];
    if ((row.requests ?? 0) > 0) return [numberCell(row.requests), textCell('Requests')];
  }
  return [numberCell(1), textCell(row.source === 'subscription' ? 'Licenses' : 'Units')];
}

function providerName(row: ChargeExportRow): ExportCell {
  return text(row.provider, row.tool, row.account, NOT_NAMED);
}

/** Key and value pairs, keys in a fixed order, without those that are not known. */
export function tagsOf(row: ChargeExportRow): Readonly<Record<string, string>> {
  const pairs = {
    person: row.person?.email,
    team: row.person?.team,
    role: row.person?.role,
    model: row.model,
    project: row.project,
    accountCode: row.accountCode,
    corrects: row.correctsMonth,
  };
  return Object.fromEntries(
    Object.entries(pairs).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
}
