import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RateShape, ratesList } from '../../../contract/rates.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';

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
  if (!answer.data) return <PartSkeleton height={160} />;
  return (
    <section className="card scroll-x">
      <h2>{t('known.history', pair)}</h2>
      <Table rates={answer.data.rates} pairOf={() => t('known.one', pair)} />
    </section>
  );
}

function Table({
  rates,
  pairOf,
}: {
  readonly rates: readonly RateShape[];
  readonly pairOf: (rate: RateShape) => React.ReactNode;
}) {
  const { t } = useTranslation('rates');
  const formats = useFormats();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t('known.pair')}</th>
          <th className="figure">{t('known.rate')}</th>
          <th>{t('form.day')}</th>
          <th>{t('known.until')}</th>
          <th>{t('known.source')}</th>
        </tr>
      </thead>
      <tbody>
        {rates.map((one) => (
          <tr key={`${one.from} ${one.to} ${one.day}`}>
            <td>{pairOf(one)}</td>
            <td className="figure">{one.rate}</td>
            <td>{formats.day(one.day)}</td>
            <td>{formats.day(one.until)}</td>
            <td>{t(`known.${one.source}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
