import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CapDoc, claimsPolicySet } from '../../../contract/claims.ts';
import type { PersonDoc } from '../../../contract/company.ts';
import { microText, parseMicro } from '../../../core/money.ts';
import { useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

const SCOPES = ['company', 'role', 'person'] as const;
const CADENCES = ['month', 'year'] as const;

/** The most that is paid back: for everybody, a role, or one person; the most specific one holds. */
export function ClaimCaps({
  caps,
  currency,
  people,
}: {
  readonly caps: readonly CapDoc[];
  readonly currency: string;
  readonly people: readonly PersonDoc[];
}) {
  const { t } = useTranslation(['claims', 'shell']);
  const formats = useFormats();
  const save = useChange(claimsPolicySet);
  const [scope, setScope] = useState<CapDoc['scope']>('role');
  const [of, setOf] = useState<string | null>(null);
  const [cadence, setCadence] = useState<CapDoc['cadence']>('year');
  const [limit, setLimit] = useState('');
  const roles = [...new Set(people.flatMap(({ role }) => (role ? [role] : [])))].sort();
  const limitMicro = limit.trim() === '' ? null : parseMicro(limit);
  const isWhole = limitMicro !== null && (scope === 'company' || of !== null);
  const add = (): void => {
    if (!isWhole) return;
    const whom = scope === 'company' ? null : of;
    const others = caps.filter(
      (one) => one.scope !== scope || one.of !== whom || one.cadence !== cadence,
    );
    const cap = { scope, of: whom, cadence, limit: { amount: microText(limitMicro), currency } };
    save.mutate({ caps: [...others, cap] }, { onSuccess: () => setLimit('') });
  };
  const nameOf = (cap: CapDoc): string =>
    cap.scope === 'person'
      ? (people.find((one) => one.email.toLowerCase() === cap.of?.toLowerCase())?.name ??
        cap.of ??
        '')
      : (cap.of ?? t('scope.company'));
  const columns: readonly DataColumn<CapDoc>[] = [
    { id: 'whom', head: t('caps.whom'), text: nameOf, sort: nameOf },
    { id: 'per', head: t('caps.per'), text: ({ cadence }) => t(`cadence.${cadence}`) },
    {
      id: 'limit',
      head: t('caps.limit'),
      text: (cap) => formats.money(cap.limit),
      csv: (cap) => cap.limit.amount,
      isFigure: true,
    },
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: (cap) => (
        <button
          type="button"
          className="door"
          onClick={() => save.mutate({ caps: caps.filter((one) => one !== cap) })}
        >
          {t('shell:actions.remove')}
        </button>
      ),
    },
  ];
  return (
    <section className="card">
      <h2>{t('caps.title')}</h2>
      <DataTable
        label={t('caps.title')}
        rows={caps}
        columns={columns}
        rowKey={(cap) => `${cap.scope} ${cap.of} ${cap.cadence}`}
        empty={<p className="dim">{t('caps.none')}</p>}
      />
      <form
        style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'end', marginTop: 8 }}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Select
          label={t('caps.scope')}
          data={SCOPES.map((one) => ({ value: one, label: t(`scope.${one}`) }))}
          value={scope}
          onChange={(value) => {
            setScope(SCOPES.find((one) => one === value) ?? 'company');
            setOf(null);
          }}
          allowDeselect={false}
          w={150}
        />
        {scope !== 'company' && (
          <Select
            label={t(`scope.${scope}`)}
            data={
              scope === 'role'
                ? roles.map((one) => ({ value: one, label: one }))
                : people.map((one) => ({ value: one.email, label: one.name }))
            }
            value={of}
            onChange={setOf}
            searchable
            required
            w={200}
          />
        )}
        <Select
          label={t('caps.per')}
          data={CADENCES.map((one) => ({ value: one, label: t(`cadence.${one}`) }))}
          value={cadence}
          onChange={(value) => setCadence(CADENCES.find((one) => one === value) ?? 'year')}
          allowDeselect={false}
          w={130}
        />
        <AmountInput
          currency={currency}
          label={t('caps.limitIn', { currency })}
          value={limit}
          onChange={setLimit}
          w={140}
        />
        <Button type="submit" variant="default" disabled={!isWhole} loading={save.isPending}>
          {t('caps.set')}
        </Button>
      </form>
      {save.error && <FailureNotice error={save.error} />}
    </section>
  );
}
