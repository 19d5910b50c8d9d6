import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFinderActions, useOwnFinderActions } from './finder-actions.ts';

/** Ctrl+K goes anywhere and does things; what it can find is asked for once it is opened. */
export function Finder() {
  const [wasOpened, setOpened] = useState(false);
  return <Found actions={useFinderActions(wasOpened)} onOpen={() => setOpened(true)} />;
}

/** The same in a person's own book. */
export function OwnFinder() {
  return <Found actions={useOwnFinderActions()} />;
}

function Found({
  actions,
  onOpen,
}: {
  readonly actions: SpotlightActionData[];
  readonly onOpen?: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Spotlight
      actions={actions}
      shortcut={['mod + K']}
      nothingFound={t('find.nothing')}
      highlightQuery
      limit={14}
      scrollable
      maxHeight="min(520px, 70vh)"
      {...(onOpen ? { onSpotlightOpen: onOpen } : {})}
      searchProps={{ placeholder: t('find.placeholder'), 'aria-label': t('find.placeholder') }}
    />
  );
}
