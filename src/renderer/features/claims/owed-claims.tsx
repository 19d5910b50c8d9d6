import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsBatch, claimsPay } from '../../../contract/claims.ts';
import { companyShow } from '../../../contract/company.ts';
import { saveFile } from '../../../contract/desktop.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useBy } from './acting-as.tsx';
import { whatOf } from './my-claims.tsx';
import { PaidForm } from './paid-form.tsx';

const FORMATS = [
  { format: 'sepa', ending: 'xml' },
  { format: 'cny', ending: 'csv' },
  { format: 'csv', ending: 'csv' },
] as const;
type Format = (typeof FORMATS)[number]['format'];

/** The bank's file that fits the base currency. */
const BANK_FILE_OF: Readonly<Record<string, Format>> = { EUR: 'sepa', CNY: 'cny' };

/** What is approved and in no batch: into a file for the bank, or paid by hand. */
export function OwedClaims({ claims }: { readonly claims: readonly ClaimDoc[] }) {
  const { t } = useTranslation(['claims', 'shell']);
  const formats = useFormats();
  const by = useBy();
  const make = useChange(claimsBatch);
  const company = useAnswer(companyShow, {});
  const [chosen, setFormat] = useState<Format | null>(null);
  const format = chosen ?? BANK_FILE_OF[company.data?.currency ?? ''] ?? 'csv';
  const [paying, setPaying] = useState<number | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  const write = async (): Promise<void> => {
    const ending = FORMATS.find((one) => one.format === format)?.ending ?? 'csv';
    const { file } = await ask(saveFile, { name: `payout.${ending}`, ending });
    if (file !== null) make.mutate({ format, out: file, ...by });
  };
  return (
    <section className="card scroll-x">
      <h2>
        {t('payout.owed')}
        <Explained word="payout" />
      </h2>
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
                <th>{t('column.do')}</th>
              </tr>
            </thead>
            <tbody>
              {claims.map((one) => (
                <tr key={one.id}>
                  <td style={{ whiteSpace: 'nowrap' }}>{t('claimNo', { claim: one.id })}</td>
                  <td>{one.person.name}</td>
                  <td>{whatOf(one)}</td>
                  <td className="figure">{one.owed.map(formats.money).join(' + ')}</td>
                  <td>
                    {paying === one.id ? (
                      <PaidAnotherWay id={one.id} onDone={() => setPaying(null)} />
                    ) : (
                      <button type="button" className="door" onClick={() => setPaying(one.id)}>
                        {t('payout.byHand')}
                      </button>
                    )}
                  </td>
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
      {make.data && <p role="status">{t('payout.written', { file: make.data.batch.file })}</p>}
      {failed && <FailureNotice error={failed} />}
      {make.error && <FailureNotice error={make.error} />}
    </section>
  );
}

/** Paid without a file of ours: in cash, with the salary, by the bank's own form. */
function PaidAnotherWay({ id, onDone }: { readonly id: number; readonly onDone: () => void }) {
  const by = useBy();
  const pay = useChange(claimsPay);
  return (
    <PaidForm
      needsReference
      isPending={pay.isPending}
      error={pay.error}
      onPaid={(date, reference) =>
        pay.mutate({ ids: [id], date, reference, ...by }, { onSuccess: onDone })
      }
    />
  );
}
