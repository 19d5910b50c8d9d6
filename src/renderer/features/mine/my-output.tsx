import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { peopleList } from '../../../contract/company.ts';
import {
  type OutputItem,
  outputList,
  outputNothing,
  outputRemove,
  outputRestore,
} from '../../../contract/output.ts';
import { ask, useAnswer, useChange, useLastingAnswer } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useMonth } from '../../ui/page.tsx';
import { offerUndo } from '../../ui/undo-notice.tsx';
import { QuickEntry } from '../output/quick-entry.tsx';
import { useDeliveryColumn } from './delivery.tsx';
import { MyAssets } from './my-assets.tsx';
import { OwnPage } from './own-page.tsx';

/** Log what was finished in a few keys, and see what of it the office accepted. */
export function MyOutput() {
  const { t } = useTranslation(['mine', 'output']);
  const formats = useFormats();
  const month = useMonth();
  const people = useAnswer(peopleList, {});
  const answer = useLastingAnswer(outputList, { month: month ?? '2026-01' });
  const tick = useChange(outputNothing);
  const error = people.error ?? answer.error ?? tick.error;
  const me = people.data?.people[0];
  if (!me || !answer.data || month === null) {
    return error ? <FailureNotice error={error} /> : <OwnPage title={t('nav.output')} isLoading />;
  }
  const { items, kinds, counts, nothingFinished } = answer.data;
  return (
    <OwnPage
      title={t('nav.output')}
      withMonth
      answer={t('output.answer', {
        count: counts.items,
        month: formats.month(month),
        accepted: formats.number(counts.accepted, 0),
      })}
    >
      {error && <FailureNotice error={error} />}
      <QuickEntry key={month} month={month} people={[me]} kinds={kinds} isOwn />
      <section className="card">
        <h2>{t('output.items')}</h2>
        <MyItems items={items} />
        {items.length === 0 && (
          <Checkbox
            mt="sm"
            size="xs"
            label={t('output.nothing', { month: formats.month(month) })}
            checked={nothingFinished.includes(me.email)}
            onChange={(event) =>
              tick.mutate({ email: me.email, month, isNothing: event.currentTarget.checked })
            }
          />
        )}
      </section>
      <MyAssets me={me} />
    </OwnPage>
  );
}

function MyItems({ items }: { readonly items: readonly OutputItem[] }) {
  const { t } = useTranslation(['output', 'mine', 'shell']);
  const formats = useFormats();
  const remove = useChange(outputRemove);
  const delivery = useDeliveryColumn<OutputItem>('output');
  const stateOf = (item: OutputItem): string =>
    item.state === 'accepted' && item.acceptedBy
      ? t('state.acceptedBy', { by: item.acceptedBy })
      : item.state === 'reopened' && item.reopened
        ? t('state.reopenedOn', { day: formats.day(item.reopened) })
        : t(`state.${item.state}`);
  const columns: DataColumn<OutputItem>[] = [
    {
      id: 'day',
      head: t('column.day'),
      text: ({ day }) => formats.day(day),
      csv: ({ day }) => day,
      sort: ({ day }) => day,
    },
    { id: 'kind', head: t('column.kind'), text: ({ kind }) => kind, isFilter: true },
    {
      id: 'quantity',
      head: t('column.quantity'),
      text: ({ quantity }) => formats.number(quantity, 3),
      isFigure: true,
      width: 0.6,
    },
    { id: 'title', head: t('column.title'), text: ({ title }) => title ?? '–', width: 2.2 },
    { id: 'state', head: t('column.state'), text: stateOf, isFilter: true, width: 1.4 },
    {
      id: 'felt',
      head: t('column.felt'),
      text: ({ minutesSaved }) =>
        minutesSaved === null ? '–' : t('minutes', { count: minutesSaved }),
      isFigure: true,
    },
    delivery,
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: ({ id, kind, person, email }) => (
        <button
          type="button"
          className="door"
          onClick={() =>
            remove.mutate(
              { id },
              {
                onSuccess: () =>
                  offerUndo(t('removed', { kind, name: person?.name ?? email }), () =>
                    ask(outputRestore, { id }),
                  ),
              },
            )
          }
        >
          {t('shell:actions.remove')}
        </button>
      ),
    },
  ];
  return (
    <>
      {remove.error && <FailureNotice error={remove.error} />}
      <DataTable
        label={t('mine:output.items')}
        rows={items}
        columns={columns}
        rowKey={({ id }) => String(id)}
        rowName={({ title, kind }) => title ?? kind}
        empty={<p className="dim">{t('none')}</p>}
      />
    </>
  );
}
