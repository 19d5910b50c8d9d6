import { useTranslation } from 'react-i18next';
import type { AllowanceDoc } from '../../../contract/allowances.ts';
import { peopleList } from '../../../contract/company.ts';
import { useAnswer } from '../../ask.ts';
import { useFormats } from '../../ui/format.ts';

type Kind = Pick<AllowanceDoc['line'], 'modelClass' | 'cadence' | 'counts'>;

/** What a line is for and how often it comes: `all models, a month`; of a week, which one. */
export function useLineName(): (one: {
  readonly line: Kind;
  readonly period?: AllowanceDoc['period'];
}) => string {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  return ({ line, period }) => {
    const isClaims = !line.counts.includes('spend');
    const what = isClaims ? t('for.claims') : t(`for.${line.modelClass}`);
    if (line.cadence === 'week' && period) {
      return t('for.inWeek', { what, span: formats.span(period.from, period.to) });
    }
    return t(`for.per.${line.cadence}`, { what });
  };
}

/** A scope in words: the company, a role, a team, or a person by name. */
export function useScopeName(): (scope: string) => string {
  const { t } = useTranslation('allowances');
  const people = useAnswer(peopleList, {}).data?.people;
  return (scope) => {
    const [kind = 'company', ...rest] = scope.split(':');
    const name = rest.join(':');
    if (kind === 'role' || kind === 'team') return t(`scope.${kind}`, { name });
    if (kind !== 'person') return t('scope.company');
    const wanted = name.toLowerCase();
    // Nothing until the names are known: an address that turns into a name would jump.
    if (people === undefined) return '';
    return people.find(({ email }) => email.toLowerCase() === wanted)?.name ?? name;
  };
}
