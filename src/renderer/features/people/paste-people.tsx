import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportPreview } from '../imports/import-preview.tsx';
import { queueText, useImportQueue } from '../imports/import-queue.ts';
import { draftOf } from '../imports/mapping-draft.ts';
import { pastedTable } from './pasted-table.ts';

/** The name that pasted people go by on the queue. */
const PASTED = 'people';

/** Takes people pasted from a spreadsheet: read as a file is, with guesses, questions and the first rows before it counts. */
export function PastePeople() {
  const { t } = useTranslation('people');
  const entry = useImportQueue((queue) => queue.files.find((one) => one.file === PASTED));
  const [text, setText] = useState('');
  return (
    <>
      <section className="card">
        <h2>{t('paste.title')}</h2>
        <Textarea
          aria-label={t('paste.title')}
          placeholder={t('paste.placeholder')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={10}
        />
        <Button
          mt="xs"
          disabled={text.trim() === ''}
          onClick={() => {
            const table = pastedTable(text);
            const { columns } = table;
            const draft = columns === null ? null : draftOf({ kind: 'people', columns });
            queueText(PASTED, table.text, 'people', draft);
            setText('');
          }}
        >
          {t('paste.take')}
        </Button>
      </section>
      {entry && <ImportPreview entry={entry} />}
    </>
  );
}
