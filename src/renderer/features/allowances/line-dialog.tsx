import { Button, Checkbox, Group, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { allowanceSet } from '../../../contract/allowances.ts';
import { companyShow } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useMonth } from '../../ui/page.tsx';
import { ScopeField } from './scope-field.tsx';

const CADENCES = ['week', 'month', 'quarter', 'year', 'once'] as const;
const CLASSES = ['all', 'flagship', 'standard', 'light'] as const;

/** How the contract says that there is no limit. */
const UNLIMITED = 'unlimited';

/** Sets a line from a day on; what held before is kept. */
export function LineDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['allowances', 'shell']);
  const month = useMonth();
  const company = useAnswer(companyShow, {});
  const set = useChange(allowanceSet);
  const form = useForm({
    initialValues: {
      scope: 'company',
      limit: '',
      unit: 'money' as 'money' | 'tokens',
      currency: company.data?.currency ?? 'USD',
      cadence: 'month' as (typeof CADENCES)[number],
      modelClass: 'all' as (typeof CLASSES)[number],
      atLimit: 'ask' as 'ask' | 'inform',
      approver: 'owner' as 'owner' | 'manager',
      informAt: '',
      carryOver: 0,
      counts: 'spend' as 'spend' | 'claims' | 'both',
      from: `${month ?? '2026-01'}-01`,
      to: '',
      why: '',
    },
    validate: { limit: (value) => (value.trim() === '' ? t('line.limitNeeded') : null) },
  });
  const isUnlimited = form.values.limit === UNLIMITED;
  const submit = form.onSubmit(({ counts, to, informAt, ...values }) =>
    set.mutate(
      {
        ...values,
        to: to || null,
        informAt: informAt.split(/[;；\s]+/).filter((amount) => amount !== ''),
        counts: counts === 'both' ? ['spend', 'claims'] : [counts],
      },
      { onSuccess: onClose },
    ),
  );
  const choice = (field: string, values: readonly string[], words: string) => ({
    label: t(`line.${field}`),
    allowDeselect: false,
    data: values.map((value) => ({ value, label: t(`${words}.${value}`) })),
    ...form.getInputProps(field),
  });
  return (
    <Modal opened onClose={onClose} title={t('line.set')} size="lg">
      <form onSubmit={submit}>
        <ScopeField
          value={form.values.scope}
          onChange={(scope) => form.setFieldValue('scope', scope)}
        />
        <Group grow mt="xs" align="start">
          <AmountInput
            currency={form.values.unit === 'tokens' ? null : form.values.currency.toUpperCase()}
            label={t('line.limit')}
            required={!isUnlimited}
            disabled={isUnlimited}
            data-autofocus
            {...form.getInputProps('limit')}
            value={isUnlimited ? '' : form.values.limit}
          />
          <Select {...choice('unit', ['money', 'tokens'], 'unit')} />
          <TextInput
            label={t('line.currency')}
            disabled={form.values.unit === 'tokens'}
            {...form.getInputProps('currency')}
          />
        </Group>
        <Checkbox
          mt="xs"
          label={t('line.unlimited')}
          description={t('line.unlimitedNote')}
          checked={isUnlimited}
          onChange={(event) =>
            form.setFieldValue('limit', event.currentTarget.checked ? UNLIMITED : '')
          }
        />
        <Group grow mt="xs" align="start">
          <Select {...choice('cadence', CADENCES, 'cadence')} />
          <Select {...choice('modelClass', CLASSES, 'for')} />
          <Select {...choice('counts', ['spend', 'claims', 'both'], 'counts')} />
        </Group>
        <Group grow mt="xs" align="start">
          <Select {...choice('atLimit', ['ask', 'inform'], 'atLimit')} />
          <Select {...choice('approver', ['owner', 'manager'], 'approver')} />
          <NumberInput
            label={t('line.carryOver')}
            min={0}
            max={36}
            allowDecimal={false}
            {...form.getInputProps('carryOver')}
          />
        </Group>
        <Group grow mt="xs">
          <DayInput label={t('line.from')} required {...form.getInputProps('from')} />
          <DayInput label={t('line.to')} {...form.getInputProps('to')} />
        </Group>
        <TextInput
          mt="xs"
          label={t('line.informAt')}
          description={t('line.informAtNote')}
          {...form.getInputProps('informAt')}
        />
        <TextInput mt="xs" label={t('entry.why')} {...form.getInputProps('why')} />
        <p className="dim">{t('line.note')}</p>
        {set.error && <FailureNotice error={set.error} />}
        <Button type="submit" loading={set.isPending}>
          {t('shell:actions.save')}
        </Button>
      </form>
    </Modal>
  );
}
