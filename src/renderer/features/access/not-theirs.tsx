import { useTranslation } from 'react-i18next';
import { useHere } from '../../here.ts';
import { screenName } from '../../navigation.tsx';
import { EmptyState, Page } from '../../ui/page.tsx';

/** In a screen's place where a link leads to what whoever sits here does not see. */
export function NotTheirs({ id }: { readonly id: string }) {
  const { t } = useTranslation(['access', 'shell']);
  const level = useHere(({ here }) => here?.who?.level ?? 'employee');
  const screen = screenName(t, id);
  return (
    <Page title={screen} answer={t('notTheirs.title', { screen })}>
      <EmptyState>{t('notTheirs.text', { level: t(`level.${level}`) })}</EmptyState>
    </Page>
  );
}
