import { Button, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { accountsList } from '../../../contract/accounts.ts';
import { peopleList } from '../../../contract/company.ts';
import { importsLook } from '../../../contract/imports.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { changeOnDesk, type DeskFile, isDone, runImport, takeFromDesk } from './import-desk.ts';
import { ImportOutcome } from './import-outcome.tsx';
import { MappingForm } from './mapping-form.tsx';
import { useNotes } from './notes.ts';

const WITH_ACCOUNT = ['usage', 'charges', 'focus', 'subscriptions', 'invoice'];

type Look = OutputOf<typeof importsLook>;

/** One file before it is taken: what it is, how it would be read, what would be added. */
export function ImportPreview({ entry }: { readonly entry: DeskFile }) {
  const { t } = useTranslation(['imports', 'shell']);
  const formats = useFormats();
  const notesOf = useNotes();
  const { file } = entry;
  const look = useAnswer(importsLook, { file });
  const isUnknown = look.data?.format === null && entry.mapping === null;
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return (
    <section className="card" aria-label={t('preview.label', { file: name })}>
      <h2 title={file}>{name}</h2>
      {look.error && <FailureNotice error={look.error} />}
      {look.data && !isUnknown && !isDone(entry) && (
        <p style={{ margin: '0 0 10px', maxWidth: '84ch' }}>
          {formats.sentences(
            look.data.kind && t('preview.is', { kind: t(`kind.${look.data.kind}`) }),
            ...notesOf(look.data.notes),
          )}
        </p>
      )}
      {isUnknown && look.data && (
        <MappingForm
          header={look.data.header}
          sample={look.data.sample}
          suggestion={look.data.suggestion}
          onMapping={(mapping) => changeOnDesk(file, { mapping })}
        />
      )}
      {look.data && !isUnknown && !isDone(entry) && <Questions entry={entry} look={look.data} />}
      {entry.error && <FailureNotice error={entry.error} />}
      {entry.outcome && <ImportOutcome doc={entry.outcome} />}
      {(isDone(entry) || isUnknown || look.error) && (
        <Button variant="default" mt="sm" onClick={() => takeFromDesk(file)}>
          {isDone(entry) ? t('shell:actions.close') : t('shell:actions.cancel')}
        </Button>
      )}
    </section>
  );
}

/** What must be known about a file beyond its rows: whose computer, which account. */
function Questions({ entry, look }: { readonly entry: DeskFile; readonly look: Look }) {
  const { t } = useTranslation(['imports', 'shell']);
  const people = useAnswer(peopleList, {});
  const accounts = useAnswer(accountsList, {});
  const { file, account, person, running } = entry;
  const isLog = look.kind === 'agent-log';
  return (
    <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
      {isLog && (
        <Select
          label={t('preview.whose')}
          data={(people.data?.people ?? []).map((one) => ({ value: one.email, label: one.name }))}
          value={person}
          onChange={(value) => changeOnDesk(file, { person: value })}
          searchable
        />
      )}
      {WITH_ACCOUNT.includes(look.kind ?? '') && (
        <TextInput
          label={t('preview.account')}
          placeholder={t('preview.accountHint')}
          list="known-accounts"
          value={account}
          onChange={(event) => changeOnDesk(file, { account: event.currentTarget.value })}
        />
      )}
      <datalist id="known-accounts">
        {(accounts.data?.accounts ?? []).map((one) => (
          <option key={one.name} value={one.name} />
        ))}
      </datalist>
      <Button
        variant="default"
        loading={running === 'preview'}
        disabled={running !== null || (isLog && person === null)}
        onClick={() => void runImport(file, 'preview')}
      >
        {t('preview.look')}
      </Button>
      <Button
        loading={running === 'import'}
        disabled={running !== null || (isLog && person === null)}
        onClick={() => void runImport(file, 'import')}
      >
        {t('preview.take')}
      </Button>
      <Button variant="subtle" disabled={running !== null} onClick={() => takeFromDesk(file)}>
        {t('shell:actions.cancel')}
      </Button>
    </div>
  );
}
