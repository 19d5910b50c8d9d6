import { Spotlight } from '@mantine/spotlight';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFinderActions } from './finder-actions.ts';

/** Ctrl+K goes anywhere and does things; what it can find is asked for once it is opened. */
export function Finder() {
  const { t } = useTranslation();
  const [wasOpened, setOpened] = useState(false);
  return (
    <Spotlight
      actions={useFinderActions(wasOpened)}
      shortcut={['mod + K']}
      nothingFound={t('find.nothing')}
      highlightQuery
      limit={14}
      scrollable
      maxHeight="min(520px, 70vh)"
      onSpotlightOpen={() => setOpened(true)}
      searchProps={{ placeholder: t('find.placeholder'), 'aria-label': t('find.placeholder') }}
    />
  );
}
