import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../../../contract/desktop.ts';
import { mineAsk, mineHeld, mineSave } from '../../../contract/mine.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { HeldParts } from './held-parts.tsx';
import { OwnPage } from './own-page.tsx';

/** Everything that the office holds about this person, as it told last; and asking for it. */
export function HeldAboutMe() {
  const { t } = useTranslation('mine');
  const formats = useFormats();
  const answer = useAnswer(mineHeld, {});
  const request = useChange(mineAsk);
  const save = useChange(mineSave);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <OwnPage title={t('nav.held')} isLoading />;
  const { held, askedAt } = answer.data;
  const sentAt = held === null ? null : String(held['sentAt'] ?? held['madeAt'] ?? '');
  const isAwaited = askedAt !== null && (sentAt === null || sentAt < askedAt);
  const error = request.error ?? save.error;
  const saveAs = async (): Promise<void> => {
    const { file } = await ask(saveFile, { name: t('held.fileName'), ending: 'json' });
    if (file !== null) save.mutate({ out: file });
  };
  return (
    <OwnPage
      title={t('nav.held')}
      answer={
        sentAt === null ? t('held.never') : t('held.answer', { day: formats.instant(sentAt) })
      }
      actions={
        <>
          {held !== null && (
            <Button variant="default" onClick={() => void saveAs()}>
              {t('held.save')}
            </Button>
          )}
          <Button loading={request.isPending} onClick={() => request.mutate({})}>
            {t('held.ask')}
          </Button>
        </>
      }
    >
      {error && <FailureNotice error={error} />}
      {isAwaited && (
        <p className="notice" role="status" style={{ margin: 0 }}>
          {t('held.awaited', { day: formats.instant(askedAt) })}
        </p>
      )}
      {save.data && (
        <p role="status" style={{ margin: 0 }}>
          {t('held.saved', { file: save.data.file, page: save.data.page })}
        </p>
      )}
      {held !== null && <HeldParts held={held} />}
      <section className="card">
        <h2>{t('held.neverTitle')}</h2>
        <p style={{ margin: 0 }}>{t('held.neverHeld')}</p>
      </section>
    </OwnPage>
  );
}
