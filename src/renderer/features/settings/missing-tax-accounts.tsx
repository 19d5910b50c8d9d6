import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ledgerTaxAccount, type MissingTaxAccountDoc } from '../../../contract/ledger.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

/** Rates of tax without a ledger account, each with a place to name it where it is missed. */
export function MissingTaxAccounts({ missing }: { readonly missing: MissingTaxAccountDoc[] }) {
  return missing.map((one) => <MissingAccount key={`${one.role} ${one.rate}`} missing={one} />);
}

function MissingAccount({ missing }: { readonly missing: MissingTaxAccountDoc }) {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const { role, rate, documents } = missing;
  const [account, setAccount] = useState('');
  const save = useChange(ledgerTaxAccount);
  return (
    <form
      style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'end', margin: '10px 0 8px' }}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ role, rate, account });
      }}
    >
      <TextInput
        required
        w={380}
        label={t(`taxAccount.${role}`, { rate })}
        description={t('taxAccount.waits', { documents: formats.list(documents) })}
        placeholder={t('taxAccount.example')}
        value={account}
        onChange={(event) => setAccount(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={save.isPending}>
        {t('taxAccount.save')}
      </Button>
      {save.error && <FailureNotice error={save.error} />}
    </form>
  );
}
