import type { Cell, Row } from '../../../../core/invoices/page-layout.ts';
import { foldText } from '../../../../core/invoices/printed-day.ts';

export type Column = 'description' | 'quantity' | 'unit' | 'amount' | 'rate' | 'tax' | 'other';
export type HeaderCell = { readonly column: Column; readonly cell: Cell };

/** Column heads in lower case without accents; the first that matches the beginning of a head wins. */
const HEADS: readonly (readonly [Column, RegExp])[] = [
  [
    'rate',
    /^(?:tax|vat|gst|mwst|ust|tva|iva|btw|steuer)\.?[- ]?(?:rate|satz|%|\(%\)|in %|tarief)|^taux|^tipo|^(?:税率|征收率)|^%|^(?:tax|vat|iva|btw|tva|mwst|ust)\.?$/,
  ],
  [
    'tax',
    /^(?:tax(?:es)?|vat|gst|mwst|ust|tva|iva|btw|steuer)\b|^税额|^montant tva|^cuota|^kwota vat|^消費税/,
  ],
  [
    'amount',
    /^(?:(?:line |net |gross |ext(?:ended)?\.? |sub-?)?(?:total|amount)|sum|charges?|cost|net|gross)\b|^(?:gesamt|betrag|summe|zeilen(?:betrag|summe|preis)|positions(?:betrag|summe|preis)|netto|gesamtpreis|nettobetrag|endpreis)|^(?:montant|total)|^(?:importe|base imponible)|^imponibile|^valor(?! unit)|^belopp|^belop|^belob|^(?:금액|공급가액)|^(?:bedrag|totaal|prijs incl|prijs excl|subtotaal)|^importo|^totale|^(?:金额|价税合计|小计|费用|金額|税込金額)|^(?:wartosc|kwota brutto)/,
  ],
  [
    'unit',
    /^(?:unit|price|rate|list price|cost per)|^(?:vk-?preis|verkaufspreis|listenpreis|einzel|stuckpreis|preis|e-preis|ep\b)|^(?:prix|p\.?u\.?\b|pu ht)|^(?:precio|p\. unit)|^(?:prijs|stukprijs|tarief)|^prezzo|^cena|^(?:valor unit|preco)|^(?:a-pris|a pris|pris)|^단가|^(?:单价|単価)/,
  ],
  [
    'quantity',
    /^(?:qty|quantity|quantities|units|hours|seats|tokens|usage)\b|^(?:menge|anzahl|stk|stuck)|^(?:quantite|qte|nombre)|^(?:cantidad|cant\b|uds)|^(?:aantal|hoeveelheid)|^(?:quantita|q\.ta)|^ilosc|^(?:qtd|quantidade)|^antal|^수량|^数量/,
  ],
  [
    'description',
    /^(?:description|item|items|product|service|services|details?|title|particulars|charge description|plan|sku|resource|name)\b|^(?:beschreibung|bezeichnung|artikel|leistung|position|produkt)|^(?:designation|description|libelle|prestation|produit|article)|^(?:concepto|descripcion|detalle|articulo|producto)|^(?:omschrijving|beschrijving|product|dienst)|^descrizione|^descricao|^(?:beskrivning|beskrivelse)|^(?:품목|품명|내역)|^(?:nazwa|opis|usługa)|^(?:品目|品名|内容|摘要|項目)|^(?:项目名称|货物或应税劳务|名称|服务名称|产品|商品)/,
  ],
];

/** The heads of a table of lines; `null` where a row is none. A table of sums alone is none either. */
export function headerOf(row: Row): HeaderCell[] | null {
  const heads = row.cells.map((cell) => {
    const text = foldText(cell.text).trim();
    const column =
      text.length > 40 ? null : (HEADS.find(([, pattern]) => pattern.test(text))?.[0] ?? null);
    return { column: column ?? 'other', cell } as HeaderCell;
  });
  const kinds = new Set(heads.map((head) => head.column).filter((column) => column !== 'other'));
  const hasFigure = row.cells.some((cell) => /\d/.test(cell.text) && cell.text.length > 12);
  if (kinds.size < 2 || hasFigure) return null;
  if (!kinds.has('amount')) return pricedItems(heads, kinds);
  const isTable = kinds.has('description') || kinds.has('quantity') || kinds.has('unit');
  return isTable ? heads : null;
}

/** "Item | Price": where nothing is counted, the price is the amount. */
function pricedItems(heads: HeaderCell[], kinds: ReadonlySet<Column>): HeaderCell[] | null {
  if (!kinds.has('unit') || !kinds.has('description') || kinds.has('quantity')) return null;
  return heads.map((head) => (head.column === 'unit' ? { ...head, column: 'amount' } : head));
}
