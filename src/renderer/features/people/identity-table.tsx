import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identitiesAssign, identitiesList, type PersonDoc } from '../../../contract/company.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { unassignedShow } from '../../../contract/spend.ts';
import { useAnswer, useChange } from '../../ask.ts';
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
  return (
    <section className="card scroll-x">
      <h2>
        {t('unassigned.title', {
          month: formats.month(answer.data.month),
          total: formats.money(answer.data.total),
        })}
      </h2>
      <Waits waiting={answer.data.waitingForRate} />
      <table className="table">
        <thead>
          <tr>
            <th>{t('identity.identity')}</th>
            <th>{t('shell:table.tool')}</th>
            <th>{t('unassigned.why')}</th>
            <th className="figure">{t('shell:table.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.data.items.map((item) => (
            <tr key={`${item.identity} ${item.account} ${item.tool} ${item.source}`}>
              <td>{item.identity ?? '–'}</td>
              <td>{item.tool ?? item.account ?? '–'}</td>
              <td className="dim">{t(`unassigned.cause.${item.cause}`)}</td>
              <td className="figure">
                {(item.waitingForRate.length === 0 || Number(item.amount.amount) !== 0) &&
                  formats.money(item.amount)}
                <Waits waiting={item.waitingForRate} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
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
  return (
    <section className="card scroll-x">
      <h2>
        {t('identity.held')}
        <Explained word="identity" />
      </h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('identity.identity')}</th>
            <th>{t('identity.source')}</th>
            <th>{t('identity.carriedBy')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {held.map((one) => (
            <tr key={`${one.source} ${one.identity}`}>
              <td>{one.identity}</td>
              <td className="dim">{one.source}</td>
              <td>
                {one.assignments
                  .map(
                    ({ person, share, from, to }) =>
                      `${person.name}${share === 1 ? '' : ` ${formats.percent(share, 2)}`}${dates(from, to)}`,
                  )
                  .join(', ')}
              </td>
              <td>
                <button type="button" className="door" onClick={() => onEdit(one)}>
                  {t('shell:actions.change')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
