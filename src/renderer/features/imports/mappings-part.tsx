import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  mappingsForget,
  mappingsKeep,
  mappingsList,
  mappingsSet,
} from '../../../contract/imports.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { offerUndo } from '../../ui/undo-notice.tsx';
import { MappingWords } from './columns-read.tsx';
import { asKind, draftOf, isWhole, mappingOf } from './mapping-draft.ts';
import { MappingForm } from './mapping-form.tsx';

type Remembered = OutputOf<typeof mappingsList>['mappings'][number];

/** How files with columns of their own are read, as it was said once: to be seen, changed and forgotten. */
export function MappingsPart() {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const answer = useAnswer(mappingsList, {});
  const forget = useChange(mappingsForget);
  const [changing, setChanging] = useState<Remembered | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  const mappings = answer.data?.mappings ?? [];
  if (mappings.length === 0) return null;
  const drop = ({ id, header, mapping }: Remembered): void =>
    forget.mutate(
      { id },
      {
        onSuccess: () =>
          offerUndo(t('mappings.forgot'), () => ask(mappingsKeep, { header, mapping })),
      },
    );
  return (
    <section className="card">
      <h2>{t('mappings.title')}</h2>
      <p className="dim" style={{ margin: '0 0 8px' }}>
        {t('mappings.text')}
      </p>
      {forget.error && <FailureNotice error={forget.error} />}
      <div className="scroll-x">
        <table className="table" aria-label={t('mappings.title')}>
          <thead>
            <tr>
              <th>{t('mappings.kind')}</th>
              <th>{t('mappings.header')}</th>
              <th>{t('mappings.said')}</th>
              <th>{t('mappings.do')}</th>
            </tr>
          </thead>
          <tbody>
            {mappings.map((one) => (
              <tr key={one.id}>
                <td className="nowrap">{t(`kind.${draftOf(one.mapping).kind}`)}</td>
                <td>
                  <MappingWords mapping={one.mapping} />
                </td>
                <td className="nowrap">{formats.day(one.at.slice(0, 10))}</td>
                <td className="nowrap">
                  <button type="button" className="door" onClick={() => setChanging(one)}>
                    {t('mappings.change')}
                  </button>
                  {' · '}
                  <button type="button" className="door" onClick={() => drop(one)}>
                    {t('mappings.forget')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changing && <ChangeMapping held={changing} onClose={() => setChanging(null)} />}
    </section>
  );
}

function ChangeMapping({
  held,
  onClose,
}: {
  readonly held: Remembered;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['imports', 'shell']);
  const set = useChange(mappingsSet);
  const [draft, setDraft] = useState(() => draftOf(held.mapping));
  return (
    <Modal opened onClose={onClose} size="xl" title={t('mappings.title')}>
      <MappingForm
        header={held.header}
        sample={[]}
        draft={draft}
        onDraft={setDraft}
        onKind={(kind) => setDraft(asKind(draft, kind))}
      />
      {set.error && <FailureNotice error={set.error} />}
      <Group mt="md" gap="xs">
        <Button
          disabled={!isWhole(draft)}
          loading={set.isPending}
          onClick={() =>
            set.mutate({ id: held.id, mapping: mappingOf(draft) }, { onSuccess: onClose })
          }
        >
          {t('mappings.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('shell:actions.cancel')}
        </Button>
      </Group>
    </Modal>
  );
}
