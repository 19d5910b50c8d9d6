/** Letters that lose no mark by decomposition, and how banks write them (EPC 217-08). */
const WRITTEN: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  Œ: 'Oe',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  '&': '+',
  _: '-',
  '’': "'",
  '–': '-',
  '—': '-',
  '@': '(at)',
};

/**
 * A text in the characters that every SEPA bank takes (EPC 217-08: Latin letters, digits and
 * `/ - ? : ( ) . , ' +`), cut to a length. What cannot be written becomes a point.
 */
export function sepaText(text: string, length: number): string {
  const written = [...text.normalize('NFC')].map((letter) => WRITTEN[letter] ?? letter).join('');
  return written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/gu, '.')
    .slice(0, length)
    .trim();
}

/** Whether a text can be told from others once written so: it keeps at least half of its letters. */
export function isSepaWritable(text: string): boolean {
  const letters = [...text].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).length;
  const kept = [...sepaText(text, 1000)].filter((letter) => /[A-Za-z0-9]/.test(letter)).length;
  return kept > 0 && kept * 2 >= letters;
}

/** A reference as SEPA takes it: at most 35 characters, no slash at its ends, no two together. */
export function sepaReference(text: string): string {
  return sepaText(text, 35)
    .replace(/\/{2,}/g, '/')
    .replace(/^\/|\/$/g, '');
}
