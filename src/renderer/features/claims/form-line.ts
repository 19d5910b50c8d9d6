import type {
  ClaimDoc,
  ClaimLineDraft,
  ReadReceipt,
  ReceiptSource,
} from '../../../contract/claims.ts';
import { isIsoDay } from '../../../core/calendar.ts';
import { microText, parseMicro } from '../../../core/money.ts';

export type FormReceipt = { readonly name: string; readonly source: ReceiptSource };

/** A line as it is typed: every field a text. */
export type FormLine = {
  readonly key: string;
  readonly day: string;
  readonly tool: string;
  readonly vendor: string;
  readonly number: string;
  readonly purpose: string;
  readonly amount: string;
  readonly currency: string;
  readonly share: string;
  readonly tax: string;
  readonly taxRate: string;
  readonly inCompanyName: boolean;
  readonly from: string;
  readonly to: string;
  readonly receipts: readonly FormReceipt[];
};

let lastKey = 0;

export function emptyLine(currency: string): FormLine {
  lastKey += 1;
  return {
    key: String(lastKey),
    day: '',
    tool: '',
    vendor: '',
    number: '',
    purpose: '',
    amount: '',
    currency,
    share: '100',
    tax: '',
    taxRate: '',
    inCompanyName: false,
    from: '',
    to: '',
    receipts: [],
  };
}

/** Whether nothing was typed into it yet. */
export const isEmptyLine = (line: FormLine): boolean =>
  [line.day, line.tool, line.vendor, line.amount, line.purpose].every((text) => text === '') &&
  line.receipts.length === 0;

/** The line of a receipt, with what could be read of it; what a person has typed stays. */
export function withReceipt(line: FormLine, receipt: FormReceipt, read: ReadReceipt): FormLine {
  const { fields } = read;
  return {
    ...line,
    day: line.day || (fields.day ?? ''),
    tool: line.tool || (fields.tool ?? ''),
    vendor: line.vendor || (fields.vendor ?? ''),
    number: line.number || (fields.invoiceNumber ?? ''),
    amount: line.amount || (fields.amount?.amount ?? ''),
    currency: line.amount ? line.currency : (fields.amount?.currency ?? line.currency),
    from: line.from || (fields.periodStart ?? ''),
    to: line.to || (fields.periodEnd ?? ''),
    receipts: [...line.receipts, receipt],
  };
}

export function linesFromClaim(claim: ClaimDoc): FormLine[] {
  return claim.lines.map((line) => ({
    ...emptyLine(line.amount.currency),
    day: line.day,
    tool: line.tool ?? '',
    vendor: line.vendor ?? '',
    number: line.invoiceNumber ?? '',
    purpose: line.purpose,
    amount: line.amount.amount,
    share: line.workPercent,
    tax: line.tax?.amount ?? '',
    taxRate: line.taxRate ?? '',
    inCompanyName: line.inCompanyName,
    from: line.periodStart ?? '',
    to: line.periodEnd ?? '',
    receipts: line.receipts.map(({ sha256, file }) => ({ name: file, source: { sha256 } })),
  }));
}

/** The line as the contract takes it; `null` while something needed is missing or no figure. */
export function draftOf(line: FormLine): ClaimLineDraft | null {
  const amountMicro = parseMicro(line.amount);
  const isWhole =
    isIsoDay(line.day) &&
    amountMicro !== null &&
    amountMicro > 0n &&
    /^[A-Za-z]{3}$/.test(line.currency.trim()) &&
    (line.tool.trim() !== '' || line.vendor.trim() !== '') &&
    (line.from === '') === (line.to === '') &&
    (line.tax === '') === (line.taxRate === '') &&
    [line.tax, line.taxRate].every((text) => text === '' || parseMicro(text) !== null);
  if (!isWhole || amountMicro === null) return null;
  return {
    day: line.day,
    tool: line.tool.trim() || null,
    vendor: line.vendor.trim() || null,
    invoiceNumber: line.number.trim() || null,
    purpose: line.purpose.trim(),
    amount: { amount: microText(amountMicro), currency: line.currency.trim().toUpperCase() },
    workPercent: line.share.replace(',', '.').replace('%', '').trim() || '100',
    periodStart: line.from || null,
    periodEnd: line.to || null,
    tax: line.tax || null,
    taxRate: line.taxRate || null,
    inCompanyName: line.inCompanyName,
    receipts: line.receipts.map(({ source }) => source),
  };
}
