import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { typedAmount } from '../../core/typed-amount.ts';
import { useTypedField } from './typed-field.ts';

type Props = Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange'> & {
  /** A plain decimal, or empty. */
  readonly value?: string;
  readonly onChange: (amount: string) => void;
  /** The currency of the amount; `null` where it has none, as a share or a figure of any. */
  readonly currency: string | null;
  /** Whether fractions of the minor unit are meant, as in a price per token. */
  readonly isFine?: boolean;
  readonly mayBeNegative?: boolean;
};

/**
 * The one field for amounts: typed with whatever marks one writes, read by the rules that files are
 * read by, shown plain once it is left. What is wrong stands below it.
 */
export function AmountInput({
  value = '',
  onChange,
  onBlur,
  currency,
  isFine = false,
  mayBeNegative = false,
  error,
  ...field
}: Props) {
  const { t } = useTranslation();
  const read = (text: string) => {
    const told = typedAmount(text, { currency, isFine, mayBeNegative });
    return typeof told === 'string'
      ? { value: told }
      : { fault: t(`typed.${told.code}`, { currency: currency ?? '' }) };
  };
  const typed = useTypedField(value, onChange, read, (amount) => amount);
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...field}
      ref={typed.ref}
      value={typed.text}
      error={typed.error ?? error}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={(event) => {
        typed.leave();
        onBlur?.(event);
      }}
    />
  );
}
