import iconv from 'iconv-lite';
import type { IsoDay } from '../../../core/calendar.ts';
import type { JournalEntry, JournalLine } from '../../../core/close/journal.ts';
import { Failure } from '../../../core/failure.ts';
import { datevColumns } from '../journal/datev-columns.ts';
import { minorAmount } from '../minor-amount.ts';

/** What DATEV's header asks for; the numbers come from the tax adviser. */
export type DatevOptions = {
  /** Beraternummer, 1001 to 9999999. */
  readonly adviser: number;
  /** Mandantennummer, 1 to 99999. */
  readonly client: number;
  readonly fiscalYearStart: IsoDay;
  /** Length of the general ledger's account codes, 4 to 8. */
  readonly codeLength: number;
  /** When the file was made, an instant in UTC: given, so that the file can be repeated. */
  readonly createdAt: string;
};

const compact = (day: IsoDay): string => day.replaceAll('-', '');
const quoted = (text: string, length: number): string =>
  `"${[...text.replace(/\s+/g, ' ')].slice(0, length).join('').replaceAll('"', '""')}"`;

/**
 * The journal as a DATEV "Buchungsstapel": EXTF 700, category 21, format version 13, Windows-1252,
 * semicolons, decimal comma, CRLF (developer.datev.de). DATEV books in pairs: each expense line
 * stands with its contra account; the closing line of an entry follows from them. Letters that
 * Windows-1252 does not have become question marks. Throws `datev_numbers_wrong` and
 * `datev_account_wrong`.
 */
export function writeDatevJournal(
  entries: readonly JournalEntry[],
  options: DatevOptions,
): Uint8Array {
  checkNumbers(options);
  const days = entries.map(({ day }) => day).sort();
  const from = `${(days[0] ?? options.fiscalYearStart).slice(0, 7)}-01`;
  const to = days.at(-1) ?? options.fiscalYearStart;
  const lines = [
    header(options, from, to, entries[0]?.currency ?? 'EUR'),
    datevColumns.join(';'),
    ...entries.flatMap((entry) =>
      entry.lines
        .filter((line) => line.against !== null)
        .map((line) => booking(entry, line, options)),
    ),
  ];
  return new Uint8Array(iconv.encode(`${lines.join('\r\n')}\r\n`, 'win1252'));
}

/** The 31 fields of the file's first line. */
function header(options: DatevOptions, from: IsoDay, to: IsoDay, currency: string): string {
  const created = options.createdAt.replace(/\D/g, '').padEnd(17, '0').slice(0, 17);
  return [
    ...['"EXTF"', '700', '21', '"Buchungsstapel"', '13', created, '', '""', '"Seatworth"', '""'],
    ...[String(options.adviser), String(options.client), compact(options.fiscalYearStart)],
    ...[String(options.codeLength), compact(from), compact(to), quoted('AI tools', 30), '""'],
    ...['1', '0', '0', quoted(currency, 3), '', '""', '', '', '""', '', '', '""', '""'],
  ].join(';');
}

function booking(entry: JournalEntry, line: JournalLine, options: DatevOptions): string {
  const isDebit = line.amountMicro > 0n;
  const amount = minorAmount(isDebit ? line.amountMicro : -line.amountMicro, entry.currency);
  const cells = new Map([
    ['Umsatz (ohne Soll/Haben-Kz)', amount.replace('.', ',')],
    ['Soll/Haben-Kennzeichen', isDebit ? '"S"' : '"H"'],
    ['WKZ Umsatz', quoted(entry.currency, 3)],
    ['Konto', accountCode(line.account.code, options)],
    ['Gegenkonto (ohne BU-Schlüssel)', accountCode(line.against?.code ?? '', options)],
    ['Belegdatum', `${entry.day.slice(8)}${entry.day.slice(5, 7)}`],
    ['Belegfeld 1', quoted(entry.number, 36)],
    ['Buchungstext', quoted(`${entry.text} ${line.text}`, 60)],
    ['KOST1 - Kostenstelle', line.costCentre === null ? '' : quoted(line.costCentre, 36)],
    ['Festschreibung', '0'],
  ]);
  return datevColumns.map((name) => cells.get(name) ?? '').join(';');
}

/** A ledger's code as long as set up, or a creditor's, which is one digit longer. */
function accountCode(code: string, { codeLength }: DatevOptions): string {
  if (/^\d+$/.test(code) && code.length <= codeLength + 1) return code;
  throw new Failure(
    'datev_account_wrong',
    `DATEV takes account codes of up to ${codeLength + 1} digits. Mend the account "${code}".`,
    { code, digits: codeLength + 1 },
  );
}

function checkNumbers({ adviser, client, codeLength }: DatevOptions): void {
  const isWithin = (value: number, from: number, to: number): boolean =>
    Number.isInteger(value) && value >= from && value <= to;
  if (
    isWithin(adviser, 1001, 9_999_999) &&
    isWithin(client, 1, 99_999) &&
    isWithin(codeLength, 4, 8)
  ) {
    return;
  }
  throw new Failure(
    'datev_numbers_wrong',
    'Enter the adviser, client and account length that the tax adviser gave you.',
    { adviser, client, codeLength },
  );
}
