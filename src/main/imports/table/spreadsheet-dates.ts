import { dayOfNumber } from '../../../core/calendar.ts';
import type { ByteSource } from './byte-source.ts';
import { xmlOf } from './xml-source.ts';
import { attribute } from './xml-tokens.ts';

// ECMA-376 part 1, 18.8.30: built-in number formats that show a date; 27–36 and 50–58 do in East Asia.
const BUILT_IN: readonly (readonly [number, number])[] = [
  [14, 17],
  [22, 22],
  [27, 36],
  [50, 58],
];

const isBuiltIn = (id: number): boolean => BUILT_IN.some(([from, to]) => id >= from && id <= to);

/** Whether a number format shows a day: a `d` or `y` outside quoted text and brackets. */
function showsDay(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '').toLowerCase();
  return /[dy年日]/.test(bare) && !/general/.test(bare);
}

/** For each cell style of a workbook, whether its numbers are dates. */
export async function isDateStyles(source: ByteSource | null): Promise<readonly boolean[]> {
  const styles: boolean[] = [];
  if (source === null) return styles;
  const dateFormats = new Map<number, boolean>();
  let isCellStyles = false;
  for await (const tokens of xmlOf(source, { bytes: 0 })) {
    for (const token of tokens) {
      if (token.kind === 'text') continue;
      if (token.name === 'cellXfs') isCellStyles = token.kind === 'open' && !token.isClosed;
      if (token.kind !== 'open') continue;
      const id = Number(attribute(token.attributes, 'numFmtId') ?? '0');
      if (token.name === 'numFmt') {
        dateFormats.set(id, showsDay(attribute(token.attributes, 'formatCode') ?? ''));
      } else if (token.name === 'xf' && isCellStyles) {
        styles.push(dateFormats.get(id) ?? isBuiltIn(id));
      }
    }
  }
  return styles;
}

/** Day 0 of the two calendars that workbooks count in, as days since 1970. */
const FROM_1900 = -25_569;
const FROM_1904 = -24_107;
const SECONDS_A_DAY = 86_400;

/**
 * The day that a workbook's date number means, with its time of day where it has one. Numbers below
 * 61 are one day later in the calendar of 1900, which knows a 29 February 1900.
 */
export function dateOfSerial(text: string, isDate1904: boolean): string | null {
  const serial = Number(text);
  if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_465) return null;
  const seconds = Math.round((serial % 1) * SECONDS_A_DAY);
  const whole = Math.floor(serial) + (seconds === SECONDS_A_DAY ? 1 : 0);
  const shift = isDate1904 ? FROM_1904 : whole < 61 ? FROM_1900 + 1 : FROM_1900;
  const day = dayOfNumber(whole + shift);
  const left = seconds % SECONDS_A_DAY;
  if (left === 0) return day;
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(left / 60);
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(left % 60)}`;
}
