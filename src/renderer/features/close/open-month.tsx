import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChecklistItemDoc, type closeChecklist, closeMonth } from '../../../contract/close.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { ClosingHistory } from './closing-history.tsx';

type Checklist = OutputOf<typeof closeChecklist>;

/** Where each thing is put right. */
const PLACES: Readonly<Record<ChecklistItemDoc['code'], readonly [string, string?]>> = {
  'rate-missing': ['rates'],
  'not-over': ['overview'],
  'no-spend': ['imports'],
  'earlier-open': ['close', 'month'],
  unpriced: ['settings', 'models'],
  unassigned: ['people', 'unassigned'],
  rejects: ['imports'],
  unread: ['accounts'],
  'claims-open': ['claims'],
  'invoices-open': ['invoices'],
  'counted-twice': ['imports'],
};

/** What stands in the way of closing, each with its place; then the button that freezes the month. */
export function OpenMonth({ checklist }: { readonly checklist: Checklist }) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const close = useChange(closeMonth);
  const [reason, setReason] = useState('');
  const { month, items } = checklist;
  const isBlocked = items.some((one) => one.severity === 'blocks');
  return (
    <>
      <section className="card scroll-x">
        <h2>{t('checklist.title')}</h2>
        {items.length === 0 ? (
          <p style={{ margin: 0 }}>✓ {t('checklist.nothing')}</p>
        ) : (
          <table className="table">
            <tbody>
              {items.map((item) => (
                <ItemRow key={`${item.code} ${item.amount?.currency}`} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="card">
        <h2>{t('freeze.title')}</h2>
        <p style={{ margin: '0 0 10px', maxWidth: '80ch' }}>{t('freeze.text')}</p>
        {close.error && <FailureNotice error={close.error} />}
        <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
          {isBlocked && (
            <TextInput
              label={t('freeze.reason')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              style={{ width: 360 }}
            />
          )}
          <Button
            disabled={isBlocked && reason.trim() === ''}
            loading={close.isPending}
            onClick={() => close.mutate(isBlocked ? { month, anyway: reason.trim() } : { month })}
          >
            {t(isBlocked ? 'freeze.anyway' : 'freeze.close', { month: formats.month(month) })}
          </Button>
        </div>
      </section>
      <ClosingHistory history={checklist.history} />
    </>
  );
}

function ItemRow({ item }: { readonly item: ChecklistItemDoc }) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const blocks = item.severity === 'blocks';
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap', width: 120 }}>
        <span className={blocks ? 'warn' : 'dim'} style={{ fontWeight: blocks ? 600 : 400 }}>
          {blocks ? '■' : '○'} {t(`severity.${item.severity}`)}
        </span>
      </td>
      <td>
        {t(`item.${item.code}`, {
          count: item.count,
          amount: item.amount ? formats.money(item.amount) : '',
          currency: item.amount?.currency ?? '',
          months: formats.list(item.months.map(formats.month)),
        })}
      </td>
      <td className="figure">
        <a className="door" href={hrefOf(...PLACES[item.code])}>
          {t(`mend.${item.code}`)}
        </a>
      </td>
    </tr>
  );
}
