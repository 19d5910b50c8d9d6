import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { peopleList } from '../../../contract/company.ts';
import { useAnswer } from '../../ask.ts';

type Kind = 'company' | 'role' | 'team' | 'person';

/** Whom a line is for: the company, or one of its roles, teams and people. */
export function ScopeField({
  value,
  onChange,
  kinds = ['company', 'role', 'team', 'person'],
}: {
  readonly value: string;
  readonly onChange: (scope: string) => void;
  readonly kinds?: readonly Kind[] | undefined;
}) {
  const { t } = useTranslation('allowances');
  const answer = useAnswer(peopleList, {});
  const people = answer.data?.people ?? [];
  const names = (of: 'role' | 'team') =>
    [...new Set(people.flatMap((one) => one[of] ?? []))].sort((a, b) => a.localeCompare(b));
  const groups = [
    { kind: 'company' as const, items: [{ value: 'company', label: t('scope.company') }] },
    ...(['role', 'team'] as const).map((kind) => ({
      kind,
      items: names(kind).map((name) => ({ value: `${kind}:${name}`, label: name })),
    })),
    {
      kind: 'person' as const,
      items: people.map((one) => ({ value: `person:${one.email}`, label: one.name })),
    },
  ];
  return (
    <Select
      label={t('scope.label')}
      required
      searchable
      allowDeselect={false}
      data={groups
        .filter(({ kind, items }) => kinds.includes(kind) && items.length > 0)
        .map(({ kind, items }) => ({ group: t(`scope.group.${kind}`), items }))}
      value={value || null}
      onChange={(scope) => onChange(scope ?? '')}
    />
  );
}
