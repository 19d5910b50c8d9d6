import { Spotlight } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import { peopleList } from '../contract/company.ts';
import { useAnswer } from './ask.ts';
import { screens } from './navigation.tsx';
import { goTo } from './route.ts';

/** Ctrl+K goes anywhere: to a screen, or to a person's seat. */
export function Finder() {
  const { t } = useTranslation();
  const people = useAnswer(peopleList, {});
  const actions = [
    ...screens.map(({ id }) => ({ id, label: t(`nav.${id}`), onClick: () => goTo(id) })),
    ...(people.data?.people ?? []).map((one) => ({
      id: `seat ${one.email}`,
      label: one.name,
      description: one.role ?? one.email,
      onClick: () => goTo('seats', one.email),
    })),
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={['mod + K']}
      nothingFound={t('find.nothing')}
      highlightQuery
      limit={12}
      searchProps={{ placeholder: t('find.placeholder'), 'aria-label': t('find.placeholder') }}
    />
  );
}
