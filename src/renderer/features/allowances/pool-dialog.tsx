import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PoolDoc, poolSet, poolSlice } from '../../../contract/allowances.ts';
import { companyShow, peopleList } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useMonth } from '../../ui/page.tsx';
import { ScopeField } from './scope-field.tsx';

/** Sets a team's pool from a day on. Slices go on in the new one. */
export function PoolDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['allowances', 'shell']);
  const month = useMonth();
  const company = useAnswer(companyShow, {});
  const set = useChange(poolSet);
  const [scope, setScope] = useState('');
  const [limit, setLimit] = useState('');
  const [currency, setCurrency] = useState(company.data?.currency ?? 'USD');
  const [from, setFrom] = useState(`${month ?? '2026-01'}-01`);
  return (
    <Modal opened onClose={onClose} title={t('pool.set')}>
      <ScopeField value={scope} onChange={setScope} kinds={['team']} />
      <Group grow mt="xs" align="start">
        <AmountInput
          currency={currency.toUpperCase()}
          label={t('pool.limit')}
          required
          value={limit}
          onChange={setLimit}
        />
        <TextInput
          label={t('line.currency')}
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value)}
        />
        <DayInput label={t('line.from')} value={from} onChange={setFrom} />
      </Group>
      <p className="dim">{t('pool.note')}</p>
      {set.error && <FailureNotice error={set.error} />}
      <Button
        loading={set.isPending}
        disabled={scope === '' || limit.trim() === ''}
        onClick={() =>
          set.mutate(
            { team: scope.slice('team:'.length), limit, currency, from },
            { onSuccess: onClose },
          )
        }
      >
        {t('shell:actions.save')}
      </Button>
    </Modal>
  );
}

/** Gives a person, or everyone of a role, a part of the pool. */
export function SliceDialog({
  pool,
  onClose,
}: {
  readonly pool: PoolDoc;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['allowances', 'shell']);
  const people = useAnswer(peopleList, {});
  const slice = useChange(poolSlice);
  const [holder, setHolder] = useState('');
  const [amount, setAmount] = useState('');
  const [from, setFrom] = useState(pool.period.from);
  const members = (people.data?.people ?? []).filter(({ team }) => team === pool.team);
  const roles = [...new Set(members.flatMap(({ role }) => role ?? []))].sort();
  return (
    <Modal opened onClose={onClose} title={t('pool.slice', { team: pool.team })}>
      <Select
        label={t('pool.holder')}
        required
        searchable
        data={[
          {
            group: t('scope.group.role'),
            items: roles.map((role) => ({ value: `role:${role}`, label: role })),
          },
          {
            group: t('scope.group.person'),
            items: members.map((one) => ({ value: `person:${one.email}`, label: one.name })),
          },
        ]}
        value={holder || null}
        onChange={(value) => setHolder(value ?? '')}
      />
      <Group grow mt="xs" align="start">
        <AmountInput
          currency={null}
          label={t('ask.amount')}
          required
          value={amount}
          onChange={setAmount}
        />
        <DayInput label={t('line.from')} value={from} onChange={setFrom} />
      </Group>
      {slice.error && <FailureNotice error={slice.error} />}
      <Button
        mt="md"
        loading={slice.isPending}
        disabled={holder === '' || amount.trim() === ''}
        onClick={() =>
          slice.mutate(
            {
              team: pool.team,
              amount,
              from,
              ...(holder.startsWith('role:')
                ? { role: holder.slice('role:'.length) }
                : { person: holder.slice('person:'.length) }),
            },
            { onSuccess: onClose },
          )
        }
      >
        {t('shell:actions.save')}
      </Button>
    </Modal>
  );
}
