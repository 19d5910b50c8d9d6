import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountDoc } from '../../../contract/accounts.ts';
import { PushDialog } from './push-dialog.tsx';

/** Whether a limit can be set at the provider of this account. */
export const canLimit = ({ connected, capabilities }: AccountDoc): boolean =>
  connected && capabilities !== null && capabilities.setLimit.length > 0;

/** Opens the dialog that sets a limit at the provider, where one can be set. */
export function PushButton({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation('accounts');
  const [isPushing, setPushing] = useState(false);
  if (!canLimit(account)) return null;
  return (
    <>
      <Button variant="default" mt="xs" onClick={() => setPushing(true)}>
        {t('push.open')}
      </Button>
      {isPushing && <PushDialog account={account} onClose={() => setPushing(false)} />}
    </>
  );
}
