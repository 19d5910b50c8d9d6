import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleList } from '../../../contract/company.ts';
import type { ImportAsk } from '../../../contract/imports.ts';
import { useAnswer } from '../../ask.ts';
import { DayInput } from '../../ui/day-input.tsx';

type FieldProps = {
  readonly ask: ImportAsk;
  readonly label: string;
  readonly answer: string | null;
  readonly onAnswer: (answer: string) => void;
};

/** Whose rows they are, where the file names nobody. */
export function PersonField({ label, answer, onAnswer }: FieldProps) {
  const people = useAnswer(peopleList, {});
  return (
    <Select
      label={label}
      data={(people.data?.people ?? []).map(({ name, email }) => ({ value: email, label: name }))}
      value={answer}
      w={320}
      required
      searchable
      onChange={(email) => onAnswer(email ?? '')}
    />
  );
}

/** Which products of a cloud's bill come in, by their codes. */
export function ProductsField({ ask, label, answer, onAnswer }: FieldProps) {
  const chosen = (answer ?? '').split(',').filter((code) => code !== '');
  return (
    <Checkbox.Group label={label} value={chosen} onChange={(codes) => onAnswer(codes.join(','))}>
      <div className="choices">
        {(ask.choices ?? []).map((code, index) => (
          <Checkbox key={code} value={code} label={ask.about[index] ?? code} size="xs" />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** What a credit costs and since when; while it is not whole, the rows wait. */
export function CreditPriceField({ ask, label, onAnswer }: FieldProps) {
  const { t } = useTranslation('imports');
  const [said, setSaid] = useState({ price: '', currency: 'USD', from: '' });
  const change = (more: Partial<typeof said>): void => {
    const now = { ...said, ...more };
    setSaid(now);
    const isWhole = now.price.trim() !== '' && now.currency.trim() !== '' && now.from !== '';
    const price = now.price.trim().replace(',', '.');
    onAnswer(isWhole ? `${price} ${now.currency.trim()} from ${now.from}` : (ask.suggested ?? ''));
  };
  return (
    <fieldset className="plain">
      <legend style={{ fontSize: 'var(--mantine-font-size-sm)' }}>{label}</legend>
      <Group align="start" gap="xs">
        <TextInput
          label={t('ask.creditPrice')}
          placeholder="0.04"
          inputMode="decimal"
          w={120}
          size="xs"
          value={said.price}
          onChange={(event) => change({ price: event.currentTarget.value })}
        />
        <TextInput
          label={t('ask.creditCurrency')}
          maxLength={3}
          w={90}
          size="xs"
          value={said.currency}
          onChange={(event) => change({ currency: event.currentTarget.value.toUpperCase() })}
        />
        <DayInput
          label={t('ask.creditFrom')}
          w={170}
          size="xs"
          value={said.from}
          onChange={(from) => change({ from: from ?? '' })}
        />
      </Group>
    </fieldset>
  );
}
