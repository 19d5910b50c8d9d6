import iconv from 'iconv-lite';
import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { LedgerPack } from '../../../core/ledger/ledger-account.ts';
import { neutralText, plainText } from '../csv.ts';

/** What DATEV's files ask for; the numbers come from the tax adviser and are never made up. */
export type DatevSettings = {
  /** Beraternummer, 1001 to 9999999; `null` until it is asked. */
  readonly adviser: number | null;
  /** Mandantennummer, 1 to 99999; `null` until it is asked. */
  readonly client: number | null;
  readonly fiscalYearStart: IsoDay;
  /** Length of the general ledger's account codes, 4 to 8. */
  readonly codeLength: number;
  /** "Sachverhalt L+L" of reverse charge, where the adviser wants it. */
  readonly serviceCase: string | null;
  /** Whether the adviser wants the day of the service beside the document's. */
  readonly withServiceDay: boolean;
  /** When the file was made, an instant in UTC: given, so that the file can be repeated. */
  readonly createdAt: string;
  /** Unicode in the place of Windows-1252, by choice; absent: no. */
  readonly isUnicode?: boolean;
};

type Head = {
  readonly category: number;
  readonly name: string;
  readonly version: number;
  readonly currency: string;
  readonly pack: LedgerPack;
  readonly from: IsoDay | null;
  readonly to: IsoDay | null;
  readonly text: string;
};

const compact = (day: IsoDay | null): string => (day === null ? '' : day.replaceAll('-', ''));

const CHARTS: Readonly<Partial<Record<LedgerPack, string>>> = {
  'DE-SKR03': '03',
  'DE-SKR04': '04',
};

/** A text in quotes, at most so long, that no spreadsheet runs. */
export function quoted(text: string, length: number): string {
  const line = plainText(text)
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `"${[...neutralText(line)].slice(0, length).join('').replaceAll('"', '""')}"`;
}

/** The 31 fields of a file's first line. `datev_numbers_missing`, `datev_numbers_wrong`. */
export function datevHeader(settings: DatevSettings, head: Head): string {
  const { adviser, client } = checkedNumbers(settings);
  const created = settings.createdAt.replace(/\D/g, '').padEnd(17, '0').slice(0, 17);
  const isBatch = head.category === 21;
  return [
    ...['"EXTF"', '700', String(head.category), quoted(head.name, 40), String(head.version)],
    ...[created, '', '""', '"Seatworth"', '""', String(adviser), String(client)],
    ...[compact(settings.fiscalYearStart), String(settings.codeLength)],
    ...[compact(head.from), compact(head.to), quoted(head.text, 30), '""'],
    ...(isBatch ? ['1', '0', '0', quoted(head.currency, 3)] : ['', '', '', '']),
    ...['', '""', '', '', quoted(CHARTS[head.pack] ?? '', 2), '', '', '""', '""'],
  ].join(';');
}

/**
 * Lines as DATEV reads them, with CRLF: in Windows-1252, or by choice in UTF-8 with a byte order mark, which its
 * manual import and its online service take, other ways into it do not (developer.datev.de, "Encoding").
 * `lostLetters` are those that Windows-1252 does not have; each stands as a question mark.
 */
export function datevBytes(
  lines: readonly string[],
  { isUnicode = false }: DatevSettings,
): { readonly bytes: Uint8Array; readonly lostLetters: readonly string[] } {
  const text = `${lines.join('\r\n')}\r\n`;
  if (isUnicode) return { bytes: new TextEncoder().encode(`\u{feff}${text}`), lostLetters: [] };
  const lostLetters = [...new Set(text)].filter(
    (letter) => iconv.decode(iconv.encode(letter, 'win1252'), 'win1252') !== letter,
  );
  return { bytes: new Uint8Array(iconv.encode(text, 'win1252')), lostLetters };
}

/** Both numbers, where they were entered: `datev_numbers_missing`. */
export function givenNumbers({ adviser, client }: Pick<DatevSettings, 'adviser' | 'client'>): {
  adviser: number;
  client: number;
} {
  if (adviser === null || client === null) {
    throw new Failure(
      'datev_numbers_missing',
      'DATEV asks for the adviser number and the client number. Ask your tax adviser for both, and enter them under Settings, Ledger.',
    );
  }
  return { adviser, client };
}

function checkedNumbers(settings: DatevSettings): { adviser: number; client: number } {
  const { adviser, client } = givenNumbers(settings);
  const { codeLength } = settings;
  const isWithin = (value: number, from: number, to: number): boolean =>
    Number.isInteger(value) && value >= from && value <= to;
  if (
    isWithin(adviser, 1001, 9_999_999) &&
    isWithin(client, 1, 99_999) &&
    isWithin(codeLength, 4, 8)
  ) {
    return { adviser, client };
  }
  throw new Failure(
    'datev_numbers_wrong',
    'Enter the adviser, client and account length that the tax adviser gave you.',
    { adviser, client, codeLength },
  );
}
