import type { InvoiceKind } from '../../../../core/invoices/invoice.ts';
import { behindLabel, labelAt } from '../../../../core/invoices/invoice-labels.ts';
import type { Cell } from '../../../../core/invoices/page-layout.ts';
import { foldText, printedDays } from '../../../../core/invoices/printed-day.ts';
import { namesSeveralInvoices } from './page-number.ts';
import type { PageText } from './page-text.ts';
import { AFTER_TITLE, titleCells } from './page-title.ts';
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
    /** Of the vendor, which may stand before the title: "Amazon Web Services Invoice". */
    readonly names: readonly string[];
  },
): string[] {
  return [
    ...(isOtherPaper(page) || isCancelled(page) ? ['not_an_invoice'] : []),
    ...(isTitled(page, read.names) ? [] : ['title_missing']),
    ...(read.kind !== 'credit-note' && namesSeveralInvoices(page) ? ['several_invoices'] : []),
    ...(read.kind !== 'credit-note' && names(page, REFUND) ? ['refund_named'] : []),
    ...(names(page, EARLIER) ? ['earlier_balance'] : []),
    ...(read.totals.tax === null && namesTax(page) ? ['tax_not_read'] : []),
    ...(hasGuessedDay(page, read.isOrderSettled) ? ['date_order_guessed'] : []),
  ];
}

/** Titles of papers that look like invoices, in lower case without accents. */
const OTHER_PAPER =
  /^(?:pro[- ]?forma(?: invoice)?|quot(?:e|ation)|estimate|price offer|order (?:confirmation|summary|acknowledge?ment)|sales order|purchase order|delivery note|packing slip|(?:account )?statement(?: of account)?|account summary|(?:payment |friendly )?reminder|(?:\d\w{0,2} )?(?:overdue|past due) (?:notice|invoice)|dunning (?:letter|notice)|upcoming invoice|draft(?: invoice)?|(?:proforma|pro[- ]forma)[- ]?rechnung|angebot|kostenvoranschlag|auftragsbestatigung|bestellbestatigung|lieferschein|kontoauszug|(?:\d\. |letzte )?(?:mahnung|zahlungserinnerung)|facture pro[- ]?forma|devis|bon de (?:commande|livraison)|confirmation de commande|releve de compte|(?:lettre de )?relance|mise en demeure|presupuesto|pedido|albaran|extracto de cuenta|recordatorio de pago|offerte|orderbevestiging|pakbon|aanmaning|(?:betalings)?herinnering|rekeningoverzicht|preventivo|sollecito di pagamento|estratto conto|报价单|形式发票|订单确认|送货单|对账单|催款(?:函|单|通知)|見積書|注文書|納品書|督促状|oferta|zamowienie|wezwanie do zapłaty|remittance advice|avis de paiement)(?:\s*(?:#|no\b|nr\b|n[°ºo]\b|number|nummer)?[\s.:]*[\p{L}\d/-]*\d[\p{L}\d/-]*)?$/u;

/** What may stand around the word in a title that says that something is owed or was paid, and no more. */
const BEFORE =
  '(?:(?:tax|vat|gst|sales|commercial|final|original|corrected|monthly|annual|service|customer|payment|purchase|electronic|e|the|your|self[- ]billed|facture|electronique|electronica|endgultige|schluss|abschlags)[\\s-]{0,2})*';
const TITLE_WORDS =
  'invoice|receipt|bill|credit note|credit memo|rechnung|quittung|gutschrift|rechnungskorrektur|stornorechnung|zahlungsbeleg|facture|recu|avoir|note de credit|factura|recibo|abono|nota de credito|factuur|kwitantie|creditnota|creditfactuur|betaalbewijs|fattura|ricevuta|nota di credito|faktura(?: korygujaca)?|fatura|rachunek|lasku|szamla|arve|nota fiscal|tax document';
const TITLE = new RegExp(`^${BEFORE}(?:${TITLE_WORDS})(?: vat)?(?=${AFTER_TITLE})`, 'u');
const HAN_TITLE =
  /^(?!.*(?:对账|报价|見積|见积|催款|草稿|作废|预览|下書き|納品書$))[\u4e00-\u9fff\uac00-\ud7af]{0,8}(?:发票|账单|收据|請求書|領収書|청구서|세금계산서|영수증)(?:[（(].{0,20}[）)])?$/u;

/** Whether a short text above the lines on the first page says that this is an invoice or a receipt. */
function isTitled(page: PageText, names: readonly string[]): boolean {
  const own = names.map((name) => foldText(name));
  return titleCells(page, 40).some((cell) => {
    const text = foldText(cell.text).trim();
    if (text.length > 70) return false;
    const vendor = own.find((name) => text.startsWith(`${name} `));
    const title = vendor === undefined ? text : text.slice(vendor.length + 1);
    // "Invoice number" is a label, not a title.
    return HAN_TITLE.test(text) || (TITLE.test(title) && !isField(cell.text));
  });
}

/** Roles whose words a title may begin with: "Tax invoice", "Payment receipt". */
const NO_FIELD: ReadonlySet<string> = new Set(['other', 'tax', 'paid']);

/** Whether a text is a label other than one that holds the title and the number in one. */
function isField(text: string): boolean {
  const hit = labelAt(text);
  if (!hit || NO_FIELD.has(hit.role)) return false;
  return hit.role !== 'number' || behindLabel(text, hit) === '';
}

const CANCELLED =
  /^(?:void(?:ed)?|cancell?ed|annulled|storniert|ungultig|annulee?|anulad[ao]|annullat[ao]|geannuleerd|anulowan[aoe]|uncollectible|test(?: mode)?|sample|specimen|muster|draft|entwurf|brouillon|borrador|bozza|concept|pro ?forma|作废|样张|見本|已作废|無効|取消)$/u;
const CANCELLED_SENTENCE =
  /\b(?:this|the) (?:invoice|receipt|bill) (?:was|has been|is) (?:voided|void|cancell?ed|superseded|replaced)\b|\bmarked (?:as )?uncollectible\b|\bdiese rechnung wurde storniert\b|\bcette facture (?:est|a ete) annulee\b/;

/** A stamp or a sentence takes the invoice back. */
function isCancelled(page: PageText): boolean {
  return page.texts.some((text) => {
    const folded = foldText(text.slice(0, 300)).trim();
    return CANCELLED.test(folded.replace(/[.!*\s]+$/, '')) || CANCELLED_SENTENCE.test(folded);
  });
}

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
      /\bnot an? (?:(?:valid|official|final) )*(?:tax )?invoice\b|\bkeine rechnung\b/i.test(text),
    )
  );
}

