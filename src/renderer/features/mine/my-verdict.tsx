import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/format.ts';
import { RangeStrip, scaleOf } from '../../ui/range-strip.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import type { ToldVerdict } from './told.ts';

/** The verdict on the seat's spend as the office sent it, or that none was shared. */
export function MyVerdict({
  month,
  told,
  lastVerdict,
}: {
  readonly month: string;
  readonly told: ToldVerdict | null;
  readonly lastVerdict: string | null;
}) {
  const { t } = useTranslation('mine');
  const formats = useFormats();
  return (
    <section className="card">
      <h2>{t('verdict.title')}</h2>
      {told === null ? (
        <p style={{ margin: 0 }}>
          {lastVerdict === null
            ? t('verdict.never')
            : t('verdict.notOf', {
                month: formats.month(month),
                last: formats.month(lastVerdict),
              })}
        </p>
      ) : (
        <>
          <p style={{ margin: 0 }}>
            <VerdictMark verdict={told.verdict} lean={told.lean} expectedNet={told.expectedNet} />
          </p>
          <Worth told={told} />
          <p className="dim" style={{ margin: '6px 0 0' }}>
            {t('asSent', { day: formats.instant(told.sentAt) })} {t('verdict.ofSpend')}
          </p>
        </>
      )}
    </section>
  );
}

function Worth({ told }: { readonly told: ToldVerdict }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  if (told.value === null) return null;
  const { low80, median, high80 } = told.value;
  const strip = {
    low: Number(low80.amount),
    median: Number(median.amount),
    high: Number(high80.amount),
    cost: Number(told.spend.amount),
    verdict: told.verdict,
  };
  const sentence = t('table.strip', {
    low: formats.rounded(low80),
    high: formats.rounded(high80),
    median: formats.rounded(median),
    cost: formats.money(told.spend),
  });
  return (
    <>
      <RangeStrip strip={strip} scale={scaleOf([strip])} sentence={sentence} />
      <div className="dim">{sentence}</div>
    </>
  );
}
