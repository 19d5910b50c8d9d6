import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { companyShow, type PersonDoc, peopleSave } from '../../../contract/company.ts';
import { microText, parseMicro } from '../../../core/money.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Adds a person or changes one. */
export function PersonDialog({
  person,
  onClose,
}: {
  readonly person: PersonDoc | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['people', 'shell']);
  const company = useAnswer(companyShow, {});
  const save = useChange(peopleSave);
  const currency = person?.monthlyCost?.currency ?? company.data?.currency ?? 'USD';
  const form = useForm({
    initialValues: {
      name: person?.name ?? '',
      email: person?.email ?? '',
      role: person?.role ?? '',
      team: person?.team ?? '',
      start: person?.start ?? '',
      end: person?.end ?? '',
      monthlyCost: person?.monthlyCost?.amount ?? '',
    },
    validate: {
      name: (value) => (value.trim() === '' ? t('form.nameNeeded') : null),
      email: (value) => (/^[^\s@]+@[^\s@]+$/.test(value.trim()) ? null : t('form.emailNeeded')),
      monthlyCost: (value) =>
        value === '' || parseMicro(value) !== null ? null : t('form.costNeeded'),
    },
  });
  const submit = form.onSubmit((values) => {
    const costMicro = values.monthlyCost === '' ? null : parseMicro(values.monthlyCost);
    save.mutate(
      {
        was: person?.email ?? null,
        person: {
          name: values.name.trim(),
          email: values.email.trim(),
          role: values.role || null,
          team: values.team || null,
          start: values.start || null,
          end: values.end || null,
          monthlyCost: costMicro === null ? null : { amount: microText(costMicro), currency },
        },
      },
      { onSuccess: onClose },
    );
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={person ? t('form.change', { name: person.name }) : t('add')}
    >
      <form onSubmit={submit}>
        <TextInput
          label={t('column.name')}
          required
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TextInput label={t('column.email')} required mt="xs" {...form.getInputProps('email')} />
        <Group grow mt="xs">
          <TextInput label={t('column.role')} {...form.getInputProps('role')} />
          <TextInput label={t('column.team')} {...form.getInputProps('team')} />
        </Group>
        <Group grow mt="xs">
          <DayInput label={t('form.start')} {...form.getInputProps('start')} />
          <DayInput label={t('form.end')} {...form.getInputProps('end')} />
        </Group>
        <AmountInput
          mt="xs"
          currency={currency}
          label={t('form.cost', { currency })}
          description={t('form.costNote')}
          {...form.getInputProps('monthlyCost')}
        />
        {save.error && <FailureNotice error={save.error} />}
        <Button type="submit" mt="md" loading={save.isPending}>
          {t('shell:actions.save')}
        </Button>
      </form>
    </Modal>
  );
}
