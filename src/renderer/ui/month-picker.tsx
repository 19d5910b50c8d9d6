import { ActionIcon, Popover } from '@mantine/core';
import { IconCalendar, IconChevronLeft, IconChevronRight, IconLock } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { companyShow } from '../../contract/company.ts';
import { addMonths, monthOf } from '../../core/calendar.ts';
import { useAnswer } from '../ask.ts';
import { lookAt } from '../route.ts';
import { useFormats } from './format.ts';

const MONTHS = Array.from({ length: 12 }, (_, place) => String(place + 1).padStart(2, '0'));

/** The month looked at: step by step, or chosen from its year; none before the first, none after today's. */
export function MonthPicker({ month }: { readonly month: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const company = useAnswer(companyShow, {});
  const [isOpen, setOpen] = useState(false);
  const title = useId();
  const [year, setYear] = useState(Number(month.slice(0, 4)));
  const { firstMonth, lastMonth, today, closedMonths = [] } = company.data ?? {};
  const first = least(firstMonth ?? month, month);
  const last = greatest(lastMonth ?? month, today ? monthOf(today) : month, month);
  const choose = (one: string | null): void => {
    setOpen(false);
    lookAt(one);
  };
  return (
    <>
      <div className="month-step">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('month.before')}
          disabled={month <= first}
          onClick={() => lookAt(addMonths(month, -1))}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
          <Popover.Target>
            <button
              type="button"
              className="month"
              aria-haspopup="dialog"
              aria-expanded={isOpen}
              onClick={() => {
                setYear(Number(month.slice(0, 4)));
                setOpen(!isOpen);
              }}
            >
              <IconCalendar size={16} />
              {formats.month(month)}
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-labelledby={title}>
            <span id={title} hidden>
              {t('month.choose')}
            </span>
            <div className="month-year">
              <strong>{year}</strong>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('month.yearBefore')}
                disabled={`${year - 1}-12` < first}
                onClick={() => setYear(year - 1)}
              >
                <IconChevronLeft size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('month.yearAfter')}
                disabled={`${year + 1}-01` > last}
                onClick={() => setYear(year + 1)}
              >
                <IconChevronRight size={16} />
              </ActionIcon>
            </div>
            <div className="month-grid">
              {MONTHS.map((number) => {
                const one = `${year}-${number}`;
                const isKnown = firstMonth && lastMonth && one >= firstMonth && one <= lastMonth;
                return (
                  <button
                    key={one}
                    type="button"
                    aria-current={one === month ? 'date' : undefined}
                    data-autofocus={one === month ? true : undefined}
                    disabled={one < first || one > last}
                    onClick={() => choose(one)}
                  >
                    {formats.shortMonth(one)}
                    <small>
                      {isKnown
                        ? t(closedMonths.includes(one) ? 'month.closed' : 'month.open')
                        : t('month.noData')}
                    </small>
                  </button>
                );
              })}
            </div>
            <button type="button" className="door" onClick={() => choose(null)}>
              {t('month.latest')}
            </button>
          </Popover.Dropdown>
        </Popover>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('month.after')}
          disabled={month >= last}
          onClick={() => lookAt(addMonths(month, 1))}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </div>
      <span>
        {closedMonths.includes(month) && <IconLock size={14} style={{ verticalAlign: -2 }} />}{' '}
        {t(closedMonths.includes(month) ? 'month.closed' : 'month.open')}
      </span>
    </>
  );
}

const least = (...months: string[]): string => months.reduce((a, b) => (a < b ? a : b));
const greatest = (...months: string[]): string => months.reduce((a, b) => (a > b ? a : b));
