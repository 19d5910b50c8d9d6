import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type TrackerDoc,
  trackerShow,
  trackersRemove,
  trackersSync,
} from '../../../contract/trackers.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { goTo, hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ItemExamples } from './item-examples.tsx';
import { SyncOutcome } from './sync-outcome.tsx';
import { TrackerColumns } from './tracker-columns.tsx';
import { TrackerHistory } from './tracker-history.tsx';
import { TrackerKeyDialog } from './tracker-key-dialog.tsx';
import { TrackerSeats } from './tracker-seats.tsx';
import { TrackerSettings } from './tracker-settings.tsx';
import { TrackerWeightsPart } from './tracker-weights.tsx';
import { UnmatchedPart } from './unmatched-part.tsx';
import { UnreadItems } from './unread-items.tsx';

/** One tracker: what became of its items, whom they are of, what counts, what stands beside the output. */
export function TrackerPage({ name }: { readonly name: string }) {
  const answer = useAnswer(trackerShow, { tracker: name });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={name} isLoading />;
  return <OneTracker tracker={answer.data} />;
}

function OneTracker({ tracker }: { readonly tracker: TrackerDoc }) {
  const { t } = useTranslation(['trackers', 'accounts']);
  const formats = useFormats();
  const sync = useChange(trackersSync);
  const remove = useChange(trackersRemove, () => goTo('trackers'));
  const [isKeying, setKeying] = useState(false);
  const { name, standings, from, to } = tracker;
  const total = formats.number(tracker.items);
  return (
    <Page
      title={name}
      answer={
        from === null || to === null
          ? t('status.empty', { tracker: name })
          : t('status.items', {
              count: standings.counted,
              total,
              from: formats.day(from),
              to: formats.day(to),
            })
      }
      actions={
        <>
          <Button loading={sync.isPending} onClick={() => sync.mutate({ tracker: name })}>
            {t('sync.now')}
          </Button>
          <Menu>
            <Menu.Target>
              <Button variant="default">{t('more.open')}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => sync.mutate({ tracker: name, again: true })}>
                {t('more.again')}
              </Menu.Item>
              {tracker.key !== null && (
                <Menu.Item onClick={() => setKeying(true)}>{t('accounts:more.key')}</Menu.Item>
              )}
              <Menu.Item onClick={() => remove.mutate({ tracker: name })}>
                {t('more.remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      <a className="door" href={hrefOf('trackers')} style={{ alignSelf: 'start' }}>
        {t('all')}
      </a>
      {sync.error && <FailureNotice error={sync.error} />}
      {remove.error && <FailureNotice error={remove.error} />}
      <p style={{ margin: 0 }} role="status">
        {sync.isPending ? t('sync.reads') : <SyncOutcome sync={tracker.lastSync} />}
      </p>
      <TrackerColumns key={JSON.stringify(tracker.columns)} tracker={tracker} />
      <UnreadItems tracker={tracker} />
      <TrackerSeats tracker={tracker} />
      <UnmatchedPart tracker={tracker} />
      <TrackerSettings tracker={tracker} />
      <TrackerWeightsPart tracker={tracker} />
      <ItemExamples tracker={tracker} />
      <TrackerHistory tracker={tracker} />
      {isKeying && (
        <TrackerKeyDialog
          tracker={tracker}
          onSet={() => sync.mutate({ tracker: name })}
          onClose={() => setKeying(false)}
        />
      )}
    </Page>
  );
}
