import { modals } from '@mantine/modals';
import { useTranslation } from 'react-i18next';
import {
  type ImportHistoryEntry,
  importsFollowers,
  importsList,
  importsRedo,
  importsUndo,
} from '../../../contract/imports.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { useMay } from '../../here.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { offerRedo } from '../../ui/undo-notice.tsx';
import { SaveRejects } from './save-rejects.tsx';

/** What was imported, the newest first, with the way back. */
export function ImportHistory() {
  const { t } = useTranslation(['imports', 'shell']);
  const formats = useFormats();
  const answer = useAnswer(importsList, {});
  const undo = useChange(importsUndo);
  const redo = useChange(importsRedo);
  const mayUndo = useMay()(importsUndo);
  const take = (id: number, file: string): void =>
    undo.mutate(
      { id },
      {
        onSuccess: () => offerRedo(t('history.wasUndone', { file }), () => redo.mutate({ id })),
      },
    );
  const undoOnceAsked = async (one: ImportHistoryEntry, id: number): Promise<void> => {
    const followers = await ask(importsFollowers, { id });
    const said = [
      followers.identities > 0 &&
        t('history.followers.identities', { count: followers.identities }),
      followers.laterImports > 0 && t('history.followers.later', { count: followers.laterImports }),
    ].filter((text) => text !== false);
    if (said.length === 0) {
      take(id, nameOf(one));
      return;
    }
    modals.openConfirmModal({
      title: t('history.confirm', { file: nameOf(one) }),
      children: formats.sentences(...said),
      labels: { confirm: t('history.undo'), cancel: t('shell:actions.cancel') },
      onConfirm: () => take(id, nameOf(one)),
    });
  };
  const columns = useColumns(
    (one, id) => void undoOnceAsked(one, id),
    (id) => redo.mutate({ id }),
  );
  if (answer.error) return <FailureNotice error={answer.error} />;
  return (
    <section className="card">
      <h2>{t('history.title')}</h2>
      {(undo.error ?? redo.error) && (
        <FailureNotice error={undo.error ?? redo.error ?? new Error()} />
      )}
      <DataTable
        label={t('history.title')}
        rows={answer.data?.imports}
        columns={mayUndo ? columns : columns.filter(({ id }) => id !== 'do')}
        rowKey={(one) => String(one.id)}
        isDim={(one) => one.undone !== null}
        empty={<p className="dim">{t('history.none')}</p>}
      />
    </section>
  );
}

const nameOf = ({ file }: ImportHistoryEntry): string => file.split(/[\\/]/).at(-1) ?? file;

function useColumns(
  onUndo: (one: ImportHistoryEntry, id: number) => void,
  onRedo: (id: number) => void,
): DataColumn<ImportHistoryEntry>[] {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const count = (
    id: 'rows' | 'added' | 'replaced' | 'unchanged' | 'rejected',
  ): DataColumn<ImportHistoryEntry> => ({
    id,
    head: t(`column.${id}`),
    text: (one) => formats.number(one[id]),
    csv: (one) => String(one[id]),
    sort: (one) => one[id],
    isFigure: true,
    width: 0.7,
  });
  return [
    {
      id: 'at',
      head: t('column.at'),
      text: (one) => formats.instant(one.at),
      csv: (one) => one.at,
      sort: (one) => one.at,
      width: 1.3,
    },
    {
      id: 'file',
      head: t('column.file'),
      text: nameOf,
      cell: (one) => <span title={`SHA-256 ${one.sha256 ?? ''}`}>{nameOf(one)}</span>,
      sort: nameOf,
      width: 2,
    },
    {
      id: 'kind',
      head: t('column.kind'),
      text: (one) => (one.kind ? t(`kind.${one.kind}`) : ''),
      sort: (one) => (one.kind ? t(`kind.${one.kind}`) : ''),
      isFilter: true,
    },
    count('rows'),
    count('added'),
    count('replaced'),
    count('unchanged'),
    {
      ...count('rejected'),
      cell: (one) =>
        one.rejected > 0 && one.id !== null ? (
          <SaveRejects id={one.id}>
            {t('history.rejects', {
              count: one.rejected,
              rejected: formats.number(one.rejected),
            })}
          </SaveRejects>
        ) : (
          formats.number(one.rejected)
        ),
    },
    {
      id: 'do',
      head: t('column.do'),
      text: (one) =>
        one.undone
          ? t('history.undone')
          : one.undoBlocked
            ? t('history.blocked', { month: formats.month(one.undoBlocked) })
            : '',
      cell: (one) => {
        const { id } = one;
        if (one.undone) {
          return (
            <>
              {t('history.undone')}{' '}
              <button type="button" className="door" onClick={() => id !== null && onRedo(id)}>
                {t('history.redo')}
              </button>
            </>
          );
        }
        if (one.undoBlocked) {
          return t('history.blocked', { month: formats.month(one.undoBlocked) });
        }
        return (
          <button type="button" className="door" onClick={() => id !== null && onUndo(one, id)}>
            {t('history.undo')}
          </button>
        );
      },
    },
  ];
}
