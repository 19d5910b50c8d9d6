import { parse } from 'csv-parse/sync';

/**
 * What QuickBooks Online and Xero refuse, as their public pages and sample files say it, in our own words:
 * independent of the writers, so that a file is held against the rules and not against itself.
 */
type Row = Readonly<Record<string, string>>;
type Rule = readonly [isRight: (row: Row) => boolean, name: string];

type Rules = {
  readonly columns: readonly string[];
  /** Of each row. */
  readonly rows: readonly Rule[];
  /** Rows that stand together; their rules. */
  readonly group: { readonly by: readonly string[]; readonly rules: readonly GroupRule[] };
  readonly mostRows: number;
  readonly mostGroups: number;
};
type GroupRule = readonly [isRight: (rows: readonly Row[]) => boolean, name: string];

const cell = (row: Row, name: string): string => row[name] ?? '';
const AMOUNT = /^(0|[1-9]\d*)(\.\d{2,3})?$/;
const SIGNED = /^-?(0|[1-9]\d*)(\.\d{2,3})?$/;
const sum = (rows: readonly Row[], name: string): bigint =>
  rows.reduce((total, row) => total + thousandths(cell(row, name)), 0n);

function thousandths(text: string): bigint {
  if (!SIGNED.test(text)) return 0n;
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole) * 1000n + BigInt(fraction.padEnd(3, '0').slice(0, 3));
  return text.startsWith('-') ? -size : size;
}

const filled = (name: string): Rule => [(row) => cell(row, name) !== '', `${name} is missing`];
const atMost = (name: string, length: number): Rule => [
  (row) => [...cell(row, name)].length <= length,
  `${name} is too long`,
];
const matches = (name: string, pattern: RegExp, what: string): Rule => [
  (row) => pattern.test(cell(row, name)),
  `${name} is no ${what}`,
];
const isAlike = (name: string): GroupRule => [
  (rows) => new Set(rows.map((row) => cell(row, name))).size === 1,
  `${name} differs within it`,
];
const neverRun: Rule = [
  (row) =>
    Object.entries(row).every(
      ([, text]) => SIGNED.test(text) || !/^[=+\-@\t\r＝＋－＠]/u.test(text),
    ),
  'a cell is run by a spreadsheet',
];

/** A day that there is, in an order of its parts. */
const day = (name: string, order: 'month' | 'day'): Rule => [
  (row) => {
    const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(cell(row, name));
    if (!parts) return false;
    const [first = '', second = '', year = ''] = parts.slice(1);
    const [month, date] = order === 'month' ? [first, second] : [second, first];
    const time = new Date(`${year}-${month}-${date}T00:00:00Z`);
    return !Number.isNaN(time.getTime()) && time.getUTCDate() === Number(date);
  },
  `${name} is no day`,
];

/** Intuit's sample of journal entries; lines of payables name who is owed. */
const quickbooksJournal = (order: 'month' | 'day', payables: ReadonlySet<string>): Rules => ({
  columns:
    '*JournalNo,*JournalDate,*AccountName,*Debits,*Credits,Description,Name,Currency,Location,Class'.split(
      ',',
    ),
  rows: [
    filled('*JournalNo'),
    day('*JournalDate', order),
    filled('*AccountName'),
    [
      (row) => (cell(row, '*Debits') === '') !== (cell(row, '*Credits') === ''),
      'one of debit and credit',
    ],
    [
      (row) =>
        ['*Debits', '*Credits'].every(
          (name) => /^$/.test(cell(row, name)) || AMOUNT.test(cell(row, name)),
        ),
      'amount without a sign',
    ],
    [
      (row) => !payables.has(cell(row, '*AccountName')) || cell(row, 'Name') !== '',
      'payables name nobody',
    ],
    atMost('Description', 4000),
    matches('Currency', /^[A-Z]{3}$/, 'currency'),
    neverRun,
  ],
  group: {
    by: ['*JournalNo'],
    rules: [
      isAlike('*JournalDate'),
      [(rows) => sum(rows, '*Debits') === sum(rows, '*Credits'), 'debits are not credits'],
    ],
  },
  mostRows: 1000,
  mostGroups: 1000,
});

/** Intuit's sample of bills with tax, as it is taken outside the United States. */
const quickbooksBills: Rules = {
  columns:
    '*BillNo,*Supplier,*BillDate,*DueDate,Terms,Location,Memo,*Account,LineDescription,*LineAmount,*LineTaxCode,LineTaxAmount,Currency'.split(
      ',',
    ),
  rows: [
    ...['*BillNo', '*Supplier', '*Account', '*LineTaxCode'].map(filled),
    day('*BillDate', 'day'),
    day('*DueDate', 'day'),
    matches('*LineAmount', AMOUNT, 'amount without a sign'),
    matches('LineTaxAmount', AMOUNT, 'amount without a sign'),
    atMost('LineDescription', 4000),
    matches('Currency', /^[A-Z]{3}$/, 'currency'),
    neverRun,
  ],
  group: {
    by: ['*BillNo'],
    rules: ['*Supplier', '*BillDate', '*DueDate', 'Currency'].map(isAlike),
  },
  mostRows: 1000,
  mostGroups: 100,
};

