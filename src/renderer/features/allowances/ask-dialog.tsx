import { Button, Checkbox, Group, Modal, Select, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { topUpAsk } from '../../../contract/allowances.ts';
import { peopleList } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useToday } from '../../ui/today.ts';

/** Asks for more, with what it is for and what is to come of it: whoever decides reads both. */
export function AskDialog({
  email,
  isOwn = false,
  onClose,
  onAsked,
}: {
  readonly email: string;
  /** In a person's own book nobody is asked whose it is. */
  readonly isOwn?: boolean;
  readonly onClose: () => void;
  readonly onAsked?: () => void;
}) {
  const { t } = useTranslation(['allowances', 'shell']);
  const people = useAnswer(peopleList, {});
  const ask = useChange(topUpAsk);
  const today = useToday();
  const form = useForm({
    initialValues: {
      person: email,
      amount: '',
      reason: '',
      expectedOutput: '',
      day: today,
      permanent: false,
    },
    validate: {
      person: (value) => (value === '' ? t('ask.personNeeded') : null),
      amount: (value) => (value.trim() === '' ? t('amountNeeded') : null),
      reason: (value) => (value.trim() === '' ? t('ask.reasonNeeded') : null),
      expectedOutput: (value) => (value.trim() === '' ? t('ask.expectedNeeded') : null),
    },
  });
  const submit = form.onSubmit((values) =>
    ask.mutate(values, {
      onSuccess: () => {
        onClose();
        onAsked?.();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t('ask.open')}>
      <form onSubmit={submit}>
        {!isOwn && (
          <Select
            label={t('shell:table.person')}
            required
            searchable
            data={(people.data?.people ?? []).map((one) => ({ value: one.email, label: one.name }))}
            {...form.getInputProps('person')}
            value={form.values.person || null}
          />
        )}
        <Group grow mt="xs" align="start">
          <AmountInput
            currency={null}
            label={t('ask.amount')}
            required
            data-autofocus
            {...form.getInputProps('amount')}
          />
          <DayInput label={t('ask.day')} {...form.getInputProps('day')} />
        </Group>
        <Textarea label={t('ask.reason')} required mt="xs" {...form.getInputProps('reason')} />
        <Textarea
          label={t('ask.expected')}
          required
          mt="xs"
          {...form.getInputProps('expectedOutput')}
        />
        <Checkbox
          mt="sm"
          label={t('ask.permanent')}
          {...form.getInputProps('permanent', { type: 'checkbox' })}
        />
        {ask.error && <FailureNotice error={ask.error} />}
        <Button type="submit" mt="md" loading={ask.isPending}>
          {t('ask.send')}
        </Button>
      </form>
    </Modal>
  );
}
