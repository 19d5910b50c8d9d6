import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsBatch, claimsPay } from '../../../contract/claims.ts';
import { companyShow } from '../../../contract/company.ts';
import { saveFile } from '../../../contract/desktop.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { sumsByCurrency } from '../../ui/data-table/sums.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useBy } from './acting-as.tsx';
import { useClaimColumns } from './claim-columns.ts';
import { PaidForm } from './paid-form.tsx';

const FORMATS = [
  { format: 'sepa', ending: 'xml' },
  { format: 'cny', ending: 'csv' },
  { format: 'csv', ending: 'csv' },
] as const;
type Format = (typeof FORMATS)[number]['format'];

/** The bank's file that fits the base currency. */
const BANK_FILE_OF: Readonly<Record<string, Format>> = { EUR: 'sepa', CNY: 'cny' };

/** What is approved and in no batch: into a file for the bank, or paid by hand; all of it, or what is ticked. */
export function OwedClaims({ claims }: { readonly claims: readonly ClaimDoc[] }) {
  const { t } = useTranslation('claims');
  const by = useBy();
  const make = useChange(claimsBatch);
  const company = useAnswer(companyShow, {});
  const [chosen, setFormat] = useState<Format | null>(null);
  const format = chosen ?? BANK_FILE_OF[company.data?.currency ?? ''] ?? 'csv';
  const [failed, setFailed] = useState<Error | null>(null);
  const [paying, setPaying] = useState<number | null>(null);
  const columns = useColumns((claim) => setPaying(claim === paying ? null : claim));
  const write = async (only: { ids?: number[] }): Promise<void> => {
    const ending = FORMATS.find((one) => one.format === format)?.ending ?? 'csv';
    const { file } = await ask(saveFile, { name: `payout.${ending}`, ending });
    if (file !== null) make.mutate({ format, out: file, ...only, ...by });
  };
  const begin = (only: { ids?: number[] }) => () =>
    void write(only).catch((error: Error) => setFailed(error));
  return (
    <section className="card">
      <h2>
        {t('payout.owed')}
        <Explained word="payout" />
      </h2>
      <DataTable
        label={t('payout.owed')}
        rows={claims}
        columns={columns}
        rowKey={({ id }) => String(id)}
        rowName={({ id, person }) => t('review.claimOf', { claim: id, name: person.name })}
        first={{ id: 'person', desc: false }}
        detail={({ id }) =>
          id === paying ? <PaidAnotherWay ids={[id]} onDone={() => setPaying(null)} /> : null
        }
        bulk={(selected) => {
          const ids = selected.map(({ id }) => id);
          return (
            <>
              <Button size="compact-sm" loading={make.isPending} onClick={begin({ ids })}>
                {t('payout.writeSelected')}
              </Button>
              <PaidAnotherWay ids={ids} onDone={() => setPaying(null)} />
            </>
          );
        }}
        empty={
          <p className="dim" style={{ margin: 0 }}>
            {t('payout.nothing')}
          </p>
        }
      />
      {claims.length > 0 && (
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
          <Button loading={make.isPending} onClick={begin({})}>
            {t('payout.write')}
          </Button>
        </div>
      )}
      {make.data && <p role="status">{t('payout.written', { file: make.data.batch.file })}</p>}
      {failed && <FailureNotice error={failed} />}
      {make.error && <FailureNotice error={make.error} />}
    </section>
  );
}

function useColumns(onPay: (claim: number) => void): DataColumn<ClaimDoc>[] {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const [number, person, what] = useClaimColumns((one: ClaimDoc) => one);
  return [
    number,
    person,
    what,
    {
      id: 'owed',
      head: t('payout.toPay'),
      text: ({ owed }) => owed.map(formats.money).join(' + '),
      isFigure: true,
      total: (shown) =>
        sumsByCurrency(shown.flatMap(({ owed }) => owed))
          .map(formats.money)
          .join(' + '),
    },
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: ({ id }) => (
        <button type="button" className="door" onClick={() => onPay(id)}>
          {t('payout.byHand')}
        </button>
      ),
    },
  ];
}

/** Paid without a file of ours: in cash, with the salary, by the bank's own form. */
function PaidAnotherWay({
  ids,
  onDone,
}: {
  readonly ids: readonly number[];
  readonly onDone: () => void;
}) {
  const by = useBy();
  const pay = useChange(claimsPay);
  return (
    <PaidForm
      needsReference
      isPending={pay.isPending}
      error={pay.error}
      onPaid={(date, reference) =>
        pay.mutate({ ids: [...ids], date, reference, ...by }, { onSuccess: onDone })
      }
    />
  );
}
