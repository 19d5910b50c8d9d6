import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountLine, accountsAdd, accountsList } from '../../../contract/accounts.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { syncRun } from '../../../contract/syncs.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { OnlyFor } from '../access/only-for.tsx';
import { AccountPage } from './account-page.tsx';
import { AccountTable } from './account-table.tsx';
import { AddAccount } from './add-account.tsx';
import { CreditPrices } from './credit-prices.tsx';
import { SyncProgress } from './sync-progress.tsx';
import { followSyncs, startSync, useSyncStore } from './sync-store.ts';
import { ToolBilling } from './tool-billing.tsx';

/** The company's accounts at providers; one of them where the address names it. */
export function AccountsScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('accounts');
  const answer = useAnswer(accountsList, {});
  const names = answer.data?.accounts.map(({ name }) => name).join('\n') ?? '';
  useEffect(() => followSyncs(names.split('\n')), [names]);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} isLoading />;
  const { accounts } = answer.data;
  const chosen = accounts.find(({ name }) => name === itemKey);
  return chosen ? <AccountPage name={chosen.name} /> : <AllAccounts {...answer.data} />;
}

function AllAccounts({ accounts, tools, creditPrices }: OutputOf<typeof accountsList>) {
  const { t } = useTranslation('accounts');
  const [isAdding, setAdding] = useState(false);
  const { running, error } = useSyncStore();
  const connected = accounts.filter((one) => one.connected);
  const may = useMay();
  const add = may(accountsAdd) && <Button onClick={() => setAdding(true)}>{t('add.open')}</Button>;
  return (
    <Page
      title={t('title')}
      answer={useAnswerSentence(accounts)}
      actions={
        <>
          {connected.length > 0 && may(syncRun) && (
            <Button variant="default" loading={running > 0} onClick={() => void startSync({})}>
              {t('sync.all')}
            </Button>
          )}
          {accounts.length > 0 && add}
        </>
      }
    >
      {error && <FailureNotice error={error} />}
      <SyncProgress />
      {accounts.length === 0 ? (
        <EmptyState action={add}>{t('empty')}</EmptyState>
      ) : (
        <AccountTable accounts={accounts} />
      )}
      <OnlyFor request={accountsAdd}>
        <CreditPrices creditPrices={creditPrices} />
        <ToolBilling tools={tools} />
      </OnlyFor>
      <p className="dim" style={{ margin: 0, maxWidth: '80ch' }}>
        {t('keyPromise')}
      </p>
      {isAdding && <AddAccount onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** One sentence: how many are connected, when they were read last, what needs a person. */
function useAnswerSentence(accounts: readonly AccountLine[]): string {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const connected = accounts.filter((one) => one.connected);
  if (connected.length === 0) return t('answer.none');
  const last = connected
    .flatMap(({ lastSync }) => (lastSync?.status === 'done' ? [lastSync.at] : []))
    .sort()
    .at(-1);
  const troubled = connected.filter(({ lastSync }) => lastSync?.error?.plan === 'ask').length;
  const unused = connected.reduce((sum, one) => sum + one.unusedSeats, 0);
  return formats.sentences(
    t('answer.count', { count: connected.length }),
    last === undefined ? t('answer.never') : t('answer.last', { at: formats.instant(last) }),
    troubled > 0 && t('answer.troubled', { count: troubled }),
    unused > 0 && t('answer.unused', { count: unused }),
  );
}
