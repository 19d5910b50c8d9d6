import { MonthPickerInput } from '@mantine/dates';
import type { ReactNode } from 'react';
import { useCalendarWords } from './calendar-words.ts';

/** A month, picked: `2026-06`, or empty. */
export function MonthInput({
  value,
  onChange,
  ...field
}: {
  readonly value: string;
  readonly onChange: (month: string) => void;
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly required?: boolean;
  readonly w?: number;
}) {
  const { locale, monthFormat, pick, ariaLabels } = useCalendarWords();
  return (
    <MonthPickerInput
      {...field}
      size="xs"
      locale={locale}
      valueFormat={monthFormat}
      placeholder={pick}
      ariaLabels={ariaLabels}
      value={value === '' ? null : `${value}-01`}
      onChange={(day) => onChange(day === null ? '' : day.slice(0, 7))}
    />
  );
}