const REFUND =
  /^(?:(?:amount |total )?refunded|refund(?: amount| total)?|erstattet|erstattung(?:sbetrag)?|ruckerstattung|rembourse|(?:montant )?rembours(?:e|ement)|reembols(?:o|ado)|terugbetaald|退款)(?:$|[^\p{L}])/u;

/** What was owed before: it was billed by another invoice. */
const EARLIER =
  /^(?:(?:previous|prior|opening|past due|unpaid|outstanding|starting) (?:balance|amount|invoices?)|balance (?:brought|carried) forward|(?:amount|balance) from (?:previous|prior|last) (?:invoice|statement|period)|saldovortrag|alter saldo|offene posten|ubertrag (?:vormonat|letzte rechnung)|solde (?:anterieur|precedent)|report (?:du )?solde|saldo anterior|saldo precedente|vorig saldo|openstaand saldo|poprzednie saldo|前月繰越|上期余额|期初余额)(?:$|[^\p{L}])/u;

/** Whether a row begins with such words and has an amount that is not nothing. */
function names(page: PageText, words: RegExp): boolean {
  return page.rows.some((row) => {
    const at = row.cells.findIndex((cell) => words.test(foldText(cell.text).trim()));
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

function hasGuessedDay(page: PageText, isOrderSettled: boolean): boolean {
  return page.texts.some((text) =>
    printedDays(text, page.order).some(
      (each) => each.isYearGuessed || (each.isOrderGuessed && !isOrderSettled),
    ),
  );
}
