import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reconcileCharges } from '../../../contract/invoices.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { spendRowsShow } from '../../../contract/spend.ts';
import { useAnswer } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { Waits } from '../../ui/waiting.tsx';

type Charge = OutputOf<typeof reconcileCharges>['charges'][number];

/** What the account was charged; each line opens the rows of files behind it. */
export function AccountCharges({
  account,
  from,
  to,
}: {
  readonly account: string;
  readonly from: string;
  readonly to: string;
}) {
  const { t } = useTranslation(['reconciliation', 'shell']);
  const formats = useFormats();
  const answer = useAnswer(reconcileCharges, { account, from, to });
  const [open, setOpen] = useState<string | null>(null);
  // Charges come in a fixed order and have no id of their own.
  const rows = useMemo(
    () => answer.data?.charges.map((charge, index) => ({ ...charge, key: String(index) })),
    [answer.data],
  );
  if (answer.error) return <FailureNotice error={answer.error} />;
  const who = (charge: Charge): string =>
    charge.person?.name ?? charge.identity ?? t('shell:nobody');
  const tool = (charge: Charge): string =>
    [charge.tool, charge.model].filter(Boolean).join(' · ') || '–';
  const source = (charge: Charge): string => t(`shell:source.${charge.source}`);
  const isKnown = (charge: Charge): boolean =>
    Number(charge.waitingAmount.amount) === 0 || Number(charge.amount.amount) !== 0;
  const columns: DataColumn<KeyedCharge>[] = [
    {
      id: 'day',
      head: t('charges.day'),
      text: ({ day }) => formats.day(day),
      csv: ({ day }) => day,
      sort: ({ day }) => day,
    },
    {
      id: 'source',
      head: t('charges.source'),
      text: source,
      sort: source,
      isFilter: true,
      cell: (charge) =>
        charge.source === 'subscription' ? (
          source(charge)
        ) : (
          <button
            type="button"
            className="door"
            aria-expanded={open === charge.key}
            onClick={() => setOpen(open === charge.key ? null : charge.key)}
          >
            {source(charge)}
          </button>
        ),
    },
    { id: 'tool', head: t('shell:table.tool'), text: tool, sort: tool, isFilter: true },
    { id: 'who', head: t('charges.who'), text: who, sort: who, isFilter: true },
    {
      id: 'amount',
      head: t('shell:table.amount'),
      text: (charge) => (isKnown(charge) ? formats.money(charge.amount) : ''),
      csv: (charge) => (isKnown(charge) ? charge.amount.amount : ''),
      isFigure: true,
      cell: (charge) => (
        <>
          {charge.original.currency !== charge.amount.currency &&
            Number(charge.waitingAmount.amount) === 0 && (
              <span className="dim">{formats.money(charge.original)} = </span>
            )}
          {isKnown(charge) ? formats.money(charge.amount) : null}
          <Waits waiting={[{ amount: charge.waitingAmount }]} />
        </>
      ),
    },
  ];
  return (
    <>
      <DataTable
        label={t('charges.title')}
        rows={rows}
        columns={columns}
        rowKey={({ key }) => key}
        detail={(charge) => (charge.key === open ? <Rows charge={charge} /> : null)}
        empty={<p className="dim">{t('charges.none')}</p>}
      />
      {answer.data?.more && <p className="dim">{t('charges.more')}</p>}
    </>
  );
}

type KeyedCharge = Charge & { readonly key: string };

function Rows({ charge }: { readonly charge: Charge }) {
  const { t } = useTranslation('reconciliation');
  const formats = useFormats();
  const { month, identity, tool, model, source } = charge;
  const answer = useAnswer(spendRowsShow, { month, identity, tool, model, source });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={120} />;
  return (
    <ul className="dim" style={{ margin: '4px 0 0', paddingLeft: 16 }}>
      {answer.data.rows.slice(0, 50).map((row) => (
        <li key={`${row.importId} ${row.line} ${row.day}`}>
          {formats.day(row.day)}{' '}
          {row.file
            ? t('charges.row', { file: row.file.split(/[\\/]/).at(-1), line: row.line })
            : row.detail}{' '}
          {row.amount && formats.money(row.amount)}
        </li>
      ))}
    </ul>
  );
}
