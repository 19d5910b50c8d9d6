import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleList } from '../../../contract/company.ts';
import {
  type TrialDoc,
  trialResult,
  trialsConsent,
  trialsEnd,
  trialsLeave,
  trialsStart,
} from '../../../contract/trials.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { useActing } from '../claims/acting-as.tsx';
import { MyTasks } from './my-tasks.tsx';
import { TrialResultCard } from './trial-result.tsx';

/** One trial: who agreed, a person's tasks with their timer, and the result. */
export function TrialPage({ trial }: { readonly trial: TrialDoc }) {
  const { t } = useTranslation('trials');
  const may = useMay();
  const start = useChange(trialsStart);
  const [isEnding, setEnding] = useState(false);
  const { name } = trial;
  return (
    <Page
      title={name}
      answer={t(trial.imported ? 'one.imported' : `one.${trial.status}`, {
        a: trial.a,
        b: trial.b,
        done: trial.done,
        tasks: trial.tasks,
      })}
      actions={
        trial.status === 'planned'
          ? may(trialsStart) && (
              <Button
                loading={start.isPending}
                disabled={trial.consented.length === 0}
                onClick={() => start.mutate({ name })}
              >
                {t('start')}
              </Button>
            )
          : trial.status === 'running'
            ? may(trialsEnd) && (
                <Button variant="default" onClick={() => setEnding(true)}>
                  {t('endAsk')}
                </Button>
              )
            : null
      }
    >
      <p className="dim" style={{ margin: '-6px 0 0' }}>
        <a className="door" href={hrefOf('trials')}>
          {t('title')}
        </a>{' '}
        › <strong style={{ color: 'var(--ink)' }}>{name}</strong>
      </p>
      {start.error && <FailureNotice error={start.error} />}
      {!trial.imported && trial.status !== 'ended' && (
        <p style={{ margin: 0, maxWidth: '90ch' }}>{t(nextStep(trial))}</p>
      )}
      {!trial.imported && <Person trial={trial} />}
      {/* What was looked at before is told no more once another task is done, or the trial has ended. */}
      {may(trialResult) && <TrialResultCard key={`${trial.status} ${trial.done}`} trial={trial} />}
      {isEnding && <EndTrial trial={trial} onClose={() => setEnding(false)} />}
    </Page>
  );
}

function nextStep({ status, consented, entered, done, tasks }: TrialDoc) {
  if (status === 'planned') return consented.length === 0 ? 'next.agree' : 'next.start';
  if (consented.length === 0) return 'next.agree';
  if (done >= tasks) return 'next.look';
  return entered === 0 ? 'next.enter' : 'next.work';
}

/** An end is for good: what is open then stays so, and the secret of the draw is shown. */
function EndTrial({ trial, onClose }: { readonly trial: TrialDoc; readonly onClose: () => void }) {
  const { t } = useTranslation('trials');
  const end = useChange(trialsEnd);
  const { name, done, tasks, open } = trial;
  return (
    <Modal opened onClose={onClose} title={t('ending.title', { name })}>
      <p style={{ margin: '0 0 12px' }}>
        {useFormats().sentences(
          t('ending.text'),
          done < tasks && t('ending.early', { done, tasks }),
          open > 0 && t('ending.open', { count: open }),
        )}
      </p>
      {end.error && <FailureNotice error={end.error} />}
      <Button loading={end.isPending} onClick={() => end.mutate({ name }, { onSuccess: onClose })}>
        {t('end')}
      </Button>
    </Modal>
  );
}

/** Whose tasks are looked at; who has not agreed reads the text first. */
function Person({ trial }: { readonly trial: TrialDoc }) {
  const { t } = useTranslation('trials');
  const people = useAnswer(peopleList, {});
  const agree = useChange(trialsConsent);
  const leave = useChange(trialsLeave);
  const acting = useActing();
  const [chosen, setEmail] = useState<string | null>(trial.consented[0] ?? acting);
  const everybody = people.data?.people ?? [];
  // Who is alone in the book need not choose.
  const email = chosen ?? (everybody.length === 1 ? (everybody[0]?.email ?? null) : null);
  const person = everybody.find((one) => one.email === email);
  const hasAgreed = email !== null && trial.consented.includes(email);
  const asked = { name: trial.name, person: email ?? '' };
  return (
    <section className="card">
      <h2>{t('mine.title')}</h2>
      {people.data && everybody.length === 0 && (
        <p className="notice">
          {t('mine.nobody')}{' '}
          <a className="door" href={hrefOf('people')}>
            {t('mine.addPeople')}
          </a>
        </p>
      )}
      <Select
        label={t('mine.who')}
        data={everybody.map((one) => ({ value: one.email, label: one.name }))}
        searchable
        value={email}
        onChange={setEmail}
        style={{ maxWidth: 320 }}
      />
      {person && !hasAgreed && trial.status !== 'ended' && (
        <>
          <p style={{ whiteSpace: 'pre-wrap', maxWidth: '80ch' }}>{trial.consentText}</p>
          <Button loading={agree.isPending} onClick={() => agree.mutate(asked)}>
            {t('mine.agree', { name: person.name })}
          </Button>
        </>
      )}
      {person && hasAgreed && trial.status === 'planned' && (
        <p className="dim">{t('mine.agreed', { name: person.name })}</p>
      )}
      {person && trial.status !== 'planned' && (
        <MyTasks trial={trial} email={person.email} canAdd={hasAgreed} />
      )}
      {person && hasAgreed && trial.status !== 'ended' && (
        <p className="dim small-note" style={{ marginTop: 8 }}>
          <button type="button" className="door" onClick={() => leave.mutate(asked)}>
            {t('mine.leave')}
          </button>
        </p>
      )}
      {agree.error && <FailureNotice error={agree.error} />}
      {leave.error && <FailureNotice error={leave.error} />}
    </section>
  );
}
