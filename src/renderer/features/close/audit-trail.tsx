import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditList, bookVerify } from '../../../contract/book.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

type Entry = OutputOf<typeof auditList>['entries'][number];

const STEP = 100;

/** Every change of money, limits, people, settings and decisions, newest first; and the check of the book. */
export function AuditTrail() {
  const { t } = useTranslation('close');
  const [words, setWords] = useState('');
  const [limit, setLimit] = useState(STEP);
  const answer = useAnswer(auditList, {
    limit: Math.min(500, limit),
    ...(words.trim() === '' ? {} : { words: words.trim() }),
  });
  const entries = answer.data?.entries ?? [];
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
        <table className="table">
          <thead>
            <tr>
              <th className="figure">{t('trail.number')}</th>
              <th>{t('trail.at')}</th>
              <th>{t('trail.who')}</th>
              <th>{t('trail.action')}</th>
              <th>{t('trail.subject')}</th>
              <th>{t('trail.detail')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
        {answer.data && entries.length === 0 && <p className="dim">{t('trail.nothing')}</p>}
        {entries.length >= limit && limit < 500 && (
          <Button variant="default" onClick={() => setLimit(limit + STEP)}>
            {t('trail.more')}
          </Button>
        )}
      </section>
    </>
  );
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { t, i18n } = useTranslation('close');
  const formats = useFormats();
  // A colon in a key would name another catalogue.
  const key = `action.${entry.action.replace(': ', ' ')}`;
  return (
    <tr>
      <td className="figure dim">{entry.id}</td>
      <td style={{ whiteSpace: 'nowrap' }}>{formats.instant(entry.at)}</td>
      <td>{entry.who}</td>
      <td>{i18n.exists(key, { ns: 'close' }) ? t(key) : entry.action}</td>
      <td className="long">{entry.subject}</td>
      <td>
        <details>
          <summary className="dim">{t('trail.show')}</summary>
          <pre style={{ margin: 0, whiteSpace: 'pre-wrap', fontSize: 11 }}>
            {JSON.stringify(JSON.parse(entry.detail), null, 1)}
          </pre>
        </details>
      </td>
    </tr>
  );
}

/** Recomputes the trail's hashes and all else that must hold, when asked to. */
function BookCheck() {
  const { t } = useTranslation('close');
  const [isAsked, setAsked] = useState(false);
  const answer = useAnswer(bookVerify, {}, isAsked);
  return (
    <section className="card">
      <h2>{t('verify.title')}</h2>
      {answer.error && <FailureNotice error={answer.error} />}
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
      ) : (
        <Button variant="default" loading={answer.isFetching} onClick={() => setAsked(true)}>
          {t('verify.run')}
        </Button>
      )}
    </section>
  );
}
