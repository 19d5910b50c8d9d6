import type { TFunction } from 'i18next';
import { Trans, useTranslation } from 'react-i18next';
import type { OverviewDoc } from '../../../contract/month.ts';
import { type Formats, useFormats } from '../../ui/format.ts';

/** The one sentence that answers the page's question: what the month cost, and how its seats stand. */
export function MonthSentence({ overview }: { readonly overview: OverviewDoc }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { key, values } = costSentence(overview, formats);
  return (
    <>
      <Trans t={t} i18nKey={key} values={values} components={{ em: <em /> }} />
      {formats.language === 'en' ? ' ' : ''}
      {formats.sentences(waitingSentence(overview, t), seatsSentence(overview.seats, t))}
    </>
  );
}

/** Within half a per cent nobody would speak of more or less. */
const SAME = 0.005;
const TIMES_FROM = 2;

/** What the month cost beside the month before: no ratio where there is nothing to divide by. */
export function costSentence(
  { month, total, previousTotal }: Pick<OverviewDoc, 'month' | 'total' | 'previousTotal'>,
  formats: Formats,
): { readonly key: string; readonly values: Record<string, string> } {
  const values = { month: formats.month(month), total: formats.money(total) };
  const before = previousTotal === null ? 0 : Number(previousTotal.amount);
  const now = Number(total.amount);
  if (before <= 0 || now < 0) return { key: 'sentence.cost', values };
  const ratio = now / before;
  if (Math.abs(ratio - 1) < SAME) return { key: 'sentence.costSame', values };
  if (ratio >= TIMES_FROM) {
    return { key: 'sentence.costTimes', values: { ...values, times: formats.number(ratio) } };
  }
  const share = formats.percent(Math.abs(ratio - 1));
  return {
    key: ratio > 1 ? 'sentence.costMore' : 'sentence.costLess',
    values: { ...values, share },
  };
}

/** Charges that wait for a rate are in no total, and the sentence beside it says so. */
export function waitingSentence(
  { waitingForRate }: Pick<OverviewDoc, 'waitingForRate'>,
  t: TFunction<'overview'>,
): string | null {
  const count = waitingForRate.reduce((sum, one) => sum + one.count, 0);
  return count === 0 ? null : t('sentence.waiting', { count });
}

const WORDS = ['justified', 'notJustified', 'undecided', 'noData'] as const;

/** How the seats stand; one seat, or all of one kind, have a sentence of their own. */
export function seatsSentence(seats: OverviewDoc['seats'], t: TFunction<'overview'>): string {
  const { count, undecided, leansKeep, leansDrop } = seats;
  if (count === 0) return t('sentence.noSeats');
  if (undecided === null) return t('sentence.seatsAlone', { count });
  const leans = leanParts(leansKeep, leansDrop, t);
  const only = WORDS.find((word) => seats[word] === count);
  if (only === 'undecided') {
    return leans === ''
      ? t('sentence.all.undecided', { count })
      : t('sentence.all.undecidedLeaning', { count, leans });
  }
  if (only) return t(`sentence.all.${only}`, { count });
  const parts = WORDS.filter((word) => (seats[word] ?? 0) > 0).map((word) =>
    word === 'undecided' && leans !== ''
      ? t('sentence.part.undecidedLeaning', { count: undecided, leans })
      : t(`sentence.part.${word}`, { count: seats[word] ?? 0 }),
  );
  return t('sentence.seats', { count, parts: parts.join(t('sentence.between')) });
}

function leanParts(keep: number | null, drop: number | null, t: TFunction<'overview'>): string {
  return [
    ...(keep ? [t('sentence.leans.keep', { count: keep })] : []),
    ...(drop ? [t('sentence.leans.drop', { count: drop })] : []),
  ].join(t('sentence.between'));
}
