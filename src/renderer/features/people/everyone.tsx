import { useTranslation } from 'react-i18next';
import {
  type PersonDoc,
  peopleRemove,
  peopleRestore,
  peopleSave,
} from '../../../contract/company.ts';
import { ask, useChange } from '../../ask.ts';
import { useHidden, useMay } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Hidden } from '../../ui/hidden.tsx';
import { EmptyState } from '../../ui/page.tsx';
import { SampleDoor } from '../../ui/sample-door.tsx';
import { offerUndo } from '../../ui/undo-notice.tsx';
import { PastePeople } from './paste-people.tsx';

/** Everybody who works here, by name, and the field to paste more of them. */
export function Everyone({
  people,
  onEdit,
}: {
  readonly people: readonly PersonDoc[];
  readonly onEdit: (person: PersonDoc) => void;
}) {
  const { t } = useTranslation(['people', 'shell']);
  const may = useMay();
  const remove = useChange(peopleRemove);
  const removeWithUndo = ({ email, name }: PersonDoc): void =>
    remove.mutate(
      { email },
      { onSuccess: () => offerUndo(t('removed', { name }), () => ask(peopleRestore, { email })) },
    );
  const columns = useColumns(onEdit, removeWithUndo);
  return (
    <>
      <DataTable
        label={t('title')}
        rows={people}
        columns={columns}
        rowKey={({ email }) => email}
        rowName={({ name }) => name}
        empty={<EmptyState action={<SampleDoor />}>{t('empty')}</EmptyState>}
        frame="card"
      />
      {remove.error && <FailureNotice error={remove.error} />}
      {may(peopleSave) && <PastePeople />}
    </>
  );
}

/** People are sorted by who they are, never by what they cost. */
function useColumns(
  onEdit: (person: PersonDoc) => void,
  onRemove: (person: PersonDoc) => void,
): DataColumn<PersonDoc>[] {
  const { t } = useTranslation(['people', 'shell', 'access']);
  const formats = useFormats();
  const may = useMay();
  const hidesCosts = useHidden().costs;
  const words = (id: 'role' | 'team'): DataColumn<PersonDoc> => ({
    id,
    head: t(`column.${id}`),
    text: (one) => one[id] ?? '–',
    sort: (one) => one[id] ?? '',
    isFilter: true,
  });
  return [
    {
      id: 'name',
      head: t('column.name'),
      text: ({ name }) => name,
      cell: (one) => (
        <a className="door" href={hrefOf('seats', one.email)}>
          {one.name}
        </a>
      ),
      sort: ({ name }) => name,
    },
    {
      id: 'email',
      head: t('column.email'),
      text: ({ email }) => email,
      cell: ({ email }) => <span className="dim">{email}</span>,
      sort: ({ email }) => email,
      width: 1.6,
    },
    words('role'),
    words('team'),
    {
      id: 'dates',
      head: t('column.dates'),
      text: (one) => formats.span(one.start, one.end),
      cell: (one) => <span className="nowrap">{formats.span(one.start, one.end)}</span>,
      sort: (one) => one.start ?? '',
      width: 1.4,
    },
    {
      id: 'cost',
      head: t('column.cost'),
      text: (one) =>
        hidesCosts ? t('access:hidden') : one.monthlyCost ? formats.money(one.monthlyCost) : '–',
      ...(hidesCosts ? { cell: () => <Hidden what="costs" /> } : {}),
      csv: (one) => one.monthlyCost?.amount ?? '',
      isFigure: true,
    },
    ...(may(peopleSave)
      ? [
          {
            id: 'do',
            head: t('column.do'),
            text: () => '',
            cell: (one) => (
              <span className="nowrap">
                <button type="button" className="door" onClick={() => onEdit(one)}>
                  {t('shell:actions.change')}
                </button>{' '}
                <button type="button" className="door" onClick={() => onRemove(one)}>
                  {t('shell:actions.remove')}
                </button>
              </span>
            ),
          } satisfies DataColumn<PersonDoc>,
        ]
      : []),
  ];
}
