import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { companyShow, type PersonDoc, subscriptionsSave } from '../../../contract/company.ts';
import { microText, parseMicro } from '../../../core/money.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Plan } from './plan.ts';

/** Adds a plan or changes one: who holds it, what it costs, from when to when it runs. */
export function PlanDialog({
  plan,
  people,
  onClose,
}: {
  readonly plan: Plan | null;
  readonly people: readonly PersonDoc[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['people', 'shell']);
  const company = useAnswer(companyShow, {});
  const save = useChange(subscriptionsSave);
  const form = useForm({
    initialValues: {
      tool: plan?.tool ?? '',
      email: plan?.email ?? '',
      price: plan?.price.amount ?? '',
      currency: plan?.price.currency ?? company.data?.currency ?? 'USD',
      cadence: plan?.cadence ?? ('month' as const),
      start: plan?.start ?? '',
      end: plan?.end ?? '',
    },
    validate: {
      tool: (value) => (value.trim() === '' ? t('plan.toolNeeded') : null),
      price: (value) => (parseMicro(value) === null ? t('form.costNeeded') : null),
      currency: (value) => (/^[A-Za-z]{3}$/.test(value) ? null : t('plan.currencyNeeded')),
      start: (value) => (value === '' ? t('plan.startNeeded') : null),
    },
  });
  const submit = form.onSubmit((values) =>
    save.mutate(
      {
        id: plan?.id ?? null,
        tool: values.tool.trim(),
        email: values.email || null,
        start: values.start,
        end: values.end || null,
        price: {
          amount: microText(parseMicro(values.price) ?? 0n),
          currency: values.currency.toUpperCase(),
        },
        cadence: values.cadence,
        account: plan?.account ?? null,
      },
      { onSuccess: onClose },
    ),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={plan ? t('plan.change', { tool: plan.tool }) : t('plan.add')}
    >
      <form onSubmit={submit}>
        <TextInput
          label={t('shell:table.tool')}
          required
          data-autofocus
          {...form.getInputProps('tool')}
        />
        <Select
          label={t('plan.holder')}
          placeholder={t('plan.spare')}
          mt="xs"
          data={people.map((one) => ({ value: one.email, label: one.name }))}
          searchable
          clearable
          {...form.getInputProps('email')}
        />
        <Group grow mt="xs" align="start">
          <AmountInput
            label={t('plan.price')}
            required
            currency={form.values.currency.toUpperCase()}
            {...form.getInputProps('price')}
          />
          <TextInput label={t('plan.currency')} required {...form.getInputProps('currency')} />
          <Select
            label={t('plan.cadence')}
            data={[
              { value: 'month', label: t('plan.month') },
              { value: 'year', label: t('plan.year') },
            ]}
            allowDeselect={false}
            {...form.getInputProps('cadence')}
          />
        </Group>
        <Group grow mt="xs">
          <DayInput label={t('plan.start')} required {...form.getInputProps('start')} />
          <DayInput label={t('plan.end')} {...form.getInputProps('end')} />
        </Group>
        {save.error && <FailureNotice error={save.error} />}
        <Button type="submit" mt="md" loading={save.isPending}>
          {t('shell:actions.save')}
        </Button>
      </form>
    </Modal>
  );
}
