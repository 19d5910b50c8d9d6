import { useTranslation } from 'react-i18next';
import type { FindingDoc } from '../../../contract/claims.ts';
import { type Formats, useFormats } from '../../ui/format.ts';

/** What a claim is asked about: a sign, a word and a sentence each, never colour alone. */
export function FindingList({
  findings,
  lines,
}: {
  readonly findings: readonly FindingDoc[];
  /** How many lines the claim has: with one, its number says nothing. */
  readonly lines: number;
}) {
  const { t } = useTranslation('claims');
  const sentence = useFindingSentence();
  if (findings.length === 0)
    return (
      <p className="dim" style={{ margin: 0 }}>
        {t('finding.none')}
      </p>
    );
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 4 }}>
      {findings.map((one) => (
        <li
          key={`${one.code} ${one.line} ${JSON.stringify(one.params)}`}
          style={{ display: 'flex', gap: 8, alignItems: 'baseline' }}
        >
          <strong
            style={{
              color: one.severity === 'blocks' ? 'var(--no)' : 'var(--warn)',
              whiteSpace: 'nowrap',
            }}
          >
            <span aria-hidden="true">{one.severity === 'blocks' ? '✕' : '!'}</span>{' '}
            {t(`severity.${one.severity}`)}
          </strong>
          <span>
            {one.line !== null && lines > 1 && `${t('lineNo', { line: one.line })}: `}
            {sentence(one)}
            {one.other &&
              ` ${t('finding.other', { person: one.other.person.name, claim: one.other.claim })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A finding's sentence in the window's language. */
function useFindingSentence(): (finding: FindingDoc) => string {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  return ({ code, params }) => {
    const key =
      code === 'uplift_not_reached' && params['uplift'] === null ? 'uplift_unknown' : code;
    return t(`finding.${key}`, shownParams(params, formats));
  };
}

/** Amounts, days and months of a finding as the window writes them. */
function shownParams(params: FindingDoc['params'], formats: Formats): Record<string, string> {
  const currency = String(params['currency'] ?? 'USD');
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const text = String(value ?? '');
      if (/^-?\d+\.\d{2,6}$/.test(text)) {
        return [name, formats.money({ amount: text, currency })];
      }
      if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return [name, formats.day(text)];
      if (/^\d{4}-\d{2}$/.test(text)) return [name, formats.month(text)];
      return [name, text];
    }),
  );
}
