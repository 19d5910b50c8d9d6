import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trialsPlan } from '../../../contract/trials.ts';
import { useLastingAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

/** How many tasks tell a change of time, 8 times in 10. */
export function Planner({ onPlan }: { readonly onPlan: (tasks: number) => void }) {
  const { t } = useTranslation('trials');
  const formats = useFormats();
  const [text, setText] = useState('-20');
  const effect = Number(text.replace('−', '-').replace('%', ''));
  const isRead = text.trim() !== '' && Number.isFinite(effect);
  const answer = useLastingAnswer(trialsPlan, { effect: isRead ? effect : -20 });
  return (
    <section className="card">
      <h2>{t('plan.title')}</h2>
      <TextInput
        label={t('plan.effect')}
        description={t('plan.effectNote')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        style={{ maxWidth: 280 }}
      />
      {answer.error && <FailureNotice error={answer.error} />}
      {answer.data && !answer.error && (
        <p style={{ margin: '8px 0 0', maxWidth: '80ch' }}>
          {formats.sentences(
            t('plan.answer', { count: answer.data.tasks }),
            answer.data.sigmaFrom === null
              ? t('plan.usual')
              : t('plan.own', { name: answer.data.sigmaFrom }),
          )}
        </p>
      )}
      {answer.data && !answer.error && isRead && (
        <Button
          variant="default"
          size="compact-sm"
          mt="xs"
          onClick={() => onPlan(answer.data.tasks)}
        >
          {t('plan.use', { count: answer.data.tasks })}
        </Button>
      )}
    </section>
  );
}
