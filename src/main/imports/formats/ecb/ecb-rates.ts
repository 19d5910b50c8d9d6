import type { RateRow } from '../../../../core/spend/rows.ts';
import type { HeaderColumns } from '../../table/header-columns.ts';
import type { TableFormat } from '../table-format.ts';

const CODE = /^[A-Z]{3}$/;

/** The columns of an ECB table that are currencies: all of them but the date's. */
function currencyColumns(header: HeaderColumns): readonly string[] {
  return header.header.filter((cell) => CODE.test(cell));
}

/**
 * The ECB's euro reference rates, `eurofxref.csv` and `eurofxref-hist.csv`: a day per row, units of
 * each currency for one euro; `N/A` where there is none. One row gives a rate per currency. Codes
 * are taken as the ECB writes them: some of the history's currencies are no more.
 */
export const ecbRates: TableFormat = {
  name: 'ecb-rates',
  kind: 'rates',
  tool: null,
  provider: null,
  blanks: ['N/A'],
  fits(header) {
    const names = header.header.filter((cell) => cell !== '');
    const currencies = currencyColumns(header);
    // Two columns of currencies can be anything; the XML names its day `time` and is nothing else.
    const least = header.has('time') ? 1 : 5;
    return (
      (header.has('Date') || header.has('time')) &&
      currencies.length >= least &&
      names.length === currencies.length + 1
    );
  },
  bind(header) {
    const date = header.anyOf('Date', 'time');
    const currencies = currencyColumns(header).map((name) => header.column(name));
    return {
      notes: [],
      read(cells) {
        const day = cells.day(date);
        const rates: RateRow[] = [];
        for (const currency of currencies) {
          if (cells.cell(currency) === '') continue;
          rates.push({
            kind: 'rate',
            line: cells.line,
            day,
            from: 'EUR',
            to: currency.name,
            rate: cells.positiveDecimal(currency),
            source: 'ecb',
          });
        }
        return rates;
      },
    };
  },
};
