import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFiles } from '../../../contract/desktop.ts';
import { trialKind, trialsImport } from '../../../contract/trials.ts';
import { ask, useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { RejectTable } from '../../ui/reject-table.tsx';

type Kind = (typeof trialKind.options)[number];

/** Takes a trial that was held elsewhere, from a table of its tasks. */
export function ImportTrial({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('trials');
  const take = useChange(trialsImport);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('ai');
  const [a, setA] = useState('');
  const [b, setB] = useState('');
  const [file, setFile] = useState<string | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  const choose = async (): Promise<void> => {
    const { files } = await ask(chooseFiles, { endings: ['csv', 'tsv', 'txt', 'xlsx'] });
    const [chosen] = files;
    if (chosen !== undefined) setFile(chosen);
  };
  const error = take.error ?? failed;
  const done = take.data?.imports[0];
  return (
    <Modal opened onClose={onClose} title={t('import.title')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file === null) return;
          take.mutate({
            name: name.trim(),
            file,
            kind,
            ...(a.trim() === '' ? {} : { a }),
            ...(b.trim() === '' ? {} : { b }),
          });
        }}
        style={{ display: 'grid', gap: 10 }}
      >
        <p className="dim" style={{ margin: 0 }}>
          {t('import.text')}
        </p>
        <TextInput
          label={t('column.name')}
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('new.kind')}
          data={trialKind.options.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          allowDeselect={false}
          value={kind}
          onChange={(value) => setKind(trialKind.options.find((one) => one === value) ?? kind)}
        />
        <Group grow>
          <TextInput
            label={t('new.a')}
            placeholder={kind === 'ai' ? t('new.withAi') : 'A'}
            value={a}
            onChange={(event) => setA(event.currentTarget.value)}
          />
          <TextInput
            label={t('new.b')}
            placeholder={kind === 'ai' ? t('new.withoutAi') : 'B'}
            value={b}
            onChange={(event) => setB(event.currentTarget.value)}
          />
        </Group>
        <Group>
          <Button
            variant="default"
            onClick={() => choose().catch((cause: Error) => setFailed(cause))}
          >
            {t('import.choose')}
          </Button>
          <span className="dim">{file?.split(/[\\/]/).at(-1) ?? t('import.none')}</span>
        </Group>
        {error && <FailureNotice error={error} />}
        {done && (
          <p role="status" style={{ margin: 0 }}>
            {t('import.done', {
              count: done.rows,
              added: done.added,
              unchanged: done.unchanged,
              rejected: done.rejected,
            })}{' '}
            <a className="door" href={hrefOf('trials', name.trim())} onClick={onClose}>
              {t('import.show')}
            </a>
          </p>
        )}
        {done && done.rejects.length > 0 && (
          <RejectTable
            rejects={done.rejects.map(({ line, field, value, reason, text }) => ({
              line,
              field,
              value,
              code: reason,
              reason: text,
            }))}
          />
        )}
        <div>
          <Button
            type="submit"
            loading={take.isPending}
            disabled={file === null || name.trim() === ''}
          >
            {t('import.do')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
