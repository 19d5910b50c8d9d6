import type { IsoDay } from '../calendar.ts';
import type { Micro } from '../money.ts';

/** Where a value was read: a box on a page (points, origin bottom left), a path in the XML, or typed by a person. */
export type Spot =
  | {
      readonly page: number;
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
    }
  | { readonly path: string }
  | { readonly typed: true };

/** A value read from an invoice, how sure the reader is (0 to 1), and where it stands; `null`: not found. */
export type Field<T> = {
  readonly value: T;
  readonly confidence: number;
  readonly at: Spot;
} | null;

export type InvoiceFormat =
  | 'ubl'
  | 'cii'
  | 'factur-x'
  | 'cn-xml'
  | 'cn-ofd'
  | 'cn-pdf'
  | 'pdf-text'
  | 'image';

export type InvoiceKind = 'invoice' | 'credit-note' | 'receipt';

/** One line, or one allowance or charge of the whole document. Amounts are net of tax unless all lines include it. */
export type InvoiceLine = {
  readonly description: string;
  /** A plain decimal, as printed. */
  readonly quantity: string | null;
  readonly unitMicro: Micro | null;
  readonly amountMicro: Micro;
  readonly periodStart: IsoDay | null;
  readonly periodEnd: IsoDay | null;
  /** Percent as a plain decimal (`19`, `8.875`). */
  readonly taxRate: string | null;
  /** A purchase of credits to be used later: no spend until used (see `invoiceSpend`). */
  readonly isPrepaid: boolean;
  readonly confidence: number;
  readonly at: Spot;
};

/** One rate of the tax that an electronic invoice breaks down. Amounts are signed as the draft's. */
export type StatedTax = {
  /** UNTDID 5305 as EN 16931 uses it: `S`, `AE` (reverse charge), `K`, `E`, `Z`, `G`, `O` … */
  readonly category: string;
  /** Percent as a plain decimal; `null`: none is stated. */
  readonly rate: string | null;
  readonly netMicro: Micro;
  readonly taxMicro: Micro;
};

/** What a document says of its tax in words or by its kind, whatever its figures are. */
export type TaxRemark = 'reverse-charge' | 'not-recoverable';

/**
 * What a reader made of one invoice. Nothing in it is posted before `postable` says so.
 * Amounts are signed from the buyer's side: those of a credit note are negative, whatever sign
 * the document prints.
 */
export type InvoiceDraft = {
  readonly fileName: string;
  /** Of the whole file, lower-case hexadecimal. */
  readonly sha256: string;
  readonly mediaType: string;
  readonly format: InvoiceFormat;
  readonly kind: InvoiceKind;
  readonly vendor: Field<string>;
  /** The template's id, which is the provider's where we have one; `null`: a vendor not known yet. */
  readonly vendorKey: string | null;
  readonly vendorTaxId: Field<string>;
  /** ISO 3166 code of two letters, of the vendor's address. */
  readonly vendorCountry: Field<string>;
  readonly buyer: Field<string>;
  readonly buyerTaxId: Field<string>;
  readonly number: Field<string>;
  readonly issueDay: Field<IsoDay>;
  readonly dueDay: Field<IsoDay>;
  readonly periodStart: Field<IsoDay>;
  readonly periodEnd: Field<IsoDay>;
  readonly currency: Field<string>;
  readonly lines: readonly InvoiceLine[];
  readonly netMicro: Field<Micro>;
  readonly taxMicro: Field<Micro>;
  /** The tax by category and rate, where the document breaks it down. */
  readonly taxBreakdown: readonly StatedTax[];
  readonly taxRemark: TaxRemark | null;
  /** Net plus tax. */
  readonly totalMicro: Field<Micro>;
  /** What is left to pay after prepayments, applied credits and rounding. */
  readonly payableMicro: Field<Micro>;
  /** Credits or prepayments that were set against the total; positive. */
  readonly creditsMicro: Field<Micro>;
  /** Stable codes of what a person should look at, such as `date_order_guessed`. */
  readonly notes: readonly string[];
};

/** What a reader of one format finds; `readInvoice` adds the file's own facts and the vendor's key. */
export type InvoiceContent = Omit<InvoiceDraft, 'fileName' | 'sha256' | 'mediaType' | 'vendorKey'>;

/** Chinese e-invoices say in their title or label whether their tax can be deducted: an ordinary one's cannot. */
export function cnTaxRemark(texts: readonly string[]): TaxRemark | null {
  const has = (word: string): boolean => texts.some((text) => text.includes(word));
  return has('普通发票') && !has('专用发票') ? 'not-recoverable' : null;
}

