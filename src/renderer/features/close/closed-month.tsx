import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type closeChecklist, closeReopen } from '../../../contract/close.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { ClosingHistory } from './closing-history.tsx';
import { CorrectionForm } from './correction-form.tsx';

type Checklist = OutputOf<typeof closeChecklist>;

/** A frozen month: its corrections in later months, and the way to open it again. */
export function ClosedMonth({
  checklist,
}: {
  readonly checklist: Checklist;
  readonly closed: NonNullable<Checklist['closed']>;
}) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const reopen = useChange(closeReopen);
  const [reason, setReason] = useState('');
  const { month, corrections } = checklist;
  return (
    <>
      <section className="card scroll-x">
        <h2>{t('corrections.title')}</h2>
        <p className="dim" style={{ margin: '0 0 8px', maxWidth: '80ch' }}>
          {t('corrections.text')}
        </p>
        {corrections.length > 0 && (
          <table className="table" style={{ marginBottom: 10 }}>
            <tbody>
              {corrections.map((one) => (
                <tr key={`${one.day} ${one.reference} ${one.description} ${one.amount.amount}`}>
                  <td>{formats.day(one.day)}</td>
                  <td>{one.description}</td>
                  <td className="dim">{one.reference}</td>
                  <td className="figure">{formats.money(one.amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <CorrectionForm corrects={month} currency={checklist.total.currency} />
      </section>
      <ClosingHistory history={checklist.history} />
      <section className="card">
        <h2>{t('reopen.title')}</h2>
        <p style={{ margin: '0 0 10px', maxWidth: '80ch' }}>{t('reopen.text')}</p>
        {reopen.error && <FailureNotice error={reopen.error} />}
        <div style={{ display: 'flex', gap: 10, alignItems: 'end' }}>
          <TextInput
            label={t('reopen.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            style={{ width: 360 }}
          />
          <Button
            variant="default"
            disabled={reason.trim() === ''}
            loading={reopen.isPending}
            onClick={() => reopen.mutate({ month, reason: reason.trim() })}
          >
            {t('reopen.action', { month: formats.month(month) })}
          </Button>
        </div>
      </section>
    </>
  );
}
