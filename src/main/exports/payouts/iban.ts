/**
 * Lengths by country: SWIFT, "IBAN Registry", release 99; the countries of the SEPA area: EPC409-09,
 * "EPC list of SEPA scheme countries". IBANs of other countries are checked by sum alone. Our own list,
 * since ibantools 4.5 does not know five countries of that area (AL, MD, ME, MK, RS), and refuses a BIC
 * that begins with digits, which ISO 9362 allows.
 */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AL: 28,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  RS: 22,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
};

/** An IBAN without spaces, in capitals. */
export function plainIban(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

/** Whether a plain IBAN is well formed: its length and its check digits (ISO 13616, ISO 7064 mod 97-10). */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const length = LENGTHS[iban.slice(0, 2)];
  if (length !== undefined && iban.length !== length) return false;
  const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
}

/** Whether a plain IBAN is one of the SEPA area, so that a SEPA transfer can reach it. */
export function isSepaIban(iban: string): boolean {
  return iban.slice(0, 2) in LENGTHS;
}

/** The European Economic Area: the Union's countries, Iceland, Liechtenstein and Norway. */
const EEA = new Set([
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE'],
  ...['IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
]);

/**
 * Whether a plain IBAN is of a country outside the European Economic Area: there a SEPA transfer
 * needs the BIC and the payer's address (Regulation (EU) 260/2012, Article 5; Regulation (EU)
 * 2015/847, Article 6).
 */
export function isOutsideEea(iban: string): boolean {
  return !EEA.has(iban.slice(0, 2));
}

/** Whether a text is a BIC (ISO 9362): four characters, a country, two and perhaps three more. */
export function isBic(bic: string): boolean {
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic);
}
