import type { Micro } from '../../core/money.ts';
import type { ImportRow } from '../../core/spend/rows.ts';

/** Words that stand alone in a cell of a row that sums up the rows above it; without case and accents. */
const TOTAL =
  /^(?:(?:grand|sub|running|monthly|month|overall)[- ]?)?(?:total|totals|sum|totaal|totale|totaux|totali|totales|totalt|summe|gesamt|gesamtsumme|gesamtbetrag|gesamtkosten|endsumme|zwischensumme|monatssumme|insgesamt|somme|ensemble|suma|soma|razem|ogolem|ogołem|celkem|osszesen|toplam|jumlah|итого|всего|сумма|合计|总计|小计|共计|总额|总和|合計|總計|小計|計|总|합계|총계|소계|المجموع|الإجمالي)(?: (?:general|generale|geral|global|globale|amount|cost|spend|charges|due|usd|eur|cny|chf|gbp|ttc|ht|brutto|netto|net|gross|general ttc|og|[0-9./-]{4,10}|(?:jan|feb|fev|mar|mrz|apr|avr|abr|may|mai|mag|jun|jui|jul|aug|aou|ago|sep|oct|okt|ott|out|nov|dec|dez|dic)[a-z]{0,7}(?: [0-9]{2,4})?))?$/;

const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[*:：.()（）【】[\]"'–—]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Whether a cell holds nothing but a word for "total". */
export const isTotalWord = (text: string): boolean => text.length <= 40 && TOTAL.test(bare(text));

type Sums = { micro: bigint; input: number; output: number; requests: number; rows: number };
const none = (): Sums => ({ micro: 0n, input: 0, output: 0, requests: 0, rows: 0 });
/** A total is often shown in cents where its rows have more places. */
const HALF_A_CENT: Micro = 5000n;

/**
 * Finds the rows that repeat the sum of the rows above: their amount is that sum (of the file, or
 * since the total before) and a cell says so. One of the two alone makes none: a tool may be called
 * "Total", and a bill can be as high as all before it.
 */
export class TotalRows {
  readonly #all = new Map<string, Sums>();
  readonly #part = new Map<string, Sums>();

  /** Whether the row is such a total; what is none is added to the sums. */
  take(row: ImportRow, cells: readonly string[]): boolean {
    if (row.kind !== 'charge' && row.kind !== 'usage') return false;
    const said = saidBy(row);
    const currency = row.currency ?? '';
    const all = sumsAt(this.#all, currency);
    const part = sumsAt(this.#part, currency);
    if ((repeats(said, all) || repeats(said, part)) && cells.some(isTotalWord)) {
      this.#part.delete(currency);
      return true;
    }
    add(all, said);
    add(part, said);
    return false;
  }
}

function saidBy(row: Extract<ImportRow, { kind: 'charge' | 'usage' }>): Sums {
  if (row.kind === 'charge') return { ...none(), micro: row.amountMicro };
  return {
    micro: row.costMicro ?? 0n,
    input: row.inputTokens,
    output: row.outputTokens,
    requests: row.requests,
    rows: 0,
  };
}

function sumsAt(sums: Map<string, Sums>, currency: string): Sums {
  const known = sums.get(currency);
  if (known) return known;
  const fresh = none();
  sums.set(currency, fresh);
  return fresh;
}

/** Whether a row says the sums: all that it states at all, and it states something. */
function repeats(said: Sums, sums: Sums): boolean {
  if (sums.rows === 0) return false;
  const far = said.micro - sums.micro;
  if (far > HALF_A_CENT || far < -HALF_A_CENT) return false;
  const isCounted = said.input === sums.input && said.output === sums.output;
  const isUncounted = said.micro !== 0n && said.input === 0 && said.output === 0;
  return (isCounted || isUncounted) && (said.micro !== 0n || said.input + said.output > 0);
}

function add(sums: Sums, said: Sums): void {
  sums.micro += said.micro;
  sums.input += said.input;
  sums.output += said.output;
  sums.requests += said.requests;
  sums.rows += 1;
}
