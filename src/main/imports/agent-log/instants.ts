import { dayNumber, dayOfNumber, type IsoDay, isIsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';

const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;
const USUAL_TIME = /T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const DAY_MS = 86_400_000;
let lastDay = '-';
let lastDayMs = 0;
// Every zone's offset is a multiple of a quarter of an hour, so a day can only begin on one.
const QUARTER_MS = 900_000;

/** The number that two digits make. */
const pair = (text: string, at: number): number =>
  10 * text.charCodeAt(at) + text.charCodeAt(at + 1) - 528;

/** Milliseconds since 1970-01-01 UTC of an RFC 3339 instant; `null` where the text is none. */
export function instantMs(text: string): number | null {
  // Nearly every line has this form, and nearly every one the day of the line before.
  if (text.length === 24 && text.startsWith(lastDay) && text.charCodeAt(23) === 90) {
    if (USUAL_TIME.test(text)) {
      const seconds = (pair(text, 11) * 60 + pair(text, 14)) * 60 + pair(text, 17);
      return lastDayMs + seconds * 1000 + 10 * pair(text, 20) + text.charCodeAt(22) - 48;
    }
  }
  const match = INSTANT.exec(text);
  if (!match) return null;
  const [
    ,
    day = '',
    hour,
    minute,
    second,
    fraction = '',
    sign,
    offsetHour = '0',
    offsetMinute = '0',
  ] = match;
  const hours = Number(hour);
  const minutes = Number(minute);
  const seconds = Number(second);
  if (!isIsoDay(day) || hours > 23 || minutes > 59 || seconds > 59) return null;
  lastDay = day;
  lastDayMs = dayNumber(day) * DAY_MS;
  const millis = fraction === '' ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  const local = lastDayMs + ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis;
  return sign === '-' ? local + offset : local - offset;
}

function utcDays(): (ms: number) => IsoDay {
  let number = 0;
  let day = dayOfNumber(number);
  return (ms) => {
    const its = Math.floor(ms / DAY_MS);
    if (its !== number) {
      number = its;
      day = dayOfNumber(its);
    }
    return day;
  };
}

/**
 * The calendar day of an instant in an IANA time zone (`Asia/Shanghai`), remembered per quarter of
 * an hour, because asking `Intl` for each of a million lines would take longer than reading them.
 * Throws the failure `time_zone_unknown`.
 */
export function daysIn(timeZone: string): (ms: number) => IsoDay {
  if (timeZone === 'UTC') return utcDays();
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  } catch {
    throw new Failure(
      'time_zone_unknown',
      `The time zone "${timeZone}" is not known on this computer. Choose another one in the settings.`,
      { timeZone },
    );
  }
  const known = new Map<number, IsoDay>();
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_MS);
    const seen = known.get(quarter);
    if (seen !== undefined) return seen;
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const year = (parts.get('year') ?? '').padStart(4, '0');
    const day = `${year}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
    known.set(quarter, day);
    return day;
  };
}
