import iconv from 'iconv-lite';

/** One posting of a DATEV batch, its cells by their place from 1. */
export type Posting = readonly string[];

/** Reads a file of DATEV's: the head's fields, the names of the columns, and the rows, without their quotes. */
export function readDatev(bytes: Uint8Array): {
  head: string[];
  columns: string[];
  rows: Posting[];
  raw: string[];
} {
  const text = iconv.decode(Buffer.from(bytes), 'win1252');
  if (!text.endsWith('\r\n')) throw new Error('the last line ends with CRLF');
  const lines = text.slice(0, -2).split('\r\n');
  const [head = '', columns = '', ...rows] = lines;
  return {
    head: cells(head),
    columns: cells(columns),
    rows: rows.map((row) => ['', ...cells(row)]),
    raw: rows,
  };
}

function cells(line: string): string[] {
  const found: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(;|$)/.exec(rest);
    const plain = quoted ?? /^([^;"]*)(;|$)/.exec(rest);
    if (!plain) throw new Error(`not a cell: ${rest}`);
    found.push((plain[1] ?? '').replaceAll('""', '"'));
    if (plain[2] === '') return found;
    rest = rest.slice(plain[0].length);
  }
}

export const microOf = (decimal: string): bigint => BigInt(decimal.replace(',', '')) * 10_000n;

/** What is wrong with a posting by the rules of the format's description; nothing where it is right. */
export function wrongIn(row: Posting, digits: number): string[] {
  const rules: [boolean, string][] = [
    [row.length === 126, '125 columns'],
    [/^[1-9]\d{0,9},\d{2}$|^0,(0[1-9]|[1-9]\d)$/.test(row[1] ?? ''), 'amount above zero'],
    [row[2] === 'S' || row[2] === 'H', 'side'],
    [[3, 4, 5, 6].every((at) => (row[at] === '') === (row[3] === '')), 'currency as a whole'],
    [row[4] === '' || /^[1-9]\d{0,3},\d{6}$/.test(row[4] ?? ''), 'rate'],
    [new RegExp(`^\\d{4,${digits + 1}}$`).test(row[7] ?? ''), 'account'],
    [new RegExp(`^\\d{4,${digits + 1}}$`).test(row[8] ?? ''), 'contra account'],
    [row[7] !== row[8], 'two accounts'],
    [/^(\d{4})?$/.test(row[9] ?? ''), 'key'],
    [/^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])$/.test(row[10] ?? ''), 'day'],
    [/^[A-Za-z0-9_$&%*+\-/]{1,36}$/.test(row[11] ?? ''), 'document'],
    [(row[14] ?? '').length <= 60 && !/^[=+\-@]/.test(row[14] ?? ''), 'text'],
    [/^[\p{L}\p{N} ?]{0,36}$/u.test(row[37] ?? ''), 'cost centre'],
    [row[114] === '0', 'not fixed'],
    [/^(\d{8})?$/.test(row[117] ?? ''), 'due'],
  ];
  return rules.filter(([isRight]) => !isRight).map(([, what]) => what);
}
