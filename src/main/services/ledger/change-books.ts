import type { InvoiceDoc, invoicesPaid, invoicesTax } from '../../../contract/invoices.ts';
import type { InputOf } from '../../../contract/request.ts';
import { isIsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { minorUnitMicro } from '../../../core/invoices/minor-unit.ts';
import { isPercent } from '../../../core/ledger/ledger-text.ts';
import { printedAmounts } from '../../../core/ledger/propose-tax.ts';
import type { TaxLine } from '../../../core/ledger/tax-line.ts';
import { type Micro, microText, parseMicro } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { repostAround } from '../invoices/change-invoice.ts';
import { docOf, invoiceNamed } from '../invoices/invoice-docs.ts';
import type { HeldInvoice } from '../invoices/invoice-store.ts';

/**
 * Gives an invoice's tax by rate and the month it is booked in. Together the lines have to be what it prints
 * (`tax_lines_off`); a line that is none is `tax_line_refused`.
 */
export function setInvoiceTax(context: Context, input: InputOf<typeof invoicesTax>): InvoiceDoc {
  const { book } = context;
  return book.transaction(() => {
    const invoice = invoiceNamed(context, input.id);
    const lines = input.lines?.map((line) => taxLine(line, context));
    if (lines && lines.length > 0) refuseOff(invoice, lines);
    if (lines) {
      book.ledger.removeTaxLines(invoice.id);
      for (const [index, line] of lines.entries()) {
        book.ledger.addTaxLine(invoice.id, index + 1, line);
      }
    }
    if (input.postingMonth !== undefined) {
      book.invoices.setPostingMonth(invoice.id, input.postingMonth || null);
    }
    const after = invoiceNamed(context, input.id);
    repostAround(context, [after]);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set invoice tax',
      subject: `invoice ${invoice.id}`,
      detail: {
        lines: input.lines ?? null,
        postingMonth: { before: invoice.postingMonth, after: after.postingMonth },
      },
    });
    return docOf(context, after);
  });
}

type LineInput = NonNullable<InputOf<typeof invoicesTax>['lines']>[number];

function taxLine({ kind, rate, net, tax, recoverable }: LineInput, context: Context): TaxLine {
  const plain = rate.replace('%', '').trim();
  const [netMicro, taxMicro] = [parseMicro(net), parseMicro(tax)];
  const proposed =
    kind === 'sales-tax' ||
    kind === 'not-recoverable' ||
    settingOf(context, 'tax.recoverable') === 'off'
      ? '0'
      : '100';
  const share = recoverable?.replace('%', '').trim() || proposed;
  const isUntaxed = kind === 'reverse-charge' || kind === 'exempt';
  if (
    netMicro === null ||
    taxMicro === null ||
    !isPercent(plain) ||
    !isPercent(share) ||
    (isUntaxed && taxMicro !== 0n)
  ) {
    throw new Failure(
      'tax_line_refused',
      `A tax line is its kind, rate, net and printed tax, such as domestic, 19, 300.00 and 57.00; reverse charge and exempt print no tax: not "${[kind, rate, net, tax].join(':')}".`,
      { value: [kind, rate, net, tax].join(':') },
    );
  }
  return { kind, rate: plain, netMicro, taxMicro, recoverable: share };
}

function refuseOff({ draft, id }: HeldInvoice, lines: readonly TaxLine[]): void {
  const printed = printedAmounts(draft);
  const sum = (of: (line: TaxLine) => Micro): Micro =>
    lines.reduce((all, one) => all + of(one), 0n);
  const net = sum((line) => line.netMicro);
  const tax = sum((line) => line.taxMicro);
  if (net === printed.netMicro && tax === printed.taxMicro) return;
  const details = {
    id,
    net: microText(net),
    tax: microText(tax),
    printedNet: microText(printed.netMicro),
    printedTax: microText(printed.taxMicro),
  };
  throw new Failure(
    'tax_lines_off',
    `The lines come to ${details.net} net and ${details.tax} tax, the invoice prints ${details.printedNet} and ${details.printedTax}. Correct the lines, or the invoice with "invoices mend".`,
    details,
  );
}

/** Notes a payment as the bank statement has it. In another currency its amount in base is asked (`payment_base_missing`, `payment_signs_differ`). */
export function notePayment(
  context: Context,
  { id, date, amount, base, fee, reference }: InputOf<typeof invoicesPaid>,
): InvoiceDoc {
  const { book } = context;
  return book.transaction(() => {
    const invoice = invoiceNamed(context, id);
    const currency = invoice.draft.currency?.value;
    if (invoice.status !== 'posted' || !currency) {
      throw new Failure(
        'invoice_not_posted',
        `Invoice ${id} is not posted yet. Confirm it first.`,
        { id },
      );
    }
    if (!isIsoDay(date)) {
      throw new Failure('day_refused', `A day is written as 2026-06-30, not "${date}".`, {
        value: date,
      });
    }
    const inBase = baseCurrency(context);
    const amountMicro = typed(amount, currency);
    if (base === undefined && currency !== inBase) {
      throw new Failure(
        'payment_base_missing',
        `Say what the bank statement has in ${inBase}: no rate is guessed.`,
        { currency: inBase },
      );
    }
    const baseMicro = base === undefined ? amountMicro : typed(base, inBase);
    if (amountMicro === 0n) throw typedWrong(amount);
    if (baseMicro < 0n !== amountMicro < 0n) {
      throw new Failure(
        'payment_signs_differ',
        `One of "${amount}" and "${base}" is below zero. What came back is below zero in both, what was paid above.`,
        { amount, base: base ?? '' },
      );
    }
    const payment = {
      day: date,
      amountMicro,
      baseMicro,
      feeMicro: fee === undefined ? 0n : typed(fee, inBase),
      reference: reference || null,
    };
    book.ledger.addPayment(id, payment, { at: context.now(), who: context.who });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'note payment',
      subject: `invoice ${id}`,
      detail: {
        date,
        amount,
        base: microText(baseMicro),
        fee: fee ?? null,
        reference: reference ?? null,
      },
    });
    return docOf(context, invoiceNamed(context, id));
  });
}

function typed(text: string, currency: string): Micro {
  const micro = parseMicro(text);
  if (micro !== null && micro % minorUnitMicro(currency) === 0n) return micro;
  throw typedWrong(text);
}

const typedWrong = (text: string): Failure =>
  new Failure('amount_typed_wrong', `An amount is written as 1234.56, not "${text}".`, {
    value: text,
  });
