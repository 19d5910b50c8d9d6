import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reconcileCharges } from '../../../contract/invoices.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { spendRowsShow } from '../../../contract/spend.ts';
import { useAnswer } from '../../ask.ts';
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
  const [open, setOpen] = useState<number | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={120} />;
  const { charges, more } = answer.data;
  if (charges.length === 0) return <p className="dim">{t('charges.none')}</p>;
  return (
    <>
      <table className="table" aria-label={t('charges.title')} style={{ marginTop: 10 }}>
        <thead>
          <tr>
            <th>{t('charges.day')}</th>
            <th>{t('charges.source')}</th>
            <th>{t('shell:table.tool')}</th>
            <th>{t('charges.who')}</th>
            <th className="figure">{t('shell:table.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {charges.map((charge, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other key
            <tr key={index}>
              <td>{formats.day(charge.day)}</td>
              <td>
                {charge.source === 'subscription' ? (
                  t(`shell:source.${charge.source}`)
                ) : (
                  <button
                    type="button"
                    className="door"
                    aria-expanded={open === index}
                    onClick={() => setOpen(open === index ? null : index)}
                  >
                    {t(`shell:source.${charge.source}`)}
                  </button>
                )}
                {open === index && <Rows charge={charge} />}
              </td>
              <td>{[charge.tool, charge.model].filter(Boolean).join(' · ') || '–'}</td>
              <td>{charge.person?.name ?? charge.identity ?? t('shell:nobody')}</td>
              <td className="figure">
                {charge.original.currency !== charge.amount.currency &&
                  Number(charge.waitingAmount.amount) === 0 && (
                    <span className="dim">{formats.money(charge.original)} = </span>
                  )}
                {Number(charge.waitingAmount.amount) === 0 || Number(charge.amount.amount) !== 0
                  ? formats.money(charge.amount)
                  : null}
                <Waits waiting={[{ amount: charge.waitingAmount }]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more && <p className="dim">{t('charges.more')}</p>}
    </>
  );
}

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
