import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportAsk } from '../../../contract/imports.ts';
import { monthOf } from '../../../core/calendar.ts';
import { useFormats } from '../../ui/format.ts';
import { MonthInput } from '../../ui/month-input.tsx';
import { CreditPriceField, PersonField, ProductsField } from './ask-fields.tsx';

/** What a file asks, each in a sentence with its own cells as examples; what holds unless said otherwise is chosen. */
export function AskForm({
  asks,
  answers,
  onAnswer,
}: {
  readonly asks: readonly ImportAsk[];
  readonly answers: Readonly<Record<string, string>>;
  readonly onAnswer: (key: string, answer: string) => void;
}) {
  return (
    <Stack gap="sm" my="sm">
      {asks.map((ask) => (
        <OneAsk
          key={ask.key}
          ask={ask}
          answer={answers[ask.key] ?? ask.suggested}
          onAnswer={(answer) => onAnswer(ask.key, answer)}
        />
      ))}
    </Stack>
  );
}

function OneAsk({
  ask,
  answer,
  onAnswer,
}: {
  readonly ask: ImportAsk;
  readonly answer: string | null;
  readonly onAnswer: (answer: string) => void;
}) {
  const { t, i18n } = useTranslation('imports');
  const formats = useFormats();
  const label = useAnswerLabel(ask);
  const { key, choices, about, example } = ask;
  const question = i18n.exists(`ask.${key}`, { ns: 'imports' })
    ? t(`ask.${key}`, { example: example ?? '', about: formats.list(about) || t('ask.nobody') })
    : ask.question;
  const Field = FIELDS[key];
  if (Field) return <Field ask={ask} label={question} answer={answer} onAnswer={onAnswer} />;
  if (choices === null) {
    return (
      <MonthInput
        label={question}
        description={ask.suggested === null ? t('ask.periodNote') : t('ask.periodFromName')}
        required={ask.suggested === null}
        w={320}
        value={answer === null || answer === '' ? '' : monthOf(answer)}
        onChange={onAnswer}
      />
    );
  }
  return (
    <Radio.Group label={question} value={answer} onChange={onAnswer}>
      <div className="choices">
        {choices.map((choice) => (
          <Radio key={choice} value={choice} label={label(choice)} size="xs" />
        ))}
      </div>
    </Radio.Group>
  );
}

/** Questions whose answers are neither a choice of one nor a month. */
const FIELDS: Readonly<Record<string, typeof PersonField>> = {
  person: PersonField,
  products: ProductsField,
  'credit-price': CreditPriceField,
};

/** What an answer does, shown on the file's own cell: `Day first: 3 Apr 2026`. */
function useAnswerLabel({ key, choices, example, readings }: ImportAsk) {
  const { t, i18n } = useTranslation('imports');
  const formats = useFormats();
  return (choice: string): string => {
    const reading = readings?.[choices?.indexOf(choice) ?? -1] ?? '';
    if (key === 'decimal') {
      const meaning = example?.includes(choice) ? 'decimal_fraction' : 'decimal_thousands';
      return t(`ask.${meaning}`, { reading: formats.number(Number(reading), 6) });
    }
    if (key === 'day-order') return t(`ask.${choice}`, { reading: formats.day(reading) });
    const words = `ask.${key}_${choice}`;
    return i18n.exists(words, { ns: 'imports' }) ? t(words) : choice;
  };
}
