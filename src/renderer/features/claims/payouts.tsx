import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type BatchDoc,
  type ClaimDoc,
  claimsBatch,
  claimsBatchCancel,
  claimsBatches,
  claimsBatchPaid,
  claimsFailed,
} from '../../../contract/claims.ts';
import { companyShow, type PersonDoc } from '../../../contract/company.ts';
import { saveFile } from '../../../contract/desktop.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useBy } from './acting-as.tsx';
import { BankDetails } from './bank-details.tsx';
import { whatOf } from './my-claims.tsx';

const FORMATS = [
  { format: 'sepa', ending: 'xml' },
  { format: 'cny', ending: 'csv' },
  { format: 'csv', ending: 'csv' },
] as const;
type Format = (typeof FORMATS)[number]['format'];

/** The bank's file that fits the base currency. */
const BANK_FILE_OF: Readonly<Record<string, Format>> = { EUR: 'sepa', CNY: 'cny' };

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
      <Owed claims={owed} />
      <Batches />
      <PaidClaims claims={claims.filter((one) => one.payments.some(({ failed }) => !failed))} />
      <BankDetails people={people} />
    </>
  );
}

function Owed({ claims }: { readonly claims: readonly ClaimDoc[] }) {
  const { t } = useTranslation(['claims', 'shell']);
  const formats = useFormats();
  const by = useBy();
  const make = useChange(claimsBatch);
  const company = useAnswer(companyShow, {});
  const [chosen, setFormat] = useState<Format | null>(null);
  const format = chosen ?? BANK_FILE_OF[company.data?.currency ?? ''] ?? 'csv';
  const [failed, setFailed] = useState<Error | null>(null);
  const write = async (): Promise<void> => {
    const ending = FORMATS.find((one) => one.format === format)?.ending ?? 'csv';
    const { file } = await ask(saveFile, { name: `payout.${ending}`, ending });
    if (file !== null) make.mutate({ format, out: file, ...by });
  };
  return (
    <section className="card scroll-x">
      <h2>{t('payout.owed')}</h2>
      {claims.length === 0 ? (
        <p className="dim" style={{ margin: 0 }}>
          {t('payout.nothing')}
        </p>
      ) : (
        <>
          <table className="table">
            <thead>
              <tr>
                <th>{t('column.claim')}</th>
                <th>{t('shell:table.person')}</th>
                <th>{t('column.what')}</th>
                <th className="figure">{t('payout.toPay')}</th>
              </tr>
            </thead>
            <tbody>
              {claims.map((one) => (
                <tr key={one.id}>
                  <td style={{ whiteSpace: 'nowrap' }}>{t('claimNo', { claim: one.id })}</td>
                  <td>{one.person.name}</td>
                  <td>{whatOf(one)}</td>
                  <td className="figure">{one.owed.map(formats.money).join(' + ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div style={{ display: 'flex', gap: 8, alignItems: 'end', marginTop: 10 }}>
            <Select
              label={t('payout.format')}
              data={FORMATS.map((one) => ({
                value: one.format,
                label: t(`payout.as.${one.format}`),
              }))}
              value={format}
              onChange={(value) =>
                setFormat(FORMATS.find((one) => one.format === value)?.format ?? 'csv')
              }
              allowDeselect={false}
              w={260}
            />
            <Button
              loading={make.isPending}
              onClick={() => void write().catch((error: Error) => setFailed(error))}
            >
              {t('payout.write')}
            </Button>
          </div>
        </>
      )}
      {failed && <FailureNotice error={failed} />}
      {make.error && <FailureNotice error={make.error} />}
    </section>
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
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10));
  const error = paid.error ?? cancel.error;
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
          <form
            style={{ display: 'flex', gap: 8, alignItems: 'center' }}
            onSubmit={(event) => {
              event.preventDefault();
              paid.mutate({ batch: batch.id, date: day, ...by });
            }}
          >
            <TextInput
              type="date"
              aria-label={t('payout.paidDay')}
              value={day}
              required
              onChange={(event) => setDay(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={paid.isPending}>
              {t('payout.markPaid')}
            </Button>
            <button
              type="button"
              className="door"
              onClick={() => cancel.mutate({ batch: batch.id, ...by })}
            >
              {t('payout.neverSent')}
            </button>
          </form>
        )}
        {error && <FailureNotice error={error} />}
      </td>
    </tr>
  );
}

function PaidClaims({ claims }: { readonly claims: readonly ClaimDoc[] }) {
  const { t } = useTranslation(['claims', 'shell']);
  const formats = useFormats();
  const [failing, setFailing] = useState<number | null>(null);
  if (claims.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('payout.paid')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('column.claim')}</th>
            <th>{t('shell:table.person')}</th>
            <th className="figure">{t('column.total')}</th>
            <th>{t('payout.day')}</th>
            <th>{t('payout.reference')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {claims.flatMap((one) =>
            one.payments
              .filter(({ failed }) => !failed)
              .map(({ reference, day, amount }) => (
                <tr key={`${one.id} ${reference} ${amount.currency}`}>
                  <td style={{ whiteSpace: 'nowrap' }}>{t('claimNo', { claim: one.id })}</td>
                  <td>{one.person.name}</td>
                  <td className="figure">{formats.money(amount)}</td>
                  <td>{formats.day(day)}</td>
                  <td>{reference}</td>
                  <td>
                    {failing === one.id ? (
                      <CameBack id={one.id} reference={reference} onDone={() => setFailing(null)} />
                    ) : (
                      <button type="button" className="door" onClick={() => setFailing(one.id)}>
                        {t('payout.cameBack')}
                      </button>
                    )}
                  </td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </section>
  );
}

function CameBack({
  id,
  reference,
  onDone,
}: {
  readonly id: number;
  readonly reference: string;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('claims');
  const by = useBy();
  const fail = useChange(claimsFailed);
  const [reason, setReason] = useState('');
  return (
    <form
      style={{ display: 'flex', gap: 8, alignItems: 'center' }}
      onSubmit={(event) => {
        event.preventDefault();
        fail.mutate({ id, reason, reference, ...by }, { onSuccess: onDone });
      }}
    >
      <TextInput
        aria-label={t('payout.why')}
        placeholder={t('payout.why')}
        value={reason}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={fail.isPending}>
        {t('payout.cameBack')}
      </Button>
      {fail.error && <FailureNotice error={fail.error} />}
    </form>
  );
}
