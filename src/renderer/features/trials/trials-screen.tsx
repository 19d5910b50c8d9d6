import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trialsList, trialsNew } from '../../../contract/trials.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Page } from '../../ui/page.tsx';
import { ImportTrial } from './import-trial.tsx';
import { NewTrial } from './new-trial.tsx';
import { Planner } from './planner.tsx';
import { TrialPage } from './trial-page.tsx';

/** What is told by so many, a halving of time, two weeks allow. */
const FIRST_PLAN = 28;

/** Trials: how many tasks one takes, those that were planned, and one of them. */
export function TrialsScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('trials');
  const answer = useAnswer(trialsList, {});
  const may = useMay();
  const [planned, setPlanned] = useState<number | null>(null);
  const [isImporting, setImporting] = useState(false);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} isLoading />;
  const { trials } = answer.data;
  const chosen = trials.find(({ name }) => name === itemKey);
  if (chosen) return <TrialPage key={chosen.name} trial={chosen} />;
  const running = trials.filter(({ status }) => status === 'running');
  return (
    <Page
      title={t('title')}
      answer={trials.length === 0 ? t('answer.none') : t('answer.some', { count: running.length })}
      actions={
        may(trialsNew) && (
          <>
            <Button variant="default" onClick={() => setImporting(true)}>
              {t('import.open')}
            </Button>
            <Button onClick={() => setPlanned(FIRST_PLAN)}>{t('new.open')}</Button>
          </>
        )
      }
    >
      <p className="dim" style={{ margin: 0, maxWidth: '80ch' }}>
        {t('meaning')}
        <Explained word="trial" />
      </p>
      {trials.length > 0 && (
        <section className="card scroll-x">
          <h2>{t('title')}</h2>
          <table className="table">
            <thead>
              <tr>
                <th>{t('column.name')}</th>
                <th>{t('column.arms')}</th>
                <th>{t('column.status')}</th>
                <th className="figure">{t('column.done')}</th>
                <th className="figure">{t('column.people')}</th>
              </tr>
            </thead>
            <tbody>
              {trials.map((one) => (
                <tr key={one.name}>
                  <td>
                    <a className="door" href={hrefOf('trials', one.name)}>
                      {one.name}
                    </a>
                  </td>
                  <td>{t('arms', { a: one.a, b: one.b })}</td>
                  <td>{t(one.imported ? 'status.imported' : `status.${one.status}`)}</td>
                  <td className="figure">{t('doneOf', { done: one.done, tasks: one.tasks })}</td>
                  <td className="figure">{one.people}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {may(trialsNew) && <Planner onPlan={setPlanned} />}
      {isImporting && <ImportTrial onClose={() => setImporting(false)} />}
      {planned !== null && <NewTrial tasks={planned} onClose={() => setPlanned(null)} />}
    </Page>
  );
}
