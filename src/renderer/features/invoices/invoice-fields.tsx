import { Button, Group, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsList } from '../../../contract/accounts.ts';
import {
  type InvoiceDoc,
  type InvoiceFieldName,
  type InvoiceFieldShape,
  invoicesConfirm,
  invoicesMend,
} from '../../../contract/invoices.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

const SURE = 0.5;
const DAYS: readonly InvoiceFieldName[] = ['issued', 'due', 'from', 'to'];
const AMOUNTS: readonly InvoiceFieldName[] = ['net', 'tax', 'total'];

type Values = Readonly<Record<string, string>>;

const held = (fields: readonly InvoiceFieldShape[]): Values =>
  Object.fromEntries(fields.map((one) => [one.field, one.value ?? '']));

/** The fields, to be looked at or typed over from top to bottom by keyboard; Ctrl+Enter confirms. */
export function InvoiceFields({
  invoice,
  onLook,
}: {
  readonly invoice: InvoiceDoc;
  readonly onLook: (field: InvoiceFieldName | null) => void;
}) {
  const { t } = useTranslation(['invoices', 'shell']);
  const accounts = useAnswer(accountsList, {});
  const mend = useChange(invoicesMend);
  const confirm = useChange(invoicesConfirm);
  // Only what is typed is kept here: what is read anew meanwhile, after teaching, shows at once.
  const [typed, setTyped] = useState<Values>({});
  const [typedAccount, setTypedAccount] = useState<string | null>(null);
  const before = held(invoice.fields);
  const values = { ...before, ...typed };
  const account = typedAccount ?? invoice.account ?? '';
  const fields = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => value !== before[name]),
  ) as Partial<Record<InvoiceFieldName, string>>;
  const isAccountNew = account.trim() !== '' && account !== (invoice.account ?? '');
  const change = {
    id: invoice.id,
    fields,
    ...(isAccountNew ? { account: account.trim() } : {}),
  };
  const isChanged = Object.keys(fields).length > 0 || isAccountNew;
  const done = {
    onSuccess: () => {
      setTyped({});
      setTypedAccount(null);
    },
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      confirm.mutate(change, done);
    }
  };
  return (
    <form
      className="card"
      aria-label={t('fields')}
      onKeyDown={keys}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) mend.mutate(change, done);
      }}
    >
      <h2>{t('fields')}</h2>
      <div className="invoice-fields">
        {invoice.fields.map((field) => (
          <OneField
            key={field.field}
            field={field}
            value={values[field.field] ?? ''}
            isTyped={values[field.field] !== before[field.field]}
            currency={values['currency'] ?? ''}
            onLook={onLook}
            onType={(value) => setTyped({ ...typed, [field.field]: value })}
          />
        ))}
        <TextInput
          label={t('column.account')}
          description={t('accountHint')}
          list="invoice-accounts"
          value={account}
          onChange={(event) => setTypedAccount(event.currentTarget.value)}
        />
        <datalist id="invoice-accounts">
          {(accounts.data?.accounts ?? []).map((one) => (
            <option key={one.name} value={one.name} />
          ))}
        </datalist>
      </div>
      {(mend.error ?? confirm.error) && (
        <FailureNotice error={mend.error ?? confirm.error ?? new Error()} />
      )}
      <Group mt="sm" gap="xs">
        <Button
          onClick={() => confirm.mutate(change, done)}
          loading={confirm.isPending}
          disabled={invoice.status === 'posted' && !isChanged}
          rightSection={<kbd style={{ color: 'var(--ink)' }}>Ctrl Enter</kbd>}
        >
          {t('confirm')}
        </Button>
        <Button type="submit" variant="default" loading={mend.isPending} disabled={!isChanged}>
          {t('saveOnly')}
        </Button>
      </Group>
    </form>
  );
}

/** A field by what it holds: a day, an amount or words. */
function OneField({
  field,
  value,
  isTyped,
  currency,
  onLook,
  onType,
}: {
  readonly field: InvoiceFieldShape;
  readonly value: string;
  readonly isTyped: boolean;
  readonly currency: string;
  readonly onLook: (field: InvoiceFieldName | null) => void;
  readonly onType: (value: string) => void;
}) {
  const { t } = useTranslation('invoices');
  const shared = {
    label: t(`field.${field.field}`),
    description: <Read field={field} isTyped={isTyped} />,
    value,
    onFocus: () => onLook(field.field),
    onBlur: () => onLook(null),
  };
  if (DAYS.includes(field.field)) return <DayInput {...shared} onChange={onType} />;
  if (AMOUNTS.includes(field.field)) {
    const code = /^[A-Z]{3}$/.test(currency) ? currency : null;
    return <AmountInput {...shared} currency={code} isFine mayBeNegative onChange={onType} />;
  }
  return <TextInput {...shared} onChange={(event) => onType(event.currentTarget.value)} />;
}

/** Where a field was read, and how surely. */
function Read({
  field,
  isTyped,
}: {
  readonly field: InvoiceFieldShape;
  readonly isTyped: boolean;
}) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  if (isTyped || (field.at !== null && 'typed' in field.at)) return t('at.typed');
  if (field.value === null || field.at === null) return t('at.notFound');
  const sure = formats.percent(field.confidence);
  const text =
    'page' in field.at ? t('at.page', { page: field.at.page, sure }) : t('at.path', { sure });
  return field.confidence < SURE ? <span className="warn">? {text}</span> : text;
}
