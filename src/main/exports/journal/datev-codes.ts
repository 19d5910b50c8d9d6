import { Failure } from '../../../core/failure.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import type { Vendor } from '../../../core/ledger/vendor.ts';
import { documentNumber } from './entry-rows.ts';

/** The Union's countries as VAT ids begin. */
const UNION = new Set(
  'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '),
);

/** A general ledger's code, of as many digits as set up at the most; `datev_account_wrong`. */
export function ledgerCode(code: string | null, name: string, digits: number): string {
  if (code !== null && /^\d+$/.test(code) && code.length <= digits) return code;
  throw new Failure(
    'datev_account_wrong',
    `DATEV takes account codes of up to ${digits} digits. Mend the account "${code ?? name}".`,
    { code: code ?? name, digits },
  );
}

/**
 * A creditor's number: one digit longer than ledger accounts, and it begins with 7, 8 or 9.
 * `datev_creditor_missing` where a vendor has none, or one that is not of that kind.
 */
export function creditorCode(vendor: Vendor | null, digits: number): string {
  const code = vendor?.creditor ?? '';
  if (new RegExp(`^[789]\\d{${digits}}$`).test(code)) return code;
  const name = vendor?.name ?? '';
  throw new Failure(
    'datev_creditor_missing',
    `Give the vendor "${name}" its creditor number for DATEV: ${digits + 1} digits, from 7${'0'.repeat(digits)} on.`,
    { vendor: name, digits: digits + 1 },
  );
}

/** A document's number in the characters that DATEV's "Belegfeld 1" takes, at most 36, without a sign before it. */
function plainDocumentCode(text: string): string {
  return text
    .replace(/\./g, '-')
    .replace(/[^A-Za-z0-9_$&%*+\-/]/g, '')
    .replace(/^[+-]+/, '')
    .slice(0, 36);
}

/**
 * The "Belegfeld 1" of each entry: its document's number, else its own. Two documents of one vendor that
 * would read alike are told apart by `-2`, `-3` … in their order.
 */
export function documentCodes(entries: readonly Entry[]): Map<string, string> {
  const codes = new Map<string, string>();
  const ofDocument = new Map<string, string>();
  const taken = new Set<string>();
  for (const entry of entries) {
    const { document, vendor } = entry;
    const id = document?.id ?? entry.number;
    const wanted =
      plainDocumentCode(documentNumber(entry) ?? entry.reference ?? entry.number) ||
      plainDocumentCode(entry.number);
    const held = ofDocument.get(id);
    const code = held ?? free(wanted, (one) => taken.has(`${vendor?.name ?? ''} ${one}`));
    taken.add(`${vendor?.name ?? ''} ${code}`);
    ofDocument.set(id, code);
    codes.set(entry.number, code);
  }
  return codes;
}

function free(wanted: string, isTaken: (code: string) => boolean): string {
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? '' : `-${count}`;
    const code = `${wanted.slice(0, 36 - end.length)}${end}`;
    if (!isTaken(code)) return code;
  }
}

/** A cost centre in letters, digits and spaces, at most 36. */
export function costCentreCode(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, 36);
}

/** A VAT id of the Union, without spaces; `null` where a vendor has none, or one of elsewhere. */
export function unionVatId(vendor: Vendor | null): string | null {
  const id = (vendor?.vatId ?? '').replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  return UNION.has(id.slice(0, 2)) && id.length > 3 && id.length <= 15 ? id : null;
}
