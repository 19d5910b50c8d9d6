import type { IsoDay } from '../calendar.ts';
import { addDays } from '../calendar.ts';

/** Licences of one tool and account that renew together: what one has to remember, and nobody's name. */
export type CalendarEntry = {
  /** The lowest id among its subscriptions, which tells it from others. */
  readonly id: number;
  readonly tool: string;
  readonly account: string | null;
  readonly renewal: IsoDay;
  readonly noticeDay: IsoDay;
  readonly count: number;
};

export type CalendarWords = {
  readonly name: string;
  readonly summary: (entry: CalendarEntry) => string;
  readonly description: (entry: CalendarEntry) => string;
};

/**
 * Groups renewals by tool, account, renewal and notice day, the next first.
 */
export function calendarEntries(
  renewals: readonly Omit<CalendarEntry, 'count'>[],
): CalendarEntry[] {
  const groups = Map.groupBy(renewals, ({ tool, account, renewal, noticeDay }) =>
    JSON.stringify([tool, account, renewal, noticeDay]),
  );
  const entries = [...groups.values()].flatMap((group): CalendarEntry[] => {
    const [first] = [...group].sort((a, b) => a.id - b.id);
    return first === undefined ? [] : [{ ...first, count: group.length }];
  });
  return entries.sort((a, b) =>
    a.noticeDay === b.noticeDay ? a.id - b.id : a.noticeDay < b.noticeDay ? -1 : 1,
  );
}

/**
 * A calendar file (RFC 5545): a whole day on each notice day, with alarms a week and a day before. The
 * same renewals on the same day give the same bytes.
 */
export function renewalCalendar(
  entries: readonly CalendarEntry[],
  asOf: IsoDay,
  words: CalendarWords,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Seatworth//Renewals//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(words.name)}`,
    ...entries.flatMap((entry) => eventOf(entry, asOf, words)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf(entry: CalendarEntry, asOf: IsoDay, words: CalendarWords): string[] {
  const summary = escaped(words.summary(entry));
  return [
    'BEGIN:VEVENT',
    `UID:renewal-${entry.id}-${entry.renewal}@seatworth`,
    `DTSTAMP:${plainDay(asOf)}T000000Z`,
    `DTSTART;VALUE=DATE:${plainDay(entry.noticeDay)}`,
    `DTEND;VALUE=DATE:${plainDay(addDays(entry.noticeDay, 1))}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${escaped(words.description(entry))}`,
    'TRANSP:TRANSPARENT',
    ...['-P7D', '-P1D'].flatMap((trigger) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${summary}`,
      `TRIGGER:${trigger}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

const plainDay = (day: IsoDay): string => day.replaceAll('-', '');

const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[\p{Cc}\p{Cs}]/gu, '');

const MOST_OCTETS = 75;

/** A line of more than 75 octets goes on behind a blank; a character is never cut. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > MOST_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}

/** How many octets a character takes in UTF-8. */
const octetsOf = (code: number): number =>
  code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
