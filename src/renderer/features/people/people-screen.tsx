import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type PersonDoc,
  peopleList,
  peopleRemove,
  peopleRestore,
} from '../../../contract/company.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { SampleDoor } from '../../ui/sample-door.tsx';
import { offerUndo } from '../../ui/undo-notice.tsx';
import { IdentityTable } from './identity-table.tsx';
import { PastePeople } from './paste-people.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PlanTable } from './plan-table.tsx';

const PARTS = ['everyone', 'unassigned', 'plans'] as const;

/** People; how accounts know them and what nobody carries yet; the plans they hold. */
export function PeopleScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('people');
  const part = PARTS.find((one) => one === itemKey) ?? 'everyone';
  const answer = useAnswer(peopleList, {});
  const [editing, setEditing] = useState<PersonDoc | 'new' | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return null;
  const { people } = answer.data;
  return (
    <Page
      title={t('title')}
      answer={
        part === 'everyone' && people.length === 0
          ? t('answer.nobody')
          : t(`answer.${part}`, { count: people.length })
      }
      actions={<Button onClick={() => setEditing('new')}>{t('add')}</Button>}
    >
      <div style={{ display: 'flex', gap: 14 }}>
        {PARTS.map((one) => (
          <a
            key={one}
            className="door"
            href={hrefOf('people', one)}
            aria-current={one === part ? 'page' : undefined}
            style={one === part ? { fontWeight: 600 } : undefined}
          >
            {t(`part.${one}`)}
          </a>
        ))}
      </div>
      {part === 'everyone' && <Everyone people={people} onEdit={setEditing} />}
      {part === 'unassigned' && <IdentityTable people={people} />}
      {part === 'plans' && <PlanTable people={people} />}
      {editing && (
        <PersonDialog
          person={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}

function Everyone({
  people,
  onEdit,
}: {
  readonly people: readonly PersonDoc[];
  readonly onEdit: (person: PersonDoc) => void;
}) {
  const { t } = useTranslation(['people', 'shell']);
  const formats = useFormats();
  const remove = useChange(peopleRemove);
  const removeWithUndo = ({ email, name }: PersonDoc): void =>
    remove.mutate(
      { email },
      { onSuccess: () => offerUndo(t('removed', { name }), () => ask(peopleRestore, { email })) },
    );
  return (
    <>
      {people.length === 0 ? (
        <EmptyState action={<SampleDoor />}>{t('empty')}</EmptyState>
      ) : (
        <section className="card scroll-x">
          {remove.error && <FailureNotice error={remove.error} />}
          <table className="table">
            <thead>
              <tr>
                <th>{t('column.name')}</th>
                <th>{t('column.email')}</th>
                <th>{t('column.role')}</th>
                <th>{t('column.team')}</th>
                <th>{t('column.dates')}</th>
                <th className="figure">{t('column.cost')}</th>
                <th>{t('column.do')}</th>
              </tr>
            </thead>
            <tbody>
              {people.map((one) => (
                <tr key={one.email}>
                  <td>
                    <a className="door" href={hrefOf('seats', one.email)}>
                      {one.name}
                    </a>
                  </td>
                  <td className="dim">{one.email}</td>
                  <td>{one.role ?? '–'}</td>
                  <td>{one.team ?? '–'}</td>
                  <td className="figure start">{formats.span(one.start, one.end)}</td>
                  <td className="figure">
                    {one.monthlyCost ? formats.money(one.monthlyCost) : '–'}
                  </td>
                  <td style={{ whiteSpace: 'nowrap' }}>
                    <button type="button" className="door" onClick={() => onEdit(one)}>
                      {t('shell:actions.change')}
                    </button>{' '}
                    <button type="button" className="door" onClick={() => removeWithUndo(one)}>
                      {t('shell:actions.remove')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <PastePeople />
    </>
  );
}
