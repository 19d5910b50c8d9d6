import type { CalendarEntry, CalendarWords } from '../../../core/renewals/renewal-calendar.ts';
import { type Context, settingOf } from '../context.ts';

const named = ({ tool, account }: CalendarEntry): string =>
  account === null ? tool : `${tool} (${account})`;

const ENGLISH: CalendarWords = {
  name: 'Renewals',
  summary: (entry) =>
    `Last day to cancel: ${named(entry)}, ${entry.count} ${entry.count === 1 ? 'licence' : 'licences'}`,
  description: ({ renewal }) => `Renews on ${renewal}.`,
};

const CHINESE: CalendarWords = {
  name: '续费',
  summary: (entry) => `退订截止日：${named(entry)}，${entry.count} 个许可证`,
  description: ({ renewal }) => `${renewal} 续费。`,
};

/** The calendar's words in the book's language. */
export const renewalWords = (context: Context): CalendarWords =>
  settingOf(context, 'company.locale') === 'zh-CN' ? CHINESE : ENGLISH;