const REVERSE_CHARGE =
  /\breverse[- ]charge\b|steuerschuldnerschaft des leistungsempf|auto-?liquidation|inversi[oó]n del sujeto pasivo|inversione contabile|btw verlegd|\bomvend(?:t|) (?:betalingspligt|skattskyldighet)|odwrotne obci/iu;

/** What words on a page say of its tax: that the buyer owes it. */
export function pageTaxRemark(texts: readonly string[]): TaxRemark | null {
  return texts.some((text) => REVERSE_CHARGE.test(text)) ? 'reverse-charge' : null;
}

/** A content with nothing in it, to start from. */
export function emptyContent(format: InvoiceFormat): InvoiceContent {
  return {
    format,
    kind: 'invoice',
    vendor: null,
    vendorTaxId: null,
    vendorCountry: null,
    buyer: null,
    buyerTaxId: null,
    number: null,
    issueDay: null,
    dueDay: null,
    periodStart: null,
    periodEnd: null,
    currency: null,
    lines: [],
    netMicro: null,
    taxMicro: null,
    taxBreakdown: [],
    taxRemark: null,
    totalMicro: null,
    payableMicro: null,
    creditsMicro: null,
    notes: [],
  };
}

/** The most that an amount of an invoice can be, in any currency: sums of such amounts still fit a book. */
const MOST_MICRO = 100_000_000_000_000_000n;

/** Whether an amount is above 100,000 million units, which no invoice bills. */
export const isAbsurdAmount = (micro: Micro): boolean => micro > MOST_MICRO || micro < -MOST_MICRO;

/** Whether any amount of an invoice is one that no book can add up. */
export function hasAbsurdAmount(content: InvoiceContent): boolean {
  const { netMicro, taxMicro, totalMicro, payableMicro, creditsMicro, lines } = content;
  const amounts = [netMicro, taxMicro, totalMicro, payableMicro, creditsMicro].map(
    (field) => field?.value ?? 0n,
  );
  for (const line of lines) amounts.push(line.amountMicro, line.unitMicro ?? 0n);
  return amounts.some(isAbsurdAmount);
}

const PREPAID =
  /\b(?:pre-?paid|pre-?payment|top-?up|(?:buy|purchase|add|auto-?recharge|recharge)[a-z -]{0,20}credits?|(?:api|usage|account|one-time|platform) credits?(?: purchase)?|credits? (?:purchase|pack|grant|top-?up)|guthaben(?:aufladung)?|crédits? prépayés?|recarga|tegoed)\b|充值|预付|预存|储值/iu;

/** "OpenRouter Credits", "500 credits": nothing but a name or a number before the word. */
const CREDITS_ALONE = /^(?:[\p{L}\d.,’'+-]+ ){0,3}credits?$/iu;
/** Words that make of credits what was used, not what was bought. */
const USED = /\b(?:us(?:ed|age)|consum\w*|appl(?:ied|y)|expir\w*|overage|unused|refund\w*)\b/iu;

/** Whether a line's words say that it buys credits for later. An applied credit is negative and is none. */
export function isPrepaidLine(description: string, amountMicro: Micro): boolean {
  if (amountMicro <= 0n) return false;
  const words = description.trim();
  return PREPAID.test(words) || (CREDITS_ALONE.test(words) && !USED.test(words));
}

/**
 * Turns the signs of a document that prints a credit note's amounts as positive ones; a bill of less
 * than nothing is a credit note, whatever it calls itself.
 */
export function signedContent(content: InvoiceContent): InvoiceContent {
  const total =
    content.totalMicro?.value ??
    content.netMicro?.value ??
    content.lines.reduce((sum, line) => sum + line.amountMicro, 0n);
  if (total < 0n) return { ...content, kind: 'credit-note' };
  if (content.kind !== 'credit-note' || total === 0n) return content;
  const turned = (field: Field<Micro>): Field<Micro> => field && { ...field, value: -field.value };
  return {
    ...content,
    lines: content.lines.map((line) => ({
      ...line,
      amountMicro: -line.amountMicro,
      isPrepaid: false,
    })),
    netMicro: turned(content.netMicro),
    taxMicro: turned(content.taxMicro),
    taxBreakdown: content.taxBreakdown.map((one) => ({
      ...one,
      netMicro: -one.netMicro,
      taxMicro: -one.taxMicro,
    })),
    totalMicro: turned(content.totalMicro),
    payableMicro: turned(content.payableMicro),
  };
}
