import { useTranslation } from 'react-i18next';
import { BookSettings, WindowSettings } from '../settings/settings-screen.tsx';
import { OwnPage } from './own-page.tsx';

/** What the window remembers, and what leaves of this computer's use. */
export function MySettings() {
  const { t } = useTranslation('mine');
  return (
    <OwnPage title={t('nav.settings')} answer={t('settings.answer')}>
      <WindowSettings />
      <BookSettings keys={['share.usage', 'share.projects']} title={t('settings.share')} />
    </OwnPage>
  );
}
