import { Button, Group, Modal, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allowanceList, allowanceSet } from '../../../contract/allowances.ts';
import { companyShow } from '../../../contract/company.ts';
import type { MoneyShape, PersonShape } from '../../../contract/shapes.ts';
import { addMonths, firstDay, monthOf } from '../../../core/calendar.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

/** Sets what one person may spend a month, from a day on: what holds now stands beside it. */
export function SetAllowance({
  person,
  month,
  proposed,
  onClose,
}: {
  readonly person: PersonShape;
  readonly month: string;
  readonly proposed: MoneyShape | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['seats', 'shell']);
  const formats = useFormats();
  const company = useAnswer(companyShow, {});
  const held = useAnswer(allowanceList, { month, person: person.email });
  const set = useChange(allowanceSet);
  const today = company.data?.today ?? `${month}-01`;
  const [limit, setLimit] = useState(proposed?.amount ?? '');
  const [from, setFrom] = useState(firstDay(addMonths(greater(month, monthOf(today)), 1)));
  const [why, setWhy] = useState(proposed ? t('acts.why', { month: formats.month(month) }) : '');
  const now = held.data?.allowances.find(
    ({ line }) => line.modelClass === 'all' && line.cadence === 'month',
  );
  const limitNow = now?.limit;
  const currency = proposed?.currency ?? company.data?.currency ?? '';
  return (
    <Modal opened onClose={onClose} title={t('acts.allowanceOf', { name: person.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate(
            {
              scope: `person:${person.email}`,
              limit,
              unit: 'money',
              currency,
              cadence: 'month',
              modelClass: 'all',
              from,
              why,
            },
            {
              onSuccess: () => {
                notifications.show({ message: t('acts.done', { name: person.name }) });
                onClose();
              },
            },
          );
        }}
      >
        <p style={{ margin: '0 0 8px' }}>
          {limitNow && 'currency' in limitNow
            ? t('acts.now', { amount: formats.money(limitNow) })
            : t('acts.nowNone')}
        </p>
        <TextInput
          label={t('acts.limit', { currency })}
          required
          data-autofocus
          value={limit}
          onChange={(event) => setLimit(event.currentTarget.value)}
        />
        <TextInput
          mt="xs"
          type="date"
          label={t('acts.from')}
          required
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          mt="xs"
          label={t('acts.whyLabel')}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {set.error && <FailureNotice error={set.error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('acts.notNow')}
          </Button>
          <Button type="submit" loading={set.isPending} disabled={limit.trim() === ''}>
            {t('acts.setAmount', { amount: `${limit}\u00a0${currency}` })}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

const greater = (a: string, b: string): string => (a > b ? a : b);
