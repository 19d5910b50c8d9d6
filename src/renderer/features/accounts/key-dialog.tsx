import { useTranslation } from 'react-i18next';
import { type AccountDoc, accountsKey } from '../../../contract/accounts.ts';
import { KeyModal } from '../../ui/key-modal.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';
import { keyHint } from './key-hint.ts';
import { startSync } from './sync-store.ts';

/** Replaces the key in the keychain, or takes one for this run alone and syncs with it. */
export function KeyDialog({
  account,
  keep,
  onClose,
}: {
  readonly account: AccountDoc;
  readonly keep: 'replace' | 'run';
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['accounts', 'shell']);
  const set = useSecretRequest(accountsKey);
  const take = async (key: string): Promise<boolean> => {
    const keepKey = keep === 'run' ? 'run' : 'keychain';
    const done = await set.send({ account: account.name, key, keepKey });
    if (done !== null) void startSync({ account: account.name });
    return done !== null;
  };
  return (
    <KeyModal
      words={{
        title: t(`keyDialog.${keep}`, { account: account.name }),
        label: t('add.key'),
        show: t('add.showKey'),
        act: t(`keyDialog.${keep}Do`),
      }}
      hint={account.keyHint ? keyHint(t, account.keyHint) : undefined}
      sending={set}
      onKey={take}
      onClose={onClose}
    >
      {keep === 'run' && <p className="dim">{t('keyDialog.runHint')}</p>}
    </KeyModal>
  );
}
