import { canonicalColumns } from '../../../../core/spend/canonical-columns.ts';
import type { HeaderColumns } from '../../table/header-columns.ts';
import { headerName } from '../../table/header-columns.ts';

/** Parts of names that only tables of use and of money have. Compared as `headerName` compares. */
const OF_USE =
  /credit|token|usage|utili[sz]|used|spend|spent|amount|charge|billed|billing|invoice|price|discount|requests?$|calls?$|quantity|units?$|model|messages|conversations|prompts|completions|lastactiv|activedays|lastused|lastprompt|period|partition|timestamp|datetime|betrag|umsatz|verbrauch|nutzung|menge|zeitraum|preis|montant|consommation|periode|usado|gasto|importe|consumo|valor|quantidade|金额|费用|用量|用途|消耗|积分|额度|点数|单价|价格|次数|账期|周期|时间|令牌|模型|金額|費用|使用量|利用|jeton|requ[eê]te|anfrage|aufruf|abruf|guthaben|geb[uü]hr|solicitud|petici[oó]n|co[uû]ttotal|kostenin|トークン|料金|請求|回数|件数|残高|モデル/;
/** Whole names of the same kind; inside longer names they mean other things ("cost center", "birth date"). */
const OF_USE_WHOLE = new Set([
  'date',
  'day',
  'month',
  'year',
  'week',
  'time',
  'datum',
  'tag',
  'monat',
  'fecha',
  'mes',
  'jour',
  'mois',
  'data',
  'giorno',
  'mese',
  '日期',
  '日',
  '月份',
  '月',
  '天',
  'cost',
  'costs',
  'costusd',
  'totalcost',
  'total',
  'totals',
  'sum',
  'summe',
  'kosten',
  'gesamt',
  'coste',
  'coût',
  'costo',
  'monto',
  '日付',
  '合計',
  'cout',
  'usd',
  'eur',
  'cny',
  'tool',
  'product',
  'count',
  'requests',
  'from',
  'to',
  'usagedate',
  'chargedate',
  'activity',
  'activitydate',
]);
/** How a company writes of its people, whatever the part of the name says above. */
const OF_PEOPLE =
  /salary|gehalt|birth|hire|username|employ|joined|工资|生日|入职|离职|probation|costcent|kostenstelle|成本中心/;

/**
 * Whether a table with names and addresses may be taken for a list of people: nothing in its header
 * speaks of use, credits, tokens, money or days of use. Those of our own template are its own.
 */
export function mayBePeople(header: HeaderColumns): boolean {
  const own = new Set(canonicalColumns('people').map(headerName));
  return header.header.map(headerName).every((name) => {
    if (name === '' || own.has(name) || OF_PEOPLE.test(name)) return true;
    return !OF_USE.test(name) && !OF_USE_WHOLE.has(name);
  });
}

/** Whether each address stands once in the first rows, as in a list of people. */
export function namesEachOnce(
  header: HeaderColumns,
  rows: readonly (readonly string[])[],
): boolean {
  const own = new Set(canonicalColumns('people').map(headerName));
  const isOwn = header.header.every((name) => name === '' || own.has(headerName(name)));
  if (isOwn) return true;
  const place = header.header.findIndex((name) => headerName(name) === 'email');
  const addresses = rows
    .map((row) => (row[place] ?? '').trim().toLowerCase())
    .filter((address) => address !== '');
  return new Set(addresses).size === addresses.length;
}
