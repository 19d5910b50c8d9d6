import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFiles, chooseFolder, saveFile } from '../../../contract/desktop.ts';
import { importsRun, importsTemplate, mappingsForget } from '../../../contract/imports.ts';
import { ask } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Page } from '../../ui/page.tsx';
import { OnlyFor } from '../access/only-for.tsx';
import { HowToDialog } from '../products/how-to-dialog.tsx';
import { DropZone } from './drop-zone.tsx';
import { FindAgents } from './find-agents.tsx';
import { ImportHistory } from './import-history.tsx';
import { ImportPreview } from './import-preview.tsx';
import { queueFiles, useImportQueue } from './import-queue.ts';
import { MappingsPart } from './mappings-part.tsx';

/** Files go in here: drop or choose, look, take; below, what was taken, and the way back. */
export function ImportsScreen() {
  const { t } = useTranslation(['imports', 'access']);
  const may = useMay();
  const { files } = useImportQueue();
  const [isAsking, setAsking] = useState(false);
  const choose = async (): Promise<void> => {
    const chosen = await ask(chooseFiles, { endings: [], several: true });
    queueFiles(chosen.files);
  };
  const chooseLogs = async (): Promise<void> => {
    const { folder } = await ask(chooseFolder, {});
    if (folder !== null) queueFiles([folder]);
  };
  return (
    <Page title={t('title')} answer={may(importsRun) ? t('answer') : t('access:imports')}>
      {may(importsRun) && (
        <DropZone>
          <Button onClick={() => void choose()}>{t('choose')}</Button>
          <Button variant="default" onClick={() => void chooseLogs()}>
            {t('chooseLogs')}
          </Button>
          <Button variant="subtle" onClick={() => setAsking(true)}>
            {t('where')}
          </Button>
        </DropZone>
      )}
      {isAsking && <HowToDialog onClose={() => setAsking(false)} />}
      {files.map((entry) => (
        <ImportPreview key={entry.file} entry={entry} />
      ))}
      {may(importsRun) && <FindAgents />}
      <Templates />
      <OnlyFor request={mappingsForget}>
        <MappingsPart />
      </OnlyFor>
      <ImportHistory />
    </Page>
  );
}

const TEMPLATES = [
  'people',
  'subscriptions',
  'usage',
  'charges',
  'output',
  'rates',
  'assets',
] as const;

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
