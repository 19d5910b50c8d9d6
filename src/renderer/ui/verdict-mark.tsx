import { useTranslation } from 'react-i18next';
import type { VerdictWord } from '../../contract/spend.ts';

const SIGNS: Readonly<Record<VerdictWord, string>> = {
  justified: '✓',
  'not justified': '–',
  undecided: '≈',
  'no data': '·',
};

/** A verdict as a sign and its word, never by colour alone. */
export function VerdictMark({ verdict }: { readonly verdict: VerdictWord }) {
  const { t } = useTranslation();
  return (
    <span className="verdict" data-verdict={verdict}>
      <span aria-hidden="true">{SIGNS[verdict]}</span>
      {t(`verdict.${verdict}`)}
    </span>
  );
}
