import { useTranslation } from 'react-i18next';
import type { MoneyShape } from '../../contract/shapes.ts';
import type { LeanWord, VerdictWord } from '../../contract/spend.ts';
import { useFormats } from './format.ts';
import { Hidden } from './hidden.tsx';

const SIGNS: Readonly<Record<VerdictWord, string>> = {
  justified: '✓',
  'not justified': '–',
  undecided: '≈',
  'no data': '·',
};

/**
 * A verdict as a sign and its word, never by colour alone. Behind an undecided one stands where it
 * leans and what it is expected to net a month, to tens: a bet with odds, no verdict.
 */
export function VerdictMark({
  verdict,
  lean = null,
  expectedNet = null,
}: {
  /** `null` where it is hidden from whoever looks. */
  readonly verdict: VerdictWord | null;
  readonly lean?: LeanWord | null;
  readonly expectedNet?: MoneyShape | null;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (verdict === null) return <Hidden what="verdicts" />;
  return (
    <>
      <span className="verdict" data-verdict={verdict}>
        <span aria-hidden="true">{SIGNS[verdict]}</span>
        {t(`verdict.${verdict}`)}
      </span>
      {lean && (
        <span className="small">
          {' '}
          {expectedNet
            ? t(`lean.about.${lean}`, { net: aboutMoney(expectedNet, formats.rounded) })
            : t(`lean.${lean}`)}
        </span>
      )}
    </>
  );
}

/** An estimate to tens, with its sign and currency. */
export function aboutMoney(
  { amount, currency }: MoneyShape,
  rounded: (value: MoneyShape) => string,
): string {
  const tens = Math.round(Math.abs(Number(amount)) / 10) * 10;
  const sign = tens === 0 ? '' : Number(amount) < 0 ? '−' : '+';
  return `${sign}${rounded({ amount: String(tens), currency })}\u00a0${currency}`;
}
