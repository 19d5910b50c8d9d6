import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RateShape, ratesList } from '../../../contract/rates.ts';
import { useAnswer } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

type Pair = { readonly from: string; readonly to: string };

/** The newest rate of each pair and until when it counts; a pair opens its history. */
export function KnownRates({ rates }: { readonly rates: readonly RateShape[] }) {
  const { t } = useTranslation('rates');
  const [open, setOpen] = useState<Pair | null>(null);
  const isOpen = (one: Pair): boolean => open?.from === one.from && open.to === one.to;
  return (
    <>
      <section className="card scroll-x">
        <h2>{t('known.title')}</h2>
        <Table
          label={t('known.title')}
          rates={rates}
          pairOf={(one) => (
            <button
              type="button"
              className="door"
              aria-expanded={isOpen(one)}
              onClick={() => setOpen(isOpen(one) ? null : { from: one.from, to: one.to })}
            >
              {t('known.one', { from: one.from, to: one.to })}
            </button>
          )}
        />
      </section>
      {open && <History pair={open} />}
    </>
  );
}

function History({ pair }: { readonly pair: Pair }) {
  const { t } = useTranslation('rates');
  const answer = useAnswer(ratesList, pair);
  if (answer.error) return <FailureNotice error={answer.error} />;
  return (
    <section className="card scroll-x">
      <h2>{t('known.history', pair)}</h2>
      <Table
        label={t('known.history', pair)}
        rates={answer.data?.rates}
        pairOf={() => t('known.one', pair)}
      />
    </section>
  );
}

function Table({
  label,
  rates,
  pairOf,
}: {
  readonly label: string;
  readonly rates: readonly RateShape[] | undefined;
  readonly pairOf: (rate: RateShape) => React.ReactNode;
}) {
  const { t } = useTranslation('rates');
  const formats = useFormats();
  const pair = ({ from, to }: RateShape): string => t('known.one', { from, to });
  const columns: DataColumn<RateShape>[] = [
    { id: 'pair', head: t('known.pair'), text: pair, cell: pairOf, sort: pair },
    {
      id: 'rate',
      head: t('known.rate'),
      text: ({ rate }) => rate,
      sort: ({ rate }) => Number(rate),
      isFigure: true,
    },
    {
      id: 'day',
      head: t('form.day'),
      text: ({ day }) => formats.day(day),
      csv: ({ day }) => day,
      sort: ({ day }) => day,
    },
    {
      id: 'until',
      head: t('known.until'),
      text: ({ until }) => formats.day(until),
      csv: ({ until }) => until,
      sort: ({ until }) => until,
    },
    {
      id: 'source',
      head: t('known.source'),
      text: ({ source }) => t(`known.${source}`),
      sort: ({ source }) => t(`known.${source}`),
      isFilter: true,
    },
  ];
  return (
    <DataTable
      label={label}
      rows={rates}
      columns={columns}
      rowKey={({ from, to, day }) => `${from} ${to} ${day}`}
      empty={<p className="dim">{t('known.none')}</p>}
    />
  );
}
