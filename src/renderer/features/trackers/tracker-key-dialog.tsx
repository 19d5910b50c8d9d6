import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TrackerDoc, trackersKey } from '../../../contract/trackers.ts';
import { KeyModal } from '../../ui/key-modal.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';

/** Replaces a tracker's key in the keychain, once the source has accepted it, or takes one for this run alone. */
export function TrackerKeyDialog({
  tracker,
  onSet,
  onClose,
}: {
  readonly tracker: TrackerDoc;
  readonly onSet: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['trackers', 'accounts']);
  const [isRunOnly, setRunOnly] = useState(false);
  const set = useSecretRequest(trackersKey);
  const take = async (key: string): Promise<boolean> => {
    const keepKey = isRunOnly ? 'run' : 'keychain';
    const done = await set.send({ tracker: tracker.name, key, keepKey });
    if (done !== null) onSet();
    return done !== null;
  };
  return (
    <KeyModal
      words={{
        title: t('accounts:keyDialog.replace', { account: tracker.name }),
        label: t('add.key'),
        show: t('add.showKey'),
        act: t('accounts:keyDialog.replaceDo'),
      }}
      hint={t(`keyHint.${tracker.kind}`)}
      sending={set}
      onKey={take}
      onClose={onClose}
    >
      <Checkbox
        mt="sm"
        label={t('add.runOnly')}
        checked={isRunOnly}
        onChange={(event) => setRunOnly(event.currentTarget.checked)}
      />
    </KeyModal>
  );
}
