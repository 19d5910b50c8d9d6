import { Button, Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportLook, importsLook } from '../../../contract/imports.ts';
import type { CanonicalKind } from '../../../core/spend/canonical-columns.ts';
import { ask } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { AskForm } from './ask-form.tsx';
import { ColumnsRead } from './columns-read.tsx';
import { ImportActions } from './import-actions.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import {
  answerQueued,
  changeQueued,
  isDone,
  openAsks,
  type QueuedFile,
  unqueueFile,
} from './import-queue.ts';
import { asKind, draftOf } from './mapping-draft.ts';
import { MappingForm } from './mapping-form.tsx';
import { useNotes } from './notes.ts';
import { ReadRows } from './read-rows.tsx';
import { SampleRows } from './sample-rows.tsx';
import { useLook } from './use-look.ts';

/** One file before it is taken: what it is, what it asks, how it will be read; afterwards, what became of it. */
export function ImportPreview({ entry }: { readonly entry: QueuedFile }) {
  const { t } = useTranslation(['imports', 'shell']);
  const { file } = entry;
  const name = file.split(/[\\/]/).at(-1) ?? file;
  const title = entry.text === null ? name : t('pasted');
  return (
    <section className="card" aria-label={t('preview.label', { file: title })}>
      <h2 title={entry.text === null ? file : undefined}>{title}</h2>
      {isDone(entry) ? <Done entry={entry} /> : <Open entry={entry} />}
    </section>
  );
}

function Open({ entry }: { readonly entry: QueuedFile }) {
  const { file, outcome } = entry;
  const { look, asks, error, isPending } = useLook(entry);
  const needsColumns = look?.format === null && look.header.length > 0;
  const isUntouched = entry.draft === null;
  useEffect(() => {
    // The guesses are where the form begins, and are read by at once.
    if (needsColumns && isUntouched) changeQueued(file, { draft: draftOf(look.suggestion) });
  }, [needsColumns, isUntouched, file, look]);
  const more = (outcome?.asks ?? []).filter(({ key }) => asks.every((one) => one.key !== key));
  const all = [...asks, ...more];
  if (isPending) return <LookSkeleton />;
  return (
    <>
      {look && <WhatItIs entry={entry} look={look} />}
      {look && <Columns entry={entry} look={look} />}
      {all.length > 0 && (
        <AskForm
          asks={all}
          answers={entry.answers}
          onAnswer={(key, answer) => answerQueued(file, key, answer)}
        />
      )}
      {look && <ReadRows look={look} isAsking={openAsks(entry, all).length > 0} />}
      {error && <FailureNotice error={error} />}
      {look && <ImportActions entry={entry} look={look} asks={all} isRefused={error !== null} />}
      {!look && <PutAway entry={entry} />}
      {entry.error && <FailureNotice error={entry.error} />}
      {outcome && <ImportOutcome doc={outcome} />}
    </>
  );
}

function Done({ entry }: { readonly entry: QueuedFile }) {
  const { t } = useTranslation('imports');
  const { file, outcome } = entry;
  const { asks = [] } = outcome ?? {};
  if (outcome === null) return null;
  const left = asks.filter(({ key }) => entry.answers[key] === undefined && key !== 'device');
  return (
    <>
      <ImportOutcome doc={outcome} />
      {left.length > 0 && (
        <>
          <AskForm
            asks={left}
            answers={entry.answers}
            onAnswer={(key, answer) => {
              answerQueued(file, key, answer);
              // Looked at again as it is answered now: what is in the book already is not added twice.
              changeQueued(file, { outcome: null });
            }}
          />
          <p className="dim">{t('ask.afterwards')}</p>
        </>
      )}
      <PutAway entry={entry} />
    </>
  );
}

function PutAway({ entry }: { readonly entry: QueuedFile }) {
  const { t } = useTranslation('shell');
  return (
    <Button variant="default" mt="sm" onClick={() => unqueueFile(entry.file)}>
      {isDone(entry) ? t('actions.close') : t('actions.cancel')}
    </Button>
  );
}

/** What the file is, and what is worth saying about it. */
function WhatItIs({ entry, look }: { readonly entry: QueuedFile; readonly look: ImportLook }) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const notesOf = useNotes();
  const { kind, counts, ignoredColumns, notes } = look;
  if (kind === null) {
    return <p className="lead">{formats.sentences(...notesOf(notes), t('mapping.text'))}</p>;
  }
  return (
    <p className="lead">
      {formats.sentences(
        counts === null
          ? t('preview.is', { kind: t(`kind.${kind}`) })
          : t('preview.holds', {
              kind: t(`kind.${kind}`),
              count: counts.rows,
              rows: formats.number(counts.rows),
            }),
        ...notesOf(
          entry.draft === null ? notes : notes.filter((one) => one !== 'mapping_remembered'),
        ),
        ignoredColumns.length > 0 &&
          t('outcome.ignored', { columns: formats.list(ignoredColumns) }),
      )}
    </p>
  );
}

/** The columns as they are read, and the form to say it otherwise. */
function Columns({ entry, look }: { readonly entry: QueuedFile; readonly look: ImportLook }) {
  const { file, text, draft } = entry;
  if (look.header.length === 0) return null;
  if (draft === null) {
    return look.format === null ? null : (
      <ColumnsRead
        mapping={look.mapping}
        onChange={() => changeQueued(file, { draft: draftOf(look.mapping ?? look.suggestion) })}
      />
    );
  }
  const changeKind = async (kind: CanonicalKind): Promise<void> => {
    changeQueued(file, { draft: asKind(draft, kind) });
    // Another kind has other columns: they are guessed anew.
    const guessed = await ask(importsLook, {
      file,
      kind,
      columns: true,
      ...(text === null ? {} : { text }),
    }).catch(() => null);
    if (guessed?.suggestion != null) changeQueued(file, { draft: draftOf(guessed.suggestion) });
  };
  return (
    <>
      <SampleRows header={look.header} sample={look.sample} />
      <MappingForm
        header={look.header}
        sample={look.sample}
        draft={draft}
        onDraft={(changed) => changeQueued(file, { draft: changed })}
        onKind={(kind) => void changeKind(kind)}
      />
    </>
  );
}

function LookSkeleton() {
  return (
    <div aria-hidden="true">
      <Skeleton height={14} width="60%" mb={10} />
      <Skeleton height={90} mb={10} />
      <Skeleton height={30} width={180} />
    </div>
  );
}
