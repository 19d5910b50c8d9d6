import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TrackerLine, trackersList, trackersSync } from '../../../contract/trackers.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { AddTracker } from './add-tracker.tsx';
import { SyncOutcome } from './sync-outcome.tsx';
import { TrackerPage } from './tracker-page.tsx';
import { ruleSentence } from './tracker-words.ts';

/** Where accepted output comes from by itself; one tracker where the address names it. */
export function TrackersScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('trackers');
  const answer = useAnswer(trackersList, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} isLoading />;
  const { trackers } = answer.data;
  const chosen = trackers.find(({ name }) => name === itemKey);
  return chosen ? <TrackerPage name={chosen.name} /> : <AllTrackers trackers={trackers} />;
}

function AllTrackers({ trackers }: { readonly trackers: readonly TrackerLine[] }) {
  const { t } = useTranslation('trackers');
  const [isAdding, setAdding] = useState(false);
  const sync = useChange(trackersSync);
  const add = <Button onClick={() => setAdding(true)}>{t('add.open')}</Button>;
  const counted = trackers.reduce((sum, one) => sum + one.standings.counted, 0);
  return (
    <Page
      title={t('title')}
      answer={trackers.length === 0 ? t('answer.none') : t('answer.some', { count: counted })}
      actions={
        trackers.length > 0 && (
          <>
            <Button variant="default" loading={sync.isPending} onClick={() => sync.mutate({})}>
              {t('sync.all')}
            </Button>
            {add}
          </>
        )
      }
    >
      {sync.error && <FailureNotice error={sync.error} />}
      {trackers.length === 0 ? (
        <EmptyState action={add}>{t('empty')}</EmptyState>
      ) : (
        <TrackerTable trackers={trackers} />
      )}
      <p className="dim" style={{ margin: 0, maxWidth: '80ch' }}>
        {t('promise')}
      </p>
      {isAdding && <AddTracker onClose={() => setAdding(false)} />}
    </Page>
  );
}

function TrackerTable({ trackers }: { readonly trackers: readonly TrackerLine[] }) {
  const { t } = useTranslation('trackers');
  const formats = useFormats();
  return (
    <section className="card scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th>{t('column.tracker')}</th>
            <th>{t('column.kind')}</th>
            <th>{t('column.counts')}</th>
            <th>{t('column.lastSync')}</th>
            <th className="figure">{t('standing.counted')}</th>
            <th className="figure">{t('standing.waiting')}</th>
            <th className="figure">{t('standing.nobody')}</th>
          </tr>
        </thead>
        <tbody>
          {trackers.map((one) => (
            <tr key={one.name}>
              <td className="nowrap">
                <a className="door" href={hrefOf('trackers', one.name)}>
                  {one.name}
                </a>
              </td>
              <td className="nowrap">{t(`kind.${one.kind}`)}</td>
              <td>{ruleSentence(t, one.rules)}</td>
              <td>
                <SyncOutcome sync={one.lastSync} />
              </td>
              <td className="figure">{formats.number(one.standings.counted)}</td>
              <td className="figure">{formats.number(one.standings.waiting)}</td>
              <td className={one.standings.nobody > 0 ? 'figure warn' : 'figure'}>
                {formats.number(one.standings.nobody)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
