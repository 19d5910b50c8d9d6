import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { allowanceTransfer } from '../../../contract/allowances.ts';
import { peopleList } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useToday } from '../../ui/today.ts';

/** Gives a part of what one person has left in a period to another. */
export function TransferDialog({
  email,
  onClose,
}: {
  readonly email: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['allowances', 'shell']);
  const people = useAnswer(peopleList, {});
  const give = useChange(allowanceTransfer);
  const today = useToday();
  const form = useForm({
    initialValues: { to: '', amount: '', day: today, why: '' },
    validate: {
      to: (value) => (value === '' ? t('ask.personNeeded') : null),
      amount: (value) => (value.trim() === '' ? t('amountNeeded') : null),
    },
  });
  const submit = form.onSubmit((values) =>
    give.mutate({ from: email, ...values }, { onSuccess: onClose }),
  );
  const others = (people.data?.people ?? []).filter((one) => one.email !== email);
  return (
    <Modal opened onClose={onClose} title={t('transfer.open')}>
      <form onSubmit={submit}>
        <Select
          label={t('transfer.to')}
          required
          searchable
          data={others.map((one) => ({ value: one.email, label: one.name }))}
          {...form.getInputProps('to')}
          value={form.values.to || null}
        />
        <Group grow mt="xs" align="start">
          <AmountInput
            currency={null}
            label={t('ask.amount')}
            required
            {...form.getInputProps('amount')}
          />
          <DayInput label={t('ask.day')} {...form.getInputProps('day')} />
        </Group>
        <TextInput label={t('entry.why')} mt="xs" {...form.getInputProps('why')} />
        {give.error && <FailureNotice error={give.error} />}
        <Button type="submit" mt="md" loading={give.isPending}>
          {t('transfer.give')}
        </Button>
      </form>
    </Modal>
  );
}
