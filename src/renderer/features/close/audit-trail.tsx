import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditList, bookVerify } from '../../../contract/book.ts';
import { chooseFiles } from '../../../contract/desktop.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { ask, RefusedRequest, useAnswer, useLastingAnswer } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

type Entry = OutputOf<typeof auditList>['entries'][number];

const STEP = 100;

/** Every change of money, limits, people, settings and decisions, newest first; and the check of the book. */
export function AuditTrail() {
  const { t } = useTranslation('close');
  const [words, setWords] = useState('');
  const [limit, setLimit] = useState(STEP);
  const answer = useLastingAnswer(auditList, {
    limit: Math.min(500, limit),
    ...(words.trim() === '' ? {} : { words: words.trim() }),
  });
  const entries = answer.data?.entries ?? [];
  const columns = useEntryColumns();
  return (
    <>
      <BookCheck />
      <section className="card scroll-x">
        <TextInput
          label={t('trail.filter')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          style={{ width: 320, marginBottom: 8 }}
        />
        {answer.error && <FailureNotice error={answer.error} />}
        <DataTable
          label={t('part.trail')}
          rows={answer.data?.entries}
          columns={columns}
          rowKey={({ id }) => String(id)}
          isSearched={false}
          empty={<p className="dim">{t('trail.nothing')}</p>}
        />
        {entries.length >= limit && limit < 500 && (
          <Button variant="default" onClick={() => setLimit(limit + STEP)}>
            {t('trail.more')}
          </Button>
        )}
      </section>
    </>
  );
}

function useEntryColumns(): DataColumn<Entry>[] {
  const { t, i18n } = useTranslation('close');
  const formats = useFormats();
  const actionOf = ({ action }: Entry): string => {
    // A colon in a key would name another catalogue.
    const key = `action.${action.replace(': ', ' ')}`;
    return i18n.exists(key, { ns: 'close' }) ? t(key) : action;
  };
  return [
    {
      id: 'number',
      head: t('trail.number'),
      text: ({ id }) => String(id),
      sort: ({ id }) => id,
      isFigure: true,
    },
    {
      id: 'at',
      head: t('trail.at'),
      text: ({ at }) => formats.instant(at),
      csv: ({ at }) => at,
      sort: ({ at }) => at,
    },
    {
      id: 'who',
      head: t('trail.who'),
      text: ({ who }) => who,
      sort: ({ who }) => who,
      isFilter: true,
    },
    { id: 'action', head: t('trail.action'), text: actionOf, sort: actionOf, isFilter: true },
    {
      id: 'subject',
      head: t('trail.subject'),
      text: ({ subject }) => subject,
      cell: ({ subject }) => <span className="long">{subject}</span>,
      sort: ({ subject }) => subject,
    },
    {
      id: 'detail',
      head: t('trail.detail'),
      text: ({ detail }) => detail,
      cell: ({ detail }) => (
        <details>
          <summary className="dim">{t('trail.show')}</summary>
          <pre style={{ margin: 0, whiteSpace: 'pre-wrap', fontSize: 11 }}>
            {JSON.stringify(JSON.parse(detail), null, 1)}
          </pre>
        </details>
      ),
    },
  ];
}

/** Recomputes the trail's hashes and all else that must hold, when asked to. */
function BookCheck() {
  const { t } = useTranslation('close');
  const [isAsked, setAsked] = useState(false);
  const [against, setAgainst] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const answer = useAnswer(
    bookVerify,
    {
      ...(against === null ? {} : { against }),
      ...(passphrase === null ? {} : { passphrase }),
    },
    isAsked,
  );
  const isLocked =
    answer.error instanceof RefusedRequest &&
    ['passphrase_missing', 'passphrase_wrong'].includes(answer.error.error.code);
  const choose = async (): Promise<void> => {
    const { files } = await ask(chooseFiles, { several: false });
    const [file] = files;
    if (file === undefined) return;
    setAgainst(file);
    setPassphrase(null);
    setAsked(true);
  };
  return (
    <section className="card">
      <h2>{t('verify.title')}</h2>
      <p className="dim" style={{ margin: '0 0 8px' }}>
        {t('verify.text')}
      </p>
      {answer.error && <FailureNotice error={answer.error} />}
      {isLocked && <PassphraseForm give={setPassphrase} />}
      {answer.data && against !== null && (
        <p className="dim" style={{ margin: '0 0 4px' }}>
          {t('verify.held', { file: against })}
        </p>
      )}
      {answer.data ? (
        <p style={{ margin: 0 }} role="status">
          {answer.data.ok ? `✓ ${t('verify.ok', { count: answer.data.checks.length })}` : ''}
          {answer.data.checks
            .filter((one) => !one.ok)
            .map((one) => (
              <span key={one.name} className="warn" style={{ display: 'block' }}>
                ■ {t('verify.broken', { name: one.name, detail: one.detail })}
              </span>
            ))}
        </p>
      ) : null}
      <div style={{ display: 'flex', gap: 8, marginTop: 8 }}>
        {!answer.data && (
          <Button variant="default" loading={answer.isFetching} onClick={() => setAsked(true)}>
            {t('verify.run')}
          </Button>
        )}
        <Button variant="default" disabled={answer.isFetching} onClick={() => void choose()}>
          {t('verify.against')}
        </Button>
      </div>
    </section>
  );
}

/** An encrypted copy is opened with its own passphrase; only this screen's answer remembers it. */
function PassphraseForm({ give }: { readonly give: (passphrase: string) => void }) {
  const { t } = useTranslation('close');
  const [text, setText] = useState('');
  return (
    <form
      style={{ display: 'flex', gap: 8, alignItems: 'end', maxWidth: 420 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== '') give(text);
      }}
    >
      <PasswordInput
        label={t('verify.passphrase')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        style={{ flex: 1 }}
      />
      <Button type="submit" variant="default" disabled={text === ''}>
        {t('verify.open')}
      </Button>
    </form>
  );
}
