import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RenewalDoc } from '../../../contract/renewals.ts';
import { hrefOf } from '../../route.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { useFormats } from '../../ui/format.ts';

/** Subscriptions by notice day, with what ending each saves and what stands out. */
export function RenewalTable({
  renewals,
  onEdit,
}: {
  readonly renewals: readonly RenewalDoc[];
  readonly onEdit: (renewal: RenewalDoc) => void;
}) {
  const { t } = useTranslation(['renewals', 'shell']);
  const { t: own } = useTranslation('renewals');
  const formats = useFormats();
  const whoOf = (one: RenewalDoc): string => one.person?.name ?? t('spare');
  const columns: readonly DataColumn<RenewalDoc>[] = [
    {
      id: 'tool',
      head: t('shell:table.tool'),
      text: ({ tool }) => tool,
      sort: ({ tool }) => tool,
      isFilter: true,
      cell: ({ tool, account }) => (
        <>
          {tool}
          {account && <div className="dim small-note">{account}</div>}
        </>
      ),
    },
    {
      id: 'who',
      head: t('column.who'),
      text: whoOf,
      sort: whoOf,
      cell: (one) =>
        one.person ? (
          <a className="door" href={hrefOf('seats', one.person.email)}>
            {one.person.name}
          </a>
        ) : (
          <span className="dim">{t('spare')}</span>
        ),
    },
    {
      id: 'price',
      head: t('column.price'),
      text: (one) => t(`per.${one.cadence}`, { price: formats.money(one.price) }),
      isFigure: true,
    },
    {
      id: 'notice',
      head: t('column.notice'),
      text: ({ noticeDay }) => formats.day(noticeDay),
      sort: ({ noticeDay }) => noticeDay,
      cell: ({ noticeDay, reminder }) => (
        <>
          {formats.day(noticeDay)}
          {reminder && <div className="warn small-note">{t(`reminder.${reminder}`)}</div>}
        </>
      ),
    },
    {
      id: 'renewal',
      head: t('column.renewal'),
      text: ({ renewal }) => formats.day(renewal),
      sort: ({ renewal }) => renewal,
      cell: ({ renewal, noticeDays }) => (
        <>
          {formats.day(renewal)}
          <div className="dim small-note">
            {noticeDays === 0 ? t('noNotice') : t('notice', { count: noticeDays })}
          </div>
        </>
      ),
    },
    {
      id: 'saves',
      head: t('column.saves'),
      text: ({ saves }) => (saves ? formats.money(saves) : '–'),
      csv: ({ saves }) => saves?.amount ?? '',
      isFigure: true,
      cell: (one) => (
        <>
          {one.saves ? formats.money(one.saves) : '–'}
          {one.from && one.saves && (
            <div className="dim small-note">{formats.span(one.from, null)}</div>
          )}
          {one.downgradeSaves && (
            <div className="dim small-note">
              {t('column.downgrade')}: {formats.money(one.downgradeSaves)}
            </div>
          )}
        </>
      ),
    },
    { id: 'note', head: t('column.note'), text: (one) => noteOf(one, own) },
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: (one) => (
        <button
          type="button"
          className="door"
          aria-label={t('changeNamed', { tool: one.tool, who: whoOf(one) })}
          onClick={() => onEdit(one)}
        >
          {t('change')}
        </button>
      ),
    },
  ];
  return (
    <DataTable
      label={t('list')}
      rows={renewals}
      columns={columns}
      rowKey={({ id }) => String(id)}
      empty={null}
    />
  );
}

/** Why it is worth a look: nobody uses it, or another tool does the same job. */
function noteOf(one: RenewalDoc, t: TFunction<'renewals'>): string {
  if (one.unusedReason !== null) {
    const reason = t(`reason.${one.unusedReason as 'left'}`);
    return one.class === null
      ? t('letIn', { reason })
      : t(`class.${one.class}`, { reason, name: one.reassignTo?.name ?? '' });
  }
  return one.overlapsWith === null ? '' : t('overlap', { tool: one.overlapsWith });
}
