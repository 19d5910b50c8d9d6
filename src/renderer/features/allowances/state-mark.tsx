import { useTranslation } from 'react-i18next';
import type { AllowanceStateWord } from '../../../contract/allowances.ts';

const SIGNS: Readonly<Record<AllowanceStateWord, string>> = {
  within: '✓',
  'at risk': '△',
  over: '▲',
};
const COLOURS: Readonly<Record<AllowanceStateWord, string>> = {
  within: 'var(--yes)',
  'at risk': 'var(--warn)',
  over: 'var(--no)',
};

/** How an allowance stands, as a sign and its word, never by colour alone. */
export function StateMark({ state }: { readonly state: AllowanceStateWord }) {
  const { t } = useTranslation('allowances');
  return (
    <span className="verdict" style={{ color: COLOURS[state] }}>
      <span aria-hidden="true">{SIGNS[state]}</span>
      {t(`state.${state}`)}
    </span>
  );
}
