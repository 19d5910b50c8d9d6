import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  type BatchDoc,
  type ClaimDoc,
  claimsBatchCancel,
  claimsBatches,
  claimsBatchFile,
  claimsBatchPaid,
} from '../../../contract/claims.ts';
import type { PersonDoc } from '../../../contract/company.ts';
import { saveFile } from '../../../contract/desktop.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useBy } from './acting-as.tsx';
import { BankDetails } from './bank-details.tsx';
import { OwedClaims } from './owed-claims.tsx';
import { PaidClaims } from './paid-claims.tsx';
import { PaidForm } from './paid-form.tsx';

/** Approved claims go into a file for the bank; batches are marked as paid, or as never sent. */
export function Payouts({
  claims,
  people,
}: {
  readonly claims: readonly ClaimDoc[];
  readonly people: readonly PersonDoc[];
}) {
  const owed = claims.filter((one) => one.state === 'approved' && one.inBatch === null);
  return (
    <>
      <OwedClaims claims={owed} />
      <Batches />
      <PaidClaims claims={claims.filter((one) => one.payments.some(({ failed }) => !failed))} />
      <BankDetails people={people} />
    </>
  );
}

function Batches() {
  const { t } = useTranslation('claims');
  const answer = useAnswer(claimsBatches, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data || answer.data.batches.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('payout.batches')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('payout.batch')}</th>
            <th>{t('payout.made')}</th>
            <th>{t('payout.people')}</th>
            <th className="figure">{t('column.total')}</th>
            <th>{t('column.state')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.data.batches.map((one) => (
            <BatchRow key={one.id} batch={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function BatchRow({ batch }: { readonly batch: BatchDoc }) {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const by = useBy();
  const paid = useChange(claimsBatchPaid);
  const cancel = useChange(claimsBatchCancel);
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>
        {batch.id} · {t(`payout.as.${batch.format}`)}
      </td>
      <td>
        {formats.instant(batch.at)}, {batch.who}
      </td>
      <td>{formats.list([...new Set(batch.payouts.map(({ person }) => person.name))])}</td>
      <td className="figure">{batch.totals.map(formats.money).join(' + ')}</td>
      <td>{t(`payout.state.${batch.state}`)}</td>
      <td>
        {batch.state === 'sent' && (
          <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
            <PaidForm
              needsReference={false}
              isPending={paid.isPending}
              error={paid.error}
              onPaid={(date, reference) => paid.mutate({ batch: batch.id, date, reference, ...by })}
            />
            <button
              type="button"
              className="door"
              onClick={() => cancel.mutate({ batch: batch.id, ...by })}
            >
              {t('payout.neverSent')}
            </button>
          </div>
        )}
        <WrittenAgain batch={batch} />
        {cancel.error && <FailureNotice error={cancel.error} />}
      </td>
    </tr>
  );
}

/** A batch's file once more, where it was lost on the way to the bank. */
function WrittenAgain({ batch }: { readonly batch: BatchDoc }) {
  const { t } = useTranslation('claims');
  const write = useMutation({
    mutationFn: async () => {
      const ending = batch.format === 'sepa' ? 'xml' : 'csv';
      const { file } = await ask(saveFile, { name: `payout-${batch.id}.${ending}`, ending });
      return file === null ? null : ask(claimsBatchFile, { batch: batch.id, out: file });
    },
  });
  return (
    <>
      <button type="button" className="door" onClick={() => write.mutate()}>
        {t('payout.again')}
      </button>
      {write.data && (
        <span role="status"> {t('payout.written', { file: write.data.batch.file })}</span>
      )}
      {write.error && <FailureNotice error={write.error} />}
    </>
  );
}
