import { Button, Progress, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workCancel } from '../../../contract/book.ts';
import { accountsList, peopleList } from '../../../contract/company.ts';
import { type ImportDoc, importsLook, importsRun } from '../../../contract/imports.ts';
import { ask, RefusedRequest, useAnswer, useChange } from '../../ask.ts';
import { FailureNotice, useSentence } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { MappingForm } from './mapping-form.tsx';

/** One file before it is taken: what it is, how it would be read, what would be added. */
export function ImportPreview({
  file,
  onDone,
}: {
  readonly file: string;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation(['imports', 'shell']);
  const look = useAnswer(importsLook, { file });
  const people = useAnswer(peopleList, {});
  const accounts = useAnswer(accountsList, {});
  const preview = useChange(importsRun);
  const take = useChange(importsRun);
  const [mapping, setMapping] = useState<unknown>(null);
  const [account, setAccount] = useState('');
  const [person, setPerson] = useState<string | null>(null);
  const isLog = look.data?.kind === 'agent-log';
  const isUnknown = look.data !== undefined && look.data.format === null && mapping === null;
  const options = {
    files: [file],
    ...(isLog ? { kind: 'agent-log' as const } : {}),
    ...(account ? { account } : {}),
    ...(person ? { person } : {}),
    ...(mapping === null ? {} : { mapping }),
  };
  const doc = (take.data ?? preview.data)?.imports[0];
  const isDone = take.data !== undefined && doc?.status !== 'refused';
  return (
    <section className="card" aria-label={t('preview.label', { file: nameOf(file) })}>
      <h2>{nameOf(file)}</h2>
      {look.error && <FailureNotice error={look.error} />}
      {look.data && !isUnknown && (
        <p style={{ margin: '0 0 10px' }}>
          {look.data.kind && t('preview.is', { kind: t(`kind.${look.data.kind}`) })}{' '}
          {look.data.notes.includes('output_taken_as_accepted') && t('preview.acceptedAtSource')}
        </p>
      )}
      {isUnknown && look.data && (
        <MappingForm
          header={look.data.header}
          sample={look.data.sample}
          suggestion={look.data.suggestion}
          onMapping={setMapping}
        />
      )}
      {look.data && !isUnknown && !isDone && (
        <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
          {isLog ? (
            <Select
              label={t('preview.whose')}
              data={(people.data?.people ?? []).map((one) => ({
                value: one.email,
                label: one.name,
              }))}
              value={person}
              onChange={setPerson}
              searchable
            />
          ) : (
            ['usage', 'charges', 'focus', 'subscriptions'].includes(look.data.kind ?? '') && (
              <TextInput
                label={t('preview.account')}
                placeholder={t('preview.accountHint')}
                list="known-accounts"
                value={account}
                onChange={(event) => setAccount(event.currentTarget.value)}
              />
            )
          )}
          <datalist id="known-accounts">
            {(accounts.data?.accounts ?? []).map((one) => (
              <option key={one.name} value={one.name} />
            ))}
          </datalist>
          <Button
            variant="default"
            loading={preview.isPending}
            onClick={() => preview.mutate({ ...options, dryRun: true })}
          >
            {t('preview.look')}
          </Button>
          <Button
            loading={take.isPending}
            disabled={isLog && person === null}
            onClick={() => take.mutate(options)}
          >
            {t('preview.take')}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t('shell:actions.cancel')}
          </Button>
        </div>
      )}
      {(take.isPending || preview.isPending) && <RunningImport />}
      {take.error && <FailureNotice error={take.error} />}
      {preview.error && <FailureNotice error={preview.error} />}
      {doc && <Outcome doc={doc} />}
      {isDone && (
        <Button variant="default" mt="sm" onClick={onDone}>
          {t('shell:actions.close')}
        </Button>
      )}
    </section>
  );
}

function nameOf(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

type Running = { readonly done: number; readonly total: number | null; readonly rows: number };

function RunningImport() {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const [running, setRunning] = useState<Running | null>(null);
  useEffect(() => window.seatworth.on('progress', (payload) => setRunning(payload as Running)), []);
  const share = running?.total ? Math.min(100, (running.done / running.total) * 100) : 0;
  return (
    <div style={{ marginTop: 10 }}>
      <Progress value={share} aria-label={t('running.label')} />
      <p className="dim" style={{ margin: '4px 0 0' }}>
        {t('running.rows', { count: running?.rows ?? 0, rows: formats.number(running?.rows ?? 0) })}{' '}
        <button type="button" className="door" onClick={() => void ask(workCancel, {})}>
          {t('running.cancel')}
        </button>
      </p>
    </div>
  );
}

/** What an import did, or would do, with its rejects. */
function Outcome({ doc }: { readonly doc: ImportDoc }) {
  const { t, i18n } = useTranslation('imports');
  const formats = useFormats();
  const sentence = useSentence();
  if (doc.error) {
    return (
      <p className="notice" role="alert">
        {sentence(new RefusedRequest(doc.error))}
      </p>
    );
  }
  // The reader's own English sentence names columns and limits; other languages have the catalogue's.
  const reason = (reject: ImportDoc['rejects'][number]): string =>
    i18n.language !== 'en' && i18n.exists(`reject.${reject.code}`, { ns: 'imports' })
      ? t(`reject.${reject.code}`)
      : reject.reason;
  return (
    <div style={{ marginTop: 12 }} role="status">
      <p style={{ margin: '0 0 8px', fontWeight: 600 }}>
        {t(`outcome.${doc.status}`, {
          rows: formats.number(doc.rows),
          added: formats.number(doc.added),
          replaced: formats.number(doc.replaced),
          unchanged: formats.number(doc.unchanged),
          rejected: formats.number(doc.rejected),
        })}
      </p>
      {doc.ignoredColumns.length > 0 && (
        <p className="dim" style={{ margin: '0 0 8px' }}>
          {t('outcome.ignored', { columns: formats.list(doc.ignoredColumns) })}
        </p>
      )}
      {doc.rejects.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th className="figure">{t('rejects.line')}</th>
              <th>{t('rejects.field')}</th>
              <th>{t('rejects.value')}</th>
              <th>{t('rejects.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {doc.rejects.slice(0, 20).map((reject) => (
              <tr key={`${reject.line} ${reject.field} ${reject.code}`}>
                <td className="figure">{reject.line}</td>
                <td>{reject.field ?? '–'}</td>
                <td>{reject.value ?? '–'}</td>
                <td>{reason(reject)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
