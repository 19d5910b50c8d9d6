import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type OutputItem,
  outputAccept,
  outputRemove,
  outputReopen,
  outputRestore,
} from '../../../contract/output.ts';
import { ask, useChange } from '../../ask.ts';
import { useHere, useMay } from '../../here.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useToday } from '../../ui/today.ts';
import { offerUndo } from '../../ui/undo-notice.tsx';
import { AcceptDialog } from './accept-dialog.tsx';

/** The month's items, with what can be done to one or to all that are ticked. */
export function ItemTable({ items }: { readonly items: readonly OutputItem[] }) {
  const { t } = useTranslation('output');
  const [accepting, setAccepting] = useState<readonly OutputItem[]>([]);
  const accept = useChange(outputAccept);
  const reopen = useChange(outputReopen);
  const remove = useChange(outputRemove);
  const today = useToday();
  const removeWithUndo = ({ id, kind, person, email }: OutputItem): void =>
    remove.mutate(
      { id },
      {
        onSuccess: () =>
          offerUndo(t('removed', { kind, name: person?.name ?? email }), () =>
            ask(outputRestore, { id }),
          ),
      },
    );
  const columns = useColumns({
    onAccept: (item) => setAccepting([item]),
    onReopen: (item) => reopen.mutate({ id: item.id, day: today < item.day ? item.day : today }),
    onCount: (item) => reopen.mutate({ id: item.id, day: null }),
    onRemove: removeWithUndo,
  });
  const error = accept.error ?? reopen.error ?? remove.error;
  const [first] = accepting;
  return (
    <>
      {error && <FailureNotice error={error} />}
      <DataTable
        label={t('items')}
        rows={items}
        columns={columns}
        rowKey={({ id }) => String(id)}
        rowName={({ title, kind }) => title ?? kind}
        empty={<p className="dim">{t('none')}</p>}
        bulk={(selected) => <Bulk items={selected} onAccept={setAccepting} />}
      />
      {first && (
        <AcceptDialog
          item={first}
          onClose={() => setAccepting([])}
          onAccept={(by) => {
            for (const { id } of accepting) accept.mutate({ id, by });
            setAccepting([]);
          }}
        />
      )}
    </>
  );
}

function Bulk({
  items,
  onAccept,
}: {
  readonly items: readonly OutputItem[];
  readonly onAccept: (items: readonly OutputItem[]) => void;
}) {
  const { t } = useTranslation('output');
  const waiting = items.filter(({ state }) => state === 'waiting');
  return (
    <Button size="compact-sm" disabled={waiting.length === 0} onClick={() => onAccept(waiting)}>
      {t('acceptSeveral', { count: waiting.length })}
    </Button>
  );
}

type Acts = Readonly<
  Record<'onAccept' | 'onReopen' | 'onCount' | 'onRemove', (item: OutputItem) => void>
>;

function useColumns(acts: Acts): DataColumn<OutputItem>[] {
  const { t } = useTranslation(['output', 'shell']);
  const formats = useFormats();
  const who = (item: OutputItem): string => item.person?.name ?? item.email;
  const stateOf = (item: OutputItem): string =>
    item.state === 'accepted' && item.acceptedBy
      ? t('state.acceptedBy', { by: item.acceptedBy })
      : item.state === 'reopened' && item.reopened
        ? t('state.reopenedOn', { day: formats.day(item.reopened) })
        : t(`state.${item.state}`);
  const words = (
    id: string,
    head: string,
    text: (item: OutputItem) => string,
  ): DataColumn<OutputItem> => ({ id, head, text, sort: text, isFilter: true });
  return [
    {
      id: 'day',
      head: t('column.day'),
      text: ({ day }) => formats.day(day),
      cell: ({ day }) => <span className="figure nowrap">{formats.day(day)}</span>,
      csv: ({ day }) => day,
      sort: ({ day }) => day,
    },
    words('person', t('shell:table.person'), who),
    words('kind', t('column.kind'), ({ kind }) => kind),
    {
      id: 'quantity',
      head: t('column.quantity'),
      text: ({ quantity }) => formats.number(quantity, 3),
      csv: ({ quantity }) => String(quantity),
      isFigure: true,
      width: 0.6,
    },
    {
      id: 'title',
      head: t('column.title'),
      text: ({ title }) => title ?? '–',
      sort: ({ title }) => title ?? '',
      width: 2.4,
    },
    { ...words('state', t('column.state'), stateOf), width: 1.6 },
    {
      id: 'felt',
      head: t('column.felt'),
      text: ({ minutesSaved }) =>
        minutesSaved === null ? '–' : t('minutes', { count: minutesSaved }),
      csv: ({ minutesSaved }) => String(minutesSaved ?? ''),
      isFigure: true,
    },
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: (item) => <ItemActs item={item} acts={acts} />,
      width: 1.4,
    },
  ];
}

function ItemActs({ item, acts }: { readonly item: OutputItem; readonly acts: Acts }) {
  const { t } = useTranslation(['output', 'shell']);
  const mayReopen = useMay()(outputReopen);
  const who = useHere(({ here }) => here?.who ?? null);
  // Of others' items only an owner removes one; nobody accepts their own.
  const isOwn = who?.email.toLowerCase() === item.email.toLowerCase();
  const mayRemove = who === null || who.level === 'owner' || isOwn;
  const door = (words: string, act: (one: OutputItem) => void) => (
    <button type="button" className="door" onClick={() => act(item)}>
      {words}
    </button>
  );
  return (
    <span className="nowrap">
      {item.state === 'waiting' && !isOwn && door(t('do.accept'), acts.onAccept)}
      {item.state === 'accepted' && mayReopen && door(t('do.reopen'), acts.onReopen)}
      {item.state === 'reopened' && mayReopen && door(t('do.takeBack'), acts.onCount)}{' '}
      {mayRemove && door(t('shell:actions.remove'), acts.onRemove)}
    </span>
  );
}
