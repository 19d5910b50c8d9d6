import type { calendarList, calendarSet } from '../../../contract/budget.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { CompanyCalendar } from '../../../core/allowances/company-calendar.ts';
import { addDays, type IsoDay, type Weekday } from '../../../core/calendar.ts';
import { audit } from '../../book/audit.ts';
import { type Context, settingOf } from '../context.ts';

type CalendarDay = OutputOf<typeof calendarList>['days'][number];

const calendarDays = (context: Context): CalendarDay[] => context.book.calendar.days();

const workdays = (context: Context): Weekday[] =>
  settingOf(context, 'company.workdays').split(' ') as Weekday[];

/** The company's week, working days and days off, as it set them. */
export function companyCalendar(context: Context): CompanyCalendar {
  const days = calendarDays(context);
  const of = (kind: CalendarDay['kind']): Set<IsoDay> =>
    new Set(days.filter((one) => one.kind === kind).map(({ day }) => day));
  return {
    weekStart: settingOf(context, 'company.week-start') as Weekday,
    workdays: new Set(workdays(context)),
    holidays: of('holiday'),
    extraWorkdays: of('workday'),
  };
}

export function listCalendar(context: Context): OutputOf<typeof calendarList> {
  return { workdays: workdays(context), days: calendarDays(context) };
}

/** Marks a day as off or as worked, or takes its mark away. */
export function setCalendarDay(
  context: Context,
  { day, kind, name = '' }: InputOf<typeof calendarSet>,
): OutputOf<typeof calendarList> {
  const { book } = context;
  book.transaction(() => {
    if (kind === 'plain') book.calendar.remove(day);
    else {
      book.calendar.set(day, kind, name);
    }
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set calendar day',
      subject: day,
      detail: { kind, name },
    });
  });
  return listCalendar(context);
}

/** Until when the book knows what was used. */
export type KnownDays = {
  /** Today, or the book's last day where that is later. */
  readonly today: IsoDay;
  /** The last day that is over and was read in whole: what a pace stands on. */
  readonly lastWhole: IsoDay;
  readonly first: IsoDay | null;
};

/**
 * Where the book's knowledge ends. Files come in late: a day after the last one with any use was not
 * read yet, and is no day without use.
 */
export function knownDays(context: Context): KnownDays {
  const today = context.today();
  const { book } = context;
  const row = book.usage.spendDays();
  const last = row?.last ?? null;
  const yesterday = addDays(today, -1);
  return {
    today: last !== null && last > today ? last : today,
    lastWhole: last === null ? yesterday : last === today ? yesterday : last,
    first: row?.first ?? null,
  };
}
