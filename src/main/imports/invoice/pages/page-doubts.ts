import type { InvoiceKind } from '../../../../core/invoices/invoice.ts';
import { labelAt } from '../../../../core/invoices/invoice-labels.ts';
import type { Cell } from '../../../../core/invoices/page-layout.ts';
import { foldText, printedDays } from '../../../../core/invoices/printed-day.ts';
import type { PageText } from './page-text.ts';
import { amountIn, isFigure, type PageTotals } from './page-totals.ts';
import { headerOf } from './table-head.ts';

/**
 * What a page says that keeps it from being posted by itself, as codes of notes: it is no invoice, it
 * names a refund, it names a tax that was not read, or its dates can be read in two ways.
 */
export function pageDoubts(
  page: PageText,
  read: {
    readonly kind: InvoiceKind;
    readonly totals: PageTotals;
    readonly isOrderSettled: boolean;
  },
): string[] {
  return [
    ...(isOtherPaper(page) ? ['not_an_invoice'] : []),
    ...(read.kind !== 'credit-note' && namesRefund(page) ? ['refund_named'] : []),
    ...(read.totals.tax === null && namesTax(page) ? ['tax_not_read'] : []),
    ...(!read.isOrderSettled && hasGuessedDay(page) ? ['date_order_guessed'] : []),
  ];
}

/** Titles of papers that look like invoices, in lower case without accents. */
const OTHER_PAPER =
  /^(?:pro[- ]?forma(?: invoice)?|quot(?:e|ation)|estimate|price offer|order (?:confirmation|summary|acknowledge?ment)|sales order|purchase order|delivery note|packing slip|(?:account )?statement(?: of account)?|account summary|(?:payment |friendly )?reminder|(?:\d\w{0,2} )?(?:overdue|past due) (?:notice|invoice)|dunning (?:letter|notice)|upcoming invoice|draft(?: invoice)?|(?:proforma|pro[- ]forma)[- ]?rechnung|angebot|kostenvoranschlag|auftragsbestatigung|bestellbestatigung|lieferschein|kontoauszug|(?:\d\. |letzte )?(?:mahnung|zahlungserinnerung)|facture pro[- ]?forma|devis|bon de (?:commande|livraison)|confirmation de commande|releve de compte|(?:lettre de )?relance|mise en demeure|presupuesto|pedido|albaran|extracto de cuenta|recordatorio de pago|offerte|orderbevestiging|pakbon|aanmaning|(?:betalings)?herinnering|rekeningoverzicht|preventivo|sollecito di pagamento|estratto conto|报价单|形式发票|订单确认|送货单|对账单|催款(?:函|单|通知))(?:\s*(?:#|no\b|nr\b|n[°ºo]\b|number|nummer)?[\s.:]*[\p{L}\d/-]*\d[\p{L}\d/-]*)?$/u;

/** A title says so: a short text in the upper part of the first page, or one that denies being an invoice. */
function isOtherPaper(page: PageText): boolean {
  const cells = page.rows
    .filter((row) => row.page === 1)
    .slice(0, 25)
    .flatMap((row) => row.cells);
  return (
    cells.some((cell) =>
      OTHER_PAPER.test(
        foldText(cell.text)
          .trim()
          .replace(/[:.!]+$/, ''),
      ),
    ) ||
    page.texts.some((text) =>
      /\b(?:this is not an? (?:tax )?invoice|not a (?:valid )?tax invoice|keine rechnung im sinne)\b/i.test(
        text,
      ),
    )
  );
}

const REFUND =
  /^(?:(?:amount |total )?refunded|refund(?: amount| total)?|erstattet|erstattung(?:sbetrag)?|ruckerstattung|rembourse|(?:montant )?rembours(?:e|ement)|reembols(?:o|ado)|terugbetaald|退款)(?:$|[^\p{L}])/u;

function namesRefund(page: PageText): boolean {
  return page.rows.some((row) => {
    const at = row.cells.findIndex((cell) => REFUND.test(foldText(cell.text).trim()));
    return at >= 0 && row.cells.slice(at).some((cell) => isNotZero(cell, page));
  });
}

function isNotZero(cell: Cell, page: PageText): boolean {
  const amount = amountIn(cell.text, page.decimal);
  return amount?.isMoney === true && amount.micro !== 0n;
}

const TAX_WORD =
  /(?<![\p{L}\d])(?:vat|gst|hst|qst|pst|sales tax|jct|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|iva|btw|moms|mva|增值税|税额|税率)(?!\p{L})/u;
const TAX_NUMBER = /(?:id|nr|no|number|nummer|reg)\b/;
const RATE = /(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?%/;

/** Whether a row speaks of a tax with a rate or an amount above nothing; column heads and tax numbers do not. */
function namesTax(page: PageText): boolean {
  return page.rows.some((row) => {
    if (headerOf(row) !== null) return false;
    return row.cells.some((cell, index) => {
      const text = foldText(cell.text);
      if (text.length > 160 || !TAX_WORD.test(text) || labelAt(cell.text)?.role === 'tax-id')
        return false;
      const rate = RATE.exec(text)?.[1];
      if (rate !== undefined) return /[1-9]/.test(rate);
      if (TAX_NUMBER.test(text)) return false;
      const next = row.cells[index + 1];
      return (
        isNotZero(cell, page) ||
        (next !== undefined && isFigure(next.text) && isNotZero(next, page))
      );
    });
  });
}

function hasGuessedDay(page: PageText): boolean {
  return page.texts.some((text) =>
    printedDays(text, page.order).some((each) => each.isOrderGuessed),
  );
}
