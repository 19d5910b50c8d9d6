import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identitiesAssign, identitiesList, type PersonDoc } from '../../../contract/company.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { unassignedShow } from '../../../contract/spend.ts';
import { useAnswer, useChange } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useMonth } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { Waits } from '../../ui/waiting.tsx';
import { AssignDialog } from './assign-dialog.tsx';

type Identity = OutputOf<typeof identitiesList>['identities'][number];

/** How accounts know people: what nobody carries first, a suggestion taken with one click. */
export function IdentityTable({ people }: { readonly people: readonly PersonDoc[] }) {
  const { t } = useTranslation(['people', 'shell']);
  const answer = useAnswer(identitiesList, {});
  const assign = useChange(identitiesAssign);
  const [editing, setEditing] = useState<Identity | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={320} />;
  const { identities } = answer.data;
  const open = identities.filter((one) => one.assignments.length === 0);
  const held = identities.filter((one) => one.assignments.length > 0);
  const give = (one: Identity, email: string): void =>
    assign.mutate({
      identity: one.identity,
      source: one.source,
      shares: [{ email, percent: '100' }],
    });
  return (
    <>
      <UnassignedSpend />
      <section className="card scroll-x">
        <h2>{t('identity.open', { count: open.length })}</h2>
        {assign.error && <FailureNotice error={assign.error} />}
        {open.length === 0 && <p className="dim">{t('identity.noneOpen')}</p>}
        {open.length > 0 && (
          <table className="table">
            <thead>
              <tr>
                <th>{t('identity.identity')}</th>
                <th>{t('identity.source')}</th>
                <th>{t('identity.suggestion')}</th>
                <th>{t('identity.give')}</th>
              </tr>
            </thead>
            <tbody>
              {open.map((one) => (
                <tr key={`${one.source} ${one.identity}`}>
                  <td>{one.name ? `${one.name} (${one.identity})` : one.identity}</td>
                  <td className="dim">{one.source}</td>
                  <td>
                    {one.suggestion ? (
                      <Button
                        variant="light"
                        size="compact-xs"
                        onClick={() => one.suggestion && give(one, one.suggestion)}
                      >
                        {people.find((person) => person.email === one.suggestion)?.name ??
                          one.suggestion}
                      </Button>
                    ) : (
                      '–'
                    )}
                  </td>
                  <td style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
                    <Select
                      aria-label={t('identity.giveTo', { identity: one.identity })}
                      placeholder={t('identity.choose')}
                      data={people.map((person) => ({ value: person.email, label: person.name }))}
                      value={null}
                      searchable
                      onChange={(email) => email && give(one, email)}
                    />
                    <button type="button" className="door" onClick={() => setEditing(one)}>
                      {t('identity.split')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {held.length > 0 && <HeldIdentities held={held} onEdit={setEditing} />}
      {editing && (
        <AssignDialog identity={editing} people={people} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function UnassignedSpend() {
  const { t } = useTranslation(['people', 'shell']);
  const formats = useFormats();
  const month = useMonth();
  const answer = useAnswer(unassignedShow, { month: month ?? '2000-01' }, month !== null);
  if (!answer.data || answer.data.items.length === 0) return null;
  const columns: readonly DataColumn<(typeof answer.data.items)[number]>[] = [
    {
      id: 'identity',
      head: t('identity.identity'),
      text: ({ identity }) => identity ?? '–',
      sort: ({ identity }) => identity ?? '',
    },
    {
      id: 'tool',
      head: t('shell:table.tool'),
      text: ({ tool, account }) => tool ?? account ?? '–',
      sort: ({ tool, account }) => tool ?? account ?? '',
      isFilter: true,
    },
    {
      id: 'why',
      head: t('unassigned.why'),
      text: ({ cause }) => t(`unassigned.cause.${cause}`),
      cell: ({ cause }) => <span className="dim">{t(`unassigned.cause.${cause}`)}</span>,
      isFilter: true,
    },
    {
      id: 'amount',
      head: t('shell:table.amount'),
      text: ({ amount }) => formats.money(amount),
      csv: ({ amount }) => amount.amount,
      cell: (item) => (
        <>
          {(item.waitingForRate.length === 0 || Number(item.amount.amount) !== 0) &&
            formats.money(item.amount)}
          <Waits waiting={item.waitingForRate} />
        </>
      ),
      isFigure: true,
    },
  ];
  return (
    <section className="card scroll-x">
      <h2>
        {t('unassigned.title', {
          month: formats.month(answer.data.month),
          total: formats.money(answer.data.total),
        })}
      </h2>
      <Waits waiting={answer.data.waitingForRate} />
      <DataTable
        label={t('unassigned.title', {
          month: formats.month(answer.data.month),
          total: formats.money(answer.data.total),
        })}
        rows={answer.data.items}
        columns={columns}
        rowKey={(item) => `${item.identity} ${item.account} ${item.tool} ${item.source}`}
        empty={null}
      />
    </section>
  );
}

function HeldIdentities({
  held,
  onEdit,
}: {
  readonly held: readonly Identity[];
  readonly onEdit: (identity: Identity) => void;
}) {
  const { t } = useTranslation(['people', 'shell']);
  const formats = useFormats();
  const dates = (from: string | null, to: string | null): string =>
    from === null && to === null ? '' : ` (${formats.span(from, to)})`;
  const holders = (one: Identity): string =>
    formats.list(
      one.assignments.map(
        ({ person, share, from, to }) =>
          `${person.name}${share === 1 ? '' : ` ${formats.percent(share, 2)}`}${dates(from, to)}`,
      ),
    );
  const columns: readonly DataColumn<Identity>[] = [
    {
      id: 'identity',
      head: t('identity.identity'),
      text: ({ identity }) => identity,
      sort: ({ identity }) => identity,
    },
    {
      id: 'source',
      head: t('identity.source'),
      text: ({ source }) => source,
      sort: ({ source }) => source,
      cell: ({ source }) => <span className="dim">{source}</span>,
      isFilter: true,
    },
    { id: 'carriedBy', head: t('identity.carriedBy'), text: holders, sort: holders },
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: (one) => (
        <button type="button" className="door" onClick={() => onEdit(one)}>
          {t('shell:actions.change')}
        </button>
      ),
    },
  ];
  return (
    <section className="card scroll-x">
      <h2>
        {t('identity.held')}
        <Explained word="identity" />
      </h2>
      <DataTable
        label={t('identity.held')}
        rows={held}
        columns={columns}
        rowKey={({ source, identity }) => `${source} ${identity}`}
        empty={null}
      />
    </section>
  );
}
