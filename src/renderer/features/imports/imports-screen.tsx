import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFiles, chooseFolder, saveFile } from '../../../contract/desktop.ts';
import {
  type ImportHistoryEntry,
  importsList,
  importsTemplate,
  importsUndo,
} from '../../../contract/imports.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { DropZone } from './drop-zone.tsx';
import { ImportPreview } from './import-preview.tsx';
import { queueFiles, useImportQueue } from './import-queue.ts';
import { MappingsPart } from './mappings-part.tsx';
import { SaveRejects } from './save-rejects.tsx';

/** Files go in here: drop or choose, look, take; below, what was taken, and the way back. */
export function ImportsScreen() {
  const { t } = useTranslation('imports');
  const { files } = useImportQueue();
  const choose = async (): Promise<void> => {
    const chosen = await ask(chooseFiles, { endings: [], several: true });
    queueFiles(chosen.files);
  };
  const chooseLogs = async (): Promise<void> => {
    const { folder } = await ask(chooseFolder, {});
    if (folder !== null) queueFiles([folder]);
  };
  return (
    <Page title={t('title')} answer={t('answer')}>
      <DropZone>
        <Button onClick={() => void choose()}>{t('choose')}</Button>
        <Button variant="default" onClick={() => void chooseLogs()}>
          {t('chooseLogs')}
        </Button>
      </DropZone>
      {files.map((entry) => (
        <ImportPreview key={entry.file} entry={entry} />
      ))}
      <Templates />
      <MappingsPart />
      <History />
    </Page>
  );
}

const TEMPLATES = ['people', 'subscriptions', 'usage', 'charges', 'output', 'rates'] as const;

/** Empty files with the right columns, to be filled in. */
function Templates() {
  const { t } = useTranslation('imports');
  const [failed, setFailed] = useState<Error | null>(null);
  const save = async (kind: (typeof TEMPLATES)[number]): Promise<void> => {
    setFailed(null);
    const { file } = await ask(saveFile, { name: `${kind}.csv`, ending: 'csv' });
    if (file !== null) await ask(importsTemplate, { kind, out: file });
  };
  return (
    <p className="dim" style={{ margin: 0 }}>
      {t('templates')}{' '}
      {TEMPLATES.map((kind, index) => (
        <span key={kind}>
          {index > 0 && ' · '}
          <button
            type="button"
            className="door"
            onClick={() => void save(kind).catch((error: Error) => setFailed(error))}
          >
            {t(`kind.${kind}`)}
          </button>
        </span>
      ))}
      {failed && <FailureNotice error={failed} />}
    </p>
  );
}

function History() {
  const { t } = useTranslation('imports');
  const answer = useAnswer(importsList, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return null;
  const { imports } = answer.data;
  return (
    <section className="card">
      <h2>{t('history.title')}</h2>
      {imports.length === 0 ? (
        <p className="dim">{t('history.none')}</p>
      ) : (
        <HistoryTable imports={imports} />
      )}
    </section>
  );
}

function HistoryTable({ imports }: { readonly imports: readonly ImportHistoryEntry[] }) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const undo = useChange(importsUndo);
  return (
    <div className="scroll-x">
      {undo.error && <FailureNotice error={undo.error} />}
      <table className="table">
        <thead>
          <tr>
            <th>{t('column.at')}</th>
            <th>{t('column.file')}</th>
            <th>{t('column.kind')}</th>
            <th className="figure">{t('column.rows')}</th>
            <th className="figure">{t('column.added')}</th>
            <th className="figure">{t('column.replaced')}</th>
            <th className="figure">{t('column.unchanged')}</th>
            <th className="figure">{t('column.rejected')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.id} style={one.undone ? { color: 'var(--dim)' } : undefined}>
              <td>{formats.instant(one.at)}</td>
              <td title={`SHA-256 ${one.sha256 ?? ''}`}>{one.file.split(/[\\/]/).at(-1)}</td>
              <td>{one.kind ? t(`kind.${one.kind}`) : ''}</td>
              <td className="figure">{formats.number(one.rows)}</td>
              <td className="figure">{formats.number(one.added)}</td>
              <td className="figure">{formats.number(one.replaced)}</td>
              <td className="figure">{formats.number(one.unchanged)}</td>
              <td className="figure">
                {one.rejected > 0 && one.id !== null ? (
                  <SaveRejects id={one.id}>
                    {t('history.rejects', {
                      count: one.rejected,
                      rejected: formats.number(one.rejected),
                    })}
                  </SaveRejects>
                ) : (
                  formats.number(one.rejected)
                )}
              </td>
              <td>
                {one.undone ? (
                  t('history.undone')
                ) : one.undoBlocked ? (
                  t('history.blocked', { month: formats.month(one.undoBlocked) })
                ) : (
                  <button
                    type="button"
                    className="door"
                    onClick={() => one.id !== null && undo.mutate({ id: one.id })}
                  >
                    {t('history.undo')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