/** Xero's template of bills: `Total` is what the lines and their tax come to. */
const xeroBills: Rules = {
  columns:
    '*ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,POCountry,*InvoiceNumber,*InvoiceDate,*DueDate,Total,InventoryItemCode,Description,*Quantity,*UnitAmount,*AccountCode,*TaxType,TaxAmount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency'.split(
      ',',
    ),
  rows: [
    ...['*ContactName', '*InvoiceNumber', '*TaxType'].map(filled),
    atMost('*ContactName', 255),
    atMost('*InvoiceNumber', 255),
    atMost('Description', 4000),
    day('*InvoiceDate', 'day'),
    day('*DueDate', 'day'),
    matches('*Quantity', /^[1-9]\d*$/, 'quantity'),
    matches('*UnitAmount', SIGNED, 'amount'),
    matches('TaxAmount', SIGNED, 'amount'),
    matches('Total', SIGNED, 'amount'),
    matches('*AccountCode', /^[A-Za-z0-9]{1,10}$/, 'code'),
    [
      (row) => (cell(row, 'TrackingName1') === '') === (cell(row, 'TrackingOption1') === ''),
      'tracking is half',
    ],
    matches('Currency', /^[A-Z]{3}$/, 'currency'),
    neverRun,
  ],
  group: {
    by: ['*InvoiceNumber'],
    rules: [
      ...['*ContactName', '*InvoiceDate', '*DueDate', 'Total', 'Currency'].map(isAlike),
      [
        (rows) =>
          sum(rows, '*UnitAmount') + sum(rows, 'TaxAmount') ===
          thousandths(cell(rows[0] ?? {}, 'Total')),
        'the total is not its lines',
      ],
    ],
  },
  mostRows: Number.POSITIVE_INFINITY,
  mostGroups: 500,
};

/** Xero's template of manual journals: debits above zero, credits below. */
const xeroJournal: Rules = {
  columns:
    '*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2'.split(
      ',',
    ),
  rows: [
    ...['*Narration', '*TaxRate'].map(filled),
    atMost('*Narration', 4000),
    atMost('Description', 4000),
    day('*Date', 'day'),
    matches('*AccountCode', /^[A-Za-z0-9]{1,10}$/, 'code'),
    matches('*Amount', SIGNED, 'amount'),
    [(row) => thousandths(cell(row, '*Amount')) !== 0n, 'nothing is posted'],
    [
      (row) => (cell(row, 'TrackingName1') === '') === (cell(row, 'TrackingOption1') === ''),
      'tracking is half',
    ],
    neverRun,
  ],
  group: {
    by: ['*Narration', '*Date'],
    rules: [[(rows) => sum(rows, '*Amount') === 0n, 'debits are not credits']],
  },
  mostRows: 300,
  mostGroups: Number.POSITIVE_INFINITY,
};

/** The names of the rules that a file breaks, each once; none where the software would take it. */
function broken(bytes: Uint8Array, rules: Rules): string[] {
  let lines: string[][];
  try {
    lines = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return ['no table'];
  }
  const [header = [], ...cells] = lines;
  if (header.join() !== rules.columns.join()) return ['other columns'];
  const rows: Row[] = cells.map((line) =>
    Object.fromEntries(line.map((text, at) => [header[at] ?? '', text])),
  );
  const keyOf = (row: Row): string => rules.group.by.map((name) => cell(row, name)).join('\n');
  const groups = [...Map.groupBy(rows, keyOf).values()];
  const found = [
    ...rules.rows.filter(([isRight]) => !rows.every(isRight)).map(([, name]) => name),
    ...rules.group.rules.filter(([isRight]) => !groups.every(isRight)).map(([, name]) => name),
    ...(rows.length > rules.mostRows ? ['too many rows'] : []),
    ...(groups.length > rules.mostGroups ? ['too many of them'] : []),
  ];
  return found;
}

export const wrongFor = {
  quickbooksJournal: (
    bytes: Uint8Array,
    order: 'month' | 'day',
    payables: readonly string[],
  ): string[] => broken(bytes, quickbooksJournal(order, new Set(payables))),
  quickbooksBills: (bytes: Uint8Array): string[] => broken(bytes, quickbooksBills),
  xeroBills: (bytes: Uint8Array): string[] => broken(bytes, xeroBills),
  xeroJournal: (bytes: Uint8Array): string[] => broken(bytes, xeroJournal),
};
