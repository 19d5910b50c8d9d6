import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleList } from '../../../contract/company.ts';
import {
  type TrialDoc,
  trialsConsent,
  trialsEnd,
  trialsLeave,
  trialsStart,
} from '../../../contract/trials.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Page } from '../../ui/page.tsx';
import { MyTasks } from './my-tasks.tsx';
import { TrialResultCard } from './trial-result.tsx';

/** One trial: who agreed, a person's tasks with their timer, and the result. */
export function TrialPage({ trial }: { readonly trial: TrialDoc }) {
  const { t } = useTranslation('trials');
  const start = useChange(trialsStart);
  const end = useChange(trialsEnd);
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
        trial.status === 'planned' ? (
          <Button loading={start.isPending} onClick={() => start.mutate({ name })}>
            {t('start')}
          </Button>
        ) : trial.status === 'running' ? (
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate({ name })}>
            {t('end')}
          </Button>
        ) : null
      }
    >
      <p className="dim" style={{ margin: '-6px 0 0' }}>
        <a className="door" href={hrefOf('trials')}>
          {t('title')}
        </a>{' '}
        › <strong style={{ color: 'var(--ink)' }}>{name}</strong>
      </p>
      {start.error && <FailureNotice error={start.error} />}
      {end.error && <FailureNotice error={end.error} />}
      {!trial.imported && <Person trial={trial} />}
      <TrialResultCard trial={trial} />
    </Page>
  );
}

/** Whose tasks are looked at; who has not agreed reads the text first. */
function Person({ trial }: { readonly trial: TrialDoc }) {
  const { t } = useTranslation('trials');
  const people = useAnswer(peopleList, {});
  const agree = useChange(trialsConsent);
  const leave = useChange(trialsLeave);
  const [email, setEmail] = useState<string | null>(trial.consented[0] ?? null);
  const person = people.data?.people.find((one) => one.email === email);
  const hasAgreed = email !== null && trial.consented.includes(email);
  const asked = { name: trial.name, person: email ?? '' };
  return (
    <section className="card">
      <h2>{t('mine.title')}</h2>
      <Select
        label={t('mine.who')}
        data={(people.data?.people ?? []).map((one) => ({ value: one.email, label: one.name }))}
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
