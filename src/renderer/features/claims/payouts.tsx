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
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
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
  const columns = useBatchColumns();
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (answer.data?.batches.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('payout.batches')}</h2>
      <DataTable
        label={t('payout.batches')}
        rows={answer.data?.batches}
        columns={columns}
        rowKey={({ id }) => String(id)}
        first={{ id: 'batch', desc: true }}
        empty={null}
      />
    </section>
  );
}

function useBatchColumns(): DataColumn<BatchDoc>[] {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const state = ({ state }: BatchDoc): string => t(`payout.state.${state}`);
  const people = ({ payouts }: BatchDoc): string =>
    formats.list([...new Set(payouts.map(({ person }) => person.name))]);
  return [
    {
      id: 'batch',
      head: t('payout.batch'),
      text: ({ id, format }) => `${id} · ${t(`payout.as.${format}`)}`,
      cell: ({ id, format }) => (
        <span className="nowrap">
          {id} · {t(`payout.as.${format}`)}
        </span>
      ),
      sort: ({ id }) => id,
    },
    {
      id: 'made',
      head: t('payout.made'),
      text: ({ at, who }) => `${formats.instant(at)}, ${who}`,
      sort: ({ at }) => at,
    },
    { id: 'people', head: t('payout.people'), text: people },
    {
      id: 'total',
      head: t('column.total'),
      text: ({ totals }) => totals.map(formats.money).join(' + '),
      isFigure: true,
    },
    { id: 'state', head: t('column.state'), text: state, sort: state, isFilter: true },
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: (batch) => <BatchActs batch={batch} />,
    },
  ];
}

function BatchActs({ batch }: { readonly batch: BatchDoc }) {
  const { t } = useTranslation('claims');
  const by = useBy();
  const paid = useChange(claimsBatchPaid);
  const cancel = useChange(claimsBatchCancel);
  return (
    <>
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
    </>
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
