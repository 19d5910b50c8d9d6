import { ActionIcon, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { companyShow } from '../../contract/company.ts';
import { isIsoDay, WEEKDAYS } from '../../core/calendar.ts';
import { typedDay } from '../../core/typed-day.ts';
import { useAnswer } from '../ask.ts';
import { useCalendarWords } from './calendar-words.ts';
import { useFormats } from './format.ts';
import { useToday } from './today.ts';
import { useTypedField } from './typed-field.ts';

type Props = Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'rightSection'> & {
  /** `2026-06-30`, or empty. */
  readonly value?: string;
  readonly onChange: (day: string) => void;
};

/** The one field for days: typed in any unmistakable way, or picked; shown as the window's language writes days. */
export function DayInput({
  value = '',
  onChange,
  onBlur,
  error,
  disabled = false,
  ...field
}: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const typed = useTypedField(
    value,
    onChange,
    (text) => {
      const told = typedDay(text);
      return typeof told === 'string' ? { value: told } : { fault: t(`typed.${told.code}`) };
    },
    (day) => (isIsoDay(day) ? formats.day(day) : day),
  );
  const [isOpen, setOpen] = useState(false);
  return (
    <TextInput
      autoComplete="off"
      placeholder={formats.day('2026-06-30')}
      {...field}
      disabled={disabled}
      ref={typed.ref}
      value={typed.text}
      error={typed.error ?? error}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onKeyDown={(event) => {
        // As in the system's own fields; Tab goes on to the next field and not to the calendar.
        if (event.altKey && event.key === 'ArrowDown') setOpen(true);
      }}
      onBlur={(event) => {
        typed.leave();
        onBlur?.(event);
      }}
      rightSection={
        <Popover
          opened={isOpen}
          onChange={setOpen}
          position="bottom-end"
          trapFocus
          returnFocus
          withinPortal
          shadow="md"
        >
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              tabIndex={-1}
              disabled={disabled}
              aria-label={t('calendar.open')}
              onClick={() => setOpen(!isOpen)}
            >
              <CalendarSign />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('calendar.open')}>
            <PickDay
              value={isIsoDay(value) ? value : null}
              onPick={(day) => {
                onChange(day);
                setOpen(false);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}

/** A month of days, the company's week first, its own day marked. */
function PickDay({
  value,
  onPick,
}: {
  readonly value: string | null;
  readonly onPick: (day: string) => void;
}) {
  const today = useToday();
  const company = useAnswer(companyShow, {});
  const { locale, ariaLabels } = useCalendarWords();
  // Mantine counts weekdays from Sunday, the calendar from Monday.
  const start = (WEEKDAYS.indexOf(company.data?.weekStart ?? 'monday') + 1) % 7;
  return (
    <DatePicker
      value={value}
      defaultDate={value ?? today}
      locale={locale}
      firstDayOfWeek={start as 0 | 1 | 2 | 3 | 4 | 5 | 6}
      ariaLabels={ariaLabels}
      getDayProps={(day) => (day === today ? { 'data-today': true, style: TODAY } : {})}
      onChange={(day) => {
        if (day !== null) onPick(day);
      }}
    />
  );
}

const TODAY = { border: '1px solid var(--accent)' };

function CalendarSign() {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path
        d="M2 3.5h10v8.5H2zM2 6h10M4.5 2v2.5M9.5 2v2.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
      />
    </svg>
  );
}
