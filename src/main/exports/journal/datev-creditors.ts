import type { LedgerPack } from '../../../core/ledger/ledger-account.ts';
import type { Vendor } from '../../../core/ledger/vendor.ts';
import { creditorCode, unionVatId } from './datev-codes.ts';
import { datevCreditorColumns } from './datev-creditor-columns.ts';
import { type DatevSettings, datevBytes, datevHeader, quoted } from './datev-file.ts';

/**
 * Vendors as DATEV's "Debitoren/Kreditoren": EXTF 700, category 16, format version 5 (developer.datev.de).
 * Those without a creditor number are left out. Throws `datev_numbers_missing`, `datev_creditor_missing`
 * where a number is not a creditor's.
 */
export function writeDatevCreditors(
  vendors: readonly Vendor[],
  pack: LedgerPack,
  settings: DatevSettings,
): {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly lostLetters: readonly string[];
} {
  const head = datevHeader(settings, {
    ...{ category: 16, name: 'Debitoren/Kreditoren', version: 5, currency: '', pack },
    ...{ from: null, to: null, text: '' },
  });
  const kept = vendors.filter(({ creditor }) => creditor !== null);
  const lines = kept.map((vendor) => lineOf(vendor, settings.codeLength));
  return {
    ...datevBytes([head, datevCreditorColumns.join(';'), ...lines], settings),
    rows: kept.length,
  };
}

function lineOf(vendor: Vendor, digits: number): string {
  const vatId = unionVatId(vendor);
  const cells = new Map<string, string>([
    ['Konto', creditorCode(vendor, digits)],
    ['Name (Adressattyp Unternehmen)', quoted(vendor.legalName ?? vendor.name, 50)],
    ['Adressattyp', '"2"'],
    ['Kurzbezeichnung', quoted(vendor.name, 15)],
    ['EU-Land', vatId === null ? '' : quoted(vatId.slice(0, 2), 2)],
    ['EU-UStID', vatId === null ? '' : quoted(vatId.slice(2), 13)],
    ['Land', vendor.country === null ? '' : quoted(vendor.country, 2)],
    ['Kreditoren-Ziel 3 Brutto Tg.', vendor.termsDays === null ? '' : String(vendor.termsDays)],
  ]);
  return datevCreditorColumns.map((name) => cells.get(name) ?? '').join(';');
}
