import 'dayjs/locale/zh-cn';
import { useTranslation } from 'react-i18next';

/** How calendars speak the window's language: their locale, how they write days, and the names of their buttons. */
export function useCalendarWords() {
  const { t, i18n } = useTranslation();
  const isChinese = i18n.language === 'zh-CN';
  return {
    locale: isChinese ? 'zh-cn' : 'en',
    monthFormat: isChinese ? 'YYYY年M月' : 'MMMM YYYY',
    pick: t('calendar.pickMonth'),
    ariaLabels: {
      monthLevelControl: t('calendar.chooseMonth'),
      yearLevelControl: t('calendar.chooseYear'),
      nextMonth: t('calendar.nextMonth'),
      previousMonth: t('calendar.previousMonth'),
      nextYear: t('calendar.nextYear'),
      previousYear: t('calendar.previousYear'),
      nextDecade: t('calendar.nextDecade'),
      previousDecade: t('calendar.previousDecade'),
    },
  };
}
