import { Button, Menu } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AccountDoc,
  accountShow,
  accountsChange,
  accountsCheck,
  accountsRemove,
} from '../../../contract/accounts.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { goTo, hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { type Formats, useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { OnlyFor } from '../access/only-for.tsx';
import { AccountKeys } from './account-keys.tsx';
import { AccountLimits } from './account-limits.tsx';
import { AccountPeople } from './account-people.tsx';
import { AccountSeats } from './account-seats.tsx';
import { AccountTruth } from './account-truth.tsx';
import { CapabilityList } from './capability-list.tsx';
import { CheckOutcome } from './check-outcome.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { errorText, featureWord } from './note-text.ts';
import { SyncHistory } from './sync-history.tsx';
import { SyncProgress } from './sync-progress.tsx';
import { SyncRejects } from './sync-rejects.tsx';
import { startSync, useSyncStore } from './sync-store.ts';
import { useProviders } from './use-providers.ts';
import { WriteHistory } from './write-history.tsx';

/** One account: what it tells, its people, seats and keys, its cost against the list, its syncs. */
export function AccountPage({ name }: { readonly name: string }) {
  const answer = useAnswer(accountShow, { account: name });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={name} isLoading />;
  return <OneAccount account={answer.data} />;
}

function OneAccount({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation(['accounts', 'errors']);
  const [isKeying, setKeying] = useState<'replace' | 'run' | null>(null);
  const providers = useProviders();
  const check = useChange(accountsCheck);
  const mayChange = useMay()(accountsChange);
  const { error } = useSyncStore();
  const provider = providers.get(account.provider ?? '');
  return (
    <Page
      title={account.name}
      answer={useStatus(account, provider?.name ?? account.provider)}
      actions={
        account.connected &&
        mayChange && (
          <AccountActions
            account={account}
            onCheck={() => check.mutate({ account: account.name })}
            onKey={setKeying}
          />
        )
      }
    >
      <a className="door" href={hrefOf('accounts')} style={{ alignSelf: 'start' }}>
        {t('all')}
      </a>
      {error && <FailureNotice error={error} />}
      {account.key !== 'set' && account.connected && (
        <p className="notice">
          {t(`keyTrouble.${account.key}`)}{' '}
          {mayChange && (
            <button type="button" className="door" onClick={() => setKeying('run')}>
              {t('keyForRun')}
            </button>
          )}
        </p>
      )}
      <Warnings account={account} provider={provider?.name ?? account.name} />
      <SyncProgress />
      {check.error && <FailureNotice error={check.error} />}
      {check.data && <CheckOutcome check={check.data} />}
      <section className="card">
        <h2>{t('about')}</h2>
        <div className="two-up">
          <Facts account={account} />
          {provider && <CapabilityList provider={provider} />}
        </div>
      </section>
      <OnlyFor request={accountsChange}>
        <AccountSeats account={account} />
        <AccountPeople account={account} />
        <AccountKeys account={account} />
        <AccountLimits account={account} />
      </OnlyFor>
      <AccountTruth account={account} />
      <WriteHistory account={account} />
      <SyncHistory account={account} />
      {isKeying !== null && (
        <KeyDialog account={account} keep={isKeying} onClose={() => setKeying(null)} />
      )}
    </Page>
  );
}

/** The status in one sentence. */
function useStatus(account: AccountDoc, provider: string | null): string {
  const { t } = useTranslation(['accounts', 'errors']);
  const formats = useFormats();
  const { name, connected, lastSync } = account;
  if (!connected) return t('status.files', { account: name });
  if (lastSync === null) return t('status.new', { account: name, provider });
  const at = formats.instant(lastSync.at);
  if (lastSync.error !== null && lastSync.error.code !== 'offline')
    return t('status.trouble', { account: name, at, trouble: errorText(t, lastSync.error) });
  const until = Object.values(lastSync.cursor).reduce<string | null>(
    (last, day) => (day !== null && (last === null || day > last) ? day : last),
    null,
  );
  const base =
    until === null
      ? t('status.done', { account: name, at })
      : t('status.through', { account: name, at, day: formats.day(until) });
  return lastSync.error === null ? base : formats.sentences(base, t('status.offline'));
}

function AccountActions({
  account,
  onCheck,
  onKey,
}: {
  readonly account: AccountDoc;
  readonly onCheck: () => void;
  readonly onKey: (keep: 'replace') => void;
}) {
  const { t } = useTranslation('accounts');
  const { running } = useSyncStore();
  const change = useChange(accountsChange);
  const remove = useChange(accountsRemove, () => goTo('accounts'));
  const { name, automatic } = account;
  return (
    <>
      {remove.error && <FailureNotice error={remove.error} />}
      <Button loading={running > 0} onClick={() => void startSync({ account: name })}>
        {t('sync.now')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button variant="default">{t('more.open')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onCheck}>{t('more.check')}</Menu.Item>
          <Menu.Item onClick={() => onKey('replace')}>{t('more.key')}</Menu.Item>
          <Menu.Item onClick={() => change.mutate({ account: name, automatic: !automatic })}>
            {t(automatic ? 'more.automaticOff' : 'more.automaticOn')}
          </Menu.Item>
          <Menu.Item onClick={() => void startSync({ account: name, again: 'closed' })}>
            {t('more.closed')}
          </Menu.Item>
          <Menu.Item onClick={() => void startSync({ account: name, again: 'all' })}>
            {t('more.all')}
          </Menu.Item>
          <Menu.Item color="var(--danger)" onClick={() => remove.mutate({ account: name })}>
            {t('more.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** What needs a look before the rest of the page. */
function Warnings({
  account: { lostAfter, lastSync },
  provider,
}: {
  readonly account: AccountDoc;
  readonly provider: string;
}) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  return (
    <>
      {lostAfter !== null && (
        <p className="notice">{t('lostAfter', { provider, day: formats.day(lostAfter) })}</p>
      )}
      {lastSync !== null && lastSync.rejected > 0 && (
        <p className="notice">
          {t('rejects.last')} <SyncRejects sync={lastSync} />
        </p>
      )}
    </>
  );
}

function creditText(
  t: TFunction<'accounts'>,
  formats: Formats,
  { left, bought, at }: NonNullable<AccountDoc['credit']>,
): string {
  return t('credit', {
    left: formats.money(left),
    bought: formats.money(bought),
    at: formats.instant(at),
  });
}

function Facts({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const facts = [
    ['url', account.url],
    ['organization', account.organization],
    ['key', account.connected ? t(`key.${account.key}`) : t('notConnected')],
    [
      'automatic',
      account.connected ? t(account.automatic ? 'automatic.on' : 'automatic.off') : null,
    ],
    ['billing', t(`billing.${account.billing}`)],
    ['credit', account.credit && creditText(t, formats, account.credit)],
    ['elsewhere', account.chargedElsewhere ? t('yes') : null],
    ['authority', account.ownAuthority ? t('yes') : null],
    [
      'closed',
      formats.list(
        account.streams.flatMap(({ stream, closed }) => (closed ? [featureWord(t, stream)] : [])),
      ),
    ],
  ] as const;
  return (
    <table className="table" style={{ alignSelf: 'start' }}>
      <tbody>
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([fact, value]) => (
            <tr key={fact}>
              <th scope="row">{t(`fact.${fact}`)}</th>
              <td>{value}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
