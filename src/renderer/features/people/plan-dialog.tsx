import { Button, Group, Modal, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import {
  companyShow,
  type KnownPlan,
  type PersonDoc,
  plansList,
  seatsAdd,
  subscriptionsSave,
} from '../../../contract/company.ts';
import { microText, parseMicro } from '../../../core/money.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { AboutPlan } from './about-plan.tsx';
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
  const add = useChange(seatsAdd);
  const known = useAnswer(plansList, {});
  const form = useForm({
    initialValues: {
      tool: plan?.tool ?? '',
      email: plan?.email ?? '',
      seats: 1,
      emails: [] as string[],
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
  const { seats, emails } = form.values;
  const submit = form.onSubmit((values) => {
    const said = {
      tool: values.tool.trim(),
      start: values.start,
      end: values.end || null,
      price: {
        amount: microText(parseMicro(values.price) ?? 0n),
        currency: values.currency.toUpperCase(),
      },
      cadence: values.cadence,
      account: plan?.account ?? null,
    };
    if (plan === null) {
      const holders = seats > 1 ? values.emails : values.email === '' ? [] : [values.email];
      add.mutate({ ...said, seats, emails: holders }, { onSuccess: onClose });
    } else {
      const own = { id: plan.id, email: values.email || null };
      save.mutate({ ...said, ...own }, { onSuccess: onClose });
    }
  });
  const fill = (chosen: KnownPlan, cadence: 'month' | 'year'): void => {
    const priced = chosen.prices.find((one) => one.cadence === cadence) ?? chosen.prices[0];
    if (priced === undefined) return;
    form.setValues({
      tool: chosen.tool,
      price: priced.price.amount,
      currency: priced.price.currency,
      cadence: priced.cadence,
    });
  };
  const chosen = plan === null ? planNamed(known.data?.plans, form.values.tool) : undefined;
  const failed = save.error ?? add.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={plan ? t('plan.change', { tool: plan.tool }) : t('plan.add')}
    >
      <form onSubmit={submit}>
        {plan === null && (
          <Select
            label={t('plan.known')}
            placeholder={t('plan.knownHint')}
            mb="xs"
            data={(known.data?.plans ?? []).map(({ id, tool }) => ({ value: id, label: tool }))}
            value={chosen?.id ?? null}
            searchable
            onChange={(id) => {
              const found = known.data?.plans.find((one) => one.id === id);
              if (found) fill(found, form.values.cadence);
            }}
          />
        )}
        <TextInput
          label={t('shell:table.tool')}
          required
          data-autofocus
          {...form.getInputProps('tool')}
        />
        {chosen && <AboutPlan plan={chosen} people={known.data?.people ?? 0} seats={seats} />}
        {plan === null && (
          <NumberInput
            label={t('plan.seats')}
            mt="xs"
            min={1}
            max={1000}
            allowDecimal={false}
            value={seats}
            onChange={(value) => form.setFieldValue('seats', Math.max(1, Number(value) || 1))}
          />
        )}
        {seats > 1 ? (
          <MultiSelect
            label={t('plan.holders')}
            description={t('plan.spareSeats', {
              count: Math.max(0, seats - emails.length),
            })}
            mt="xs"
            data={people.map((one) => ({ value: one.email, label: one.name }))}
            searchable
            clearable
            maxValues={seats}
            {...form.getInputProps('emails')}
          />
        ) : (
          <Select
            label={t('plan.holder')}
            placeholder={t('plan.spare')}
            mt="xs"
            data={people.map((one) => ({ value: one.email, label: one.name }))}
            searchable
            clearable
            {...form.getInputProps('email')}
          />
        )}
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
            onChange={(value) => {
              const cadence = value === 'year' ? 'year' : 'month';
              form.setFieldValue('cadence', cadence);
              // Another term has another price, as long as the list's own stands there.
              if (chosen?.prices.some(({ price }) => price.amount === form.values.price))
                fill(chosen, cadence);
            }}
          />
        </Group>
        <Group grow mt="xs">
          <DayInput label={t('plan.start')} required {...form.getInputProps('start')} />
          <DayInput label={t('plan.end')} {...form.getInputProps('end')} />
        </Group>
        {failed && <FailureNotice error={failed} />}
        <Button type="submit" mt="md" loading={save.isPending || add.isPending}>
          {t('shell:actions.save')}
        </Button>
      </form>
    </Modal>
  );
}

const planNamed = (plans: readonly KnownPlan[] | undefined, tool: string): KnownPlan | undefined =>
  plans?.find((one) => one.tool === tool.trim());
