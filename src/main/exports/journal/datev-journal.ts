import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import { firstDay, lastDay } from '../../../core/calendar.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import { ledgerWords } from '../../../core/ledger/ledger-words.ts';
import { parseDecimal } from '../../../core/money.ts';
import { minorAmount } from '../minor-amount.ts';
import { costCentreCode, documentCodes, unionVatId } from './datev-codes.ts';
import { datevColumns } from './datev-columns.ts';
import { type DatevSettings, datevBytes, datevHeader, quoted } from './datev-file.ts';
import { type DatevRow, datevRows, type TaxLeftOver } from './datev-rows.ts';

const dayMonth = (day: IsoDay): string => `${day.slice(8)}${day.slice(5, 7)}`;
const dayMonthYear = (day: IsoDay): string => `${dayMonth(day)}${day.slice(0, 4)}`;
const comma = (decimal: string): string => decimal.replace('.', ',');

/**
 * The entries of a month, or of months from `from` on, as a DATEV "Buchungsstapel": EXTF 700, category 21, format version 13, Windows-1252,
 * semicolons, decimal comma, CRLF (developer.datev.de). One posting per tax line, contra account and cost
 * centre; DATEV books the tax by its key. Letters that Windows-1252 does not have become question marks.
 * Throws `datev_numbers_missing`, `datev_numbers_wrong`, `datev_account_wrong`, `datev_creditor_missing`.
 */
export function writeDatevJournal(
  {
    month,
    from = month,
    entries,
    currency,
    pack,
    language,
  }: LedgerMonth & { readonly from?: IsoMonth },
  settings: DatevSettings,
): {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly leftOver: readonly TaxLeftOver[];
  readonly lostLetters: readonly string[];
} {
  const head = datevHeader(settings, {
    ...{ category: 21, name: 'Buchungsstapel', version: 13, currency, pack },
    ...{ from: firstDay(from), to: lastDay(month), text: ledgerWords(language).subject },
  });
  const codes = documentCodes(entries);
  const made = entries.map((entry) => datevRows(entry, settings.codeLength));
  const rows = made.flatMap((one) => one.rows);
  const lines = rows.map((row) => posting(row, codes.get(row.entry.number) ?? '', settings));
  return {
    ...datevBytes([head, datevColumns.join(';'), ...lines], settings),
    rows: rows.length,
    leftOver: made.flatMap((one) => one.leftOver),
  };
}

function posting(row: DatevRow, document: string, settings: DatevSettings): string {
  const { entry, key, costCentre } = row;
  const { baseCurrency, vendor } = entry;
  const vatId = row.isReverseCharge ? unionVatId(vendor) : null;
  const base = comma(minorAmount(row.baseMicro, baseCurrency));
  const rate = foreignRate(row);
  const cells = new Map<string, string>([
    ['Umsatz (ohne Soll/Haben-Kz)', base],
    ['Soll/Haben-Kennzeichen', quoted(row.side, 1)],
    ...(rate === null ? originalNote(row) : foreign(row, rate, base)),
    ['Konto', row.account],
    ['Gegenkonto (ohne BU-Schlüssel)', row.contra],
    ['BU-Schlüssel', key === '' ? '' : quoted(key, 4)],
    ['Belegdatum', dayMonth(entry.day)],
    ['Belegfeld 1', quoted(document, 36)],
    ['Buchungstext', quoted(textOf(entry, row.text), 60)],
    ['KOST1 - Kostenstelle', costCentre === null ? '' : quoted(costCentreCode(costCentre), 36)],
    ['EU-Land u. UStID (Bestimmung)', vatId === null ? '' : quoted(vatId, 15)],
    ['Sachverhalt L+L', row.isReverseCharge ? (settings.serviceCase ?? '') : ''],
    ['Festschreibung', '0'],
    ...serviceDays(entry, settings),
    ['Fälligkeit', dueOf(entry)],
  ]);
  return datevColumns.map((name) => cells.get(name) ?? '').join(';');
}

/** The entry's own text, and the line's where that says more. */
const textOf = ({ text }: Entry, more: string): string =>
  more === '' || text.includes(more) ? text : `${text} ${more}`;

const dueOf = ({ due, kind }: Entry): string =>
  due === null || kind === 'credit-note' ? '' : dayMonthYear(due);

function foreign(row: DatevRow, rate: string, base: string): [string, string][] {
  const { currency, baseCurrency } = row.entry;
  return [
    ['Umsatz (ohne Soll/Haben-Kz)', comma(minorAmount(row.originalMicro ?? 0n, currency))],
    ['WKZ Umsatz', quoted(currency, 3)],
    ['Kurs', rate],
    ['Basis-Umsatz', base],
    ['WKZ Basis-Umsatz', quoted(baseCurrency, 3)],
  ];
}

/**
 * Units of the document's currency for one of base, with six digits (`1,085000`); `null` where DATEV takes
 * none: below 1, above 9,999, or where a posting has no amount of its own.
 */
function foreignRate({ entry, originalMicro }: DatevRow): string | null {
  if (originalMicro === null || originalMicro === 0n || entry.document === null) return null;
  const value = parseDecimal(entry.document.perBase);
  if (value === null) return null;
  const millionths = (value.digits * 1_000_000n) / 10n ** BigInt(value.scale);
  if (millionths < 1_000_000n || millionths >= 10_000_000_000n) return null;
  const fraction = String(millionths % 1_000_000n).padStart(6, '0');
  return `${millionths / 1_000_000n},${fraction}`;
}

/** Where the amount is booked in base alone, the original stands beside it in words. */
function originalNote({ entry, originalMicro }: DatevRow): [string, string][] {
  if (originalMicro === null || originalMicro === 0n || entry.document === null) return [];
  const amount = comma(minorAmount(originalMicro, entry.currency));
  return [
    ['Beleginfo - Art 1', quoted('Originalbetrag', 20)],
    [
      'Beleginfo - Inhalt 1',
      quoted(`${amount} ${entry.currency}, Kurs ${comma(entry.document.perBase)}`, 210),
    ],
  ];
}

function serviceDays({ service, document }: Entry, settings: DatevSettings): [string, string][] {
  if (!settings.withServiceDay || service === null || document === null) return [];
  return [
    ['Leistungsdatum', dayMonthYear(service.to)],
    ['Datum Zuord. Steuerperiode', dayMonthYear(document.issueDay)],
  ];
}
