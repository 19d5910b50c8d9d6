import { Autocomplete, Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { accountsList } from '../../../contract/accounts.ts';
import { peopleList } from '../../../contract/company.ts';
import type { ImportAsk, ImportLook } from '../../../contract/imports.ts';
import { useAnswer } from '../../ask.ts';
import { changeQueued, openAsks, type QueuedFile, runImport, unqueueFile } from './import-queue.ts';
import { isWhole } from './mapping-draft.ts';

const WITH_ACCOUNT = ['usage', 'charges', 'focus', 'subscriptions', 'invoice', 'seats'];

/** What must be known about a file beyond its rows (whose computer, which account), and what can be done with it. */
export function ImportActions({
  entry,
  look,
  asks,
  isRefused,
}: {
  readonly entry: QueuedFile;
  readonly look: ImportLook;
  readonly asks: readonly ImportAsk[];
  readonly isRefused: boolean;
}) {
  const { t } = useTranslation(['imports', 'shell']);
  const { file, running } = entry;
  const isLog = look.kind === 'agent-log';
  const open = openAsks(entry, asks).length;
  const isUnknown = look.format === null || (entry.draft !== null && !isWhole(entry.draft));
  const isWaiting =
    running !== null || isUnknown || isRefused || open > 0 || (isLog && entry.person === null);
  return (
    <div className="actions">
      {isLog && <WhoseLogs entry={entry} />}
      {WITH_ACCOUNT.includes(look.kind ?? '') && <AccountField entry={entry} />}
      <Button
        variant="default"
        loading={running === 'preview'}
        disabled={isWaiting}
        onClick={() => void runImport(file, 'preview')}
      >
        {t('preview.look')}
      </Button>
      <Button
        loading={running === 'import'}
        disabled={isWaiting}
        onClick={() => void runImport(file, 'import')}
      >
        {t('preview.take')}
      </Button>
      <Button variant="subtle" disabled={running !== null} onClick={() => unqueueFile(file)}>
        {t('shell:actions.cancel')}
      </Button>
      {open > 0 && <span className="dim">{t('preview.answerFirst', { count: open })}</span>}
    </div>
  );
}

function WhoseLogs({ entry }: { readonly entry: QueuedFile }) {
  const { t } = useTranslation('imports');
  const people = useAnswer(peopleList, {});
  const { file, person, device } = entry;
  const known = entry.outcome?.asks.find(({ key }) => key === 'device')?.choices ?? [];
  return (
    <>
      <Select
        label={t('preview.whose')}
        data={(people.data?.people ?? []).map((one) => ({ value: one.email, label: one.name }))}
        value={person}
        onChange={(value) => changeQueued(file, { person: value })}
        searchable
      />
      <Autocomplete
        label={t('preview.device')}
        placeholder={t('preview.deviceHint')}
        data={[...known]}
        size="xs"
        value={device}
        onChange={(value) => changeQueued(file, { device: value })}
      />
    </>
  );
}

function AccountField({ entry }: { readonly entry: QueuedFile }) {
  const { t } = useTranslation('imports');
  const accounts = useAnswer(accountsList, {});
  return (
    <Autocomplete
      label={t('preview.account')}
      placeholder={t('preview.accountHint')}
      data={(accounts.data?.accounts ?? []).map((one) => one.name)}
      size="xs"
      value={entry.account}
      onChange={(value) => changeQueued(entry.file, { account: value })}
    />
  );
}
