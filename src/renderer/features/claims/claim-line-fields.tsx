import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import type { FormLine } from './form-line.ts';

/** The fields of one line; what a receipt told stands in them already. */
export function ClaimLineFields({
  line,
  number,
  onChange,
  onRemove,
}: {
  readonly line: FormLine;
  /** `null` where the claim has one line alone. */
  readonly number: number | null;
  readonly onChange: (change: Partial<FormLine>) => void;
  readonly onRemove: (() => void) | null;
}) {
  const { t } = useTranslation('claims');
  const field = (
    name: keyof FormLine & ('tool' | 'vendor' | 'number' | 'purpose' | 'currency' | 'share'),
  ) => ({
    label: t(`field.${name}`),
    value: line[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  });
  const day = (name: 'day' | 'from' | 'to') => ({
    label: t(`field.${name}`),
    value: line[name],
    onChange: (value: string) => onChange({ [name]: value }),
  });
  return (
    <fieldset
      style={{
        border: 0,
        borderTop: number === null ? 0 : '1px solid var(--line)',
        margin: 0,
        padding: number === null ? 0 : '8px 0 0',
        display: 'grid',
        gap: 8,
      }}
    >
      {number !== null && (
        <legend className="card-title" style={{ float: 'left', width: '100%', margin: 0 }}>
          {t('lineNo', { line: number })}
        </legend>
      )}
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        <DayInput required w={150} {...day('day')} />
        <TextInput w={150} {...field('tool')} />
        <TextInput w={170} {...field('vendor')} />
        <AmountInput
          required
          w={110}
          label={t('field.amount')}
          currency={/^[A-Za-z]{3}$/.test(line.currency) ? line.currency.toUpperCase() : null}
          value={line.amount}
          onChange={(amount) => onChange({ amount })}
        />
        <TextInput required w={84} maxLength={3} {...field('currency')} />
        <TextInput w={96} inputMode="decimal" {...field('share')} />
      </div>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'end' }}>
        <TextInput w={150} {...field('number')} />
        <DayInput w={150} {...day('from')} />
        <DayInput w={150} {...day('to')} />
        <TextInput style={{ flex: 1, minWidth: 200 }} {...field('purpose')} />
        {onRemove && (
          <button type="button" className="door" onClick={onRemove}>
            {t('form.removeLine')}
          </button>
        )}
      </div>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}>
        <AmountInput
          w={110}
          label={t('field.tax')}
          currency={/^[A-Za-z]{3}$/.test(line.currency) ? line.currency.toUpperCase() : null}
          value={line.tax}
          onChange={(tax) => onChange({ tax })}
        />
        <AmountInput
          w={96}
          label={t('field.taxRate')}
          currency={null}
          value={line.taxRate}
          onChange={(taxRate) => onChange({ taxRate })}
        />
        <Checkbox
          size="xs"
          mt={18}
          label={t('field.inCompanyName')}
          checked={line.inCompanyName}
          onChange={(event) => onChange({ inCompanyName: event.currentTarget.checked })}
        />
      </div>
      {line.receipts.length > 0 && (
        <p style={{ margin: 0 }} className="dim">
          {t('field.receipt')}: {line.receipts.map(({ name }) => name).join(', ')}{' '}
          <button type="button" className="door" onClick={() => onChange({ receipts: [] })}>
            {t('form.removeReceipt')}
          </button>
        </p>
      )}
    </fieldset>
  );
}
