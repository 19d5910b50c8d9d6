import { Progress } from '@mantine/core';
import { useIsMutating } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { workCancel } from '../../contract/book.ts';
import { ask } from '../ask.ts';
import { useLongWork } from '../long-work.ts';
import { useFormats } from './format.ts';

/** How far long work is, with the way out, and how many of the person's changes wait for it. */
export function RunningWork() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { running, progress } = useLongWork();
  const waiting = useIsMutating();
  if (running === 0) return null;
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  return (
    <section className="running" aria-label={t('work.label')}>
      <Progress
        value={(share ?? 0) * 100}
        striped={share === null}
        animated={share === null}
        aria-label={t('work.label')}
      />
      <p>
        {progress?.task ? <span className="task">{progress.task}</span> : t('work.begins')}
        {progress && (
          <>
            {t('work.rows', { count: progress.rows, rows: formats.number(progress.rows) })}
            {share !== null && ` · ${formats.percent(share)}`}
          </>
        )}
      </p>
      {waiting > 0 && <p role="status">{t('work.waiting', { count: waiting })}</p>}
      <button type="button" className="door" onClick={() => void ask(workCancel, {})}>
        {t('work.cancel')}
      </button>
    </section>
  );
}
