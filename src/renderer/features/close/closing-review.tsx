import { Button, Checkbox, Drawer, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type closeChecklist, closeMonth } from '../../../contract/close.ts';
import { type OverviewDoc, overviewMonth } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Hidden } from '../../ui/hidden.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { seatsSentence } from '../overview/month-sentence.tsx';
import { SourceSums } from '../overview/source-sums.tsx';
import { useItemText } from './item-text.ts';

type Checklist = OutputOf<typeof closeChecklist>;

/** What is read once before a month freezes: its total, its verdicts, each open point, what will not change again. */
export function ClosingReview({
  checklist,
  isOpen,
  onClose,
}: {
  readonly checklist: Checklist;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const { month, total } = checklist;
  const overview = useAnswer(overviewMonth, { month, withSignals: false }, isOpen);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={720}
      classNames={{ body: 'review-body', title: 'review-title' }}
      title={t('review.title', { month: formats.month(month), total: formats.money(total) })}
    >
      <p className="dim" style={{ margin: 0 }}>
        {t('review.text')}
      </p>
      {overview.error && <FailureNotice error={overview.error} />}
      {overview.isPending && <PartSkeleton height={320} />}
      {overview.data && (
        <>
          <SourceSums
            title={t('review.totals')}
            span={formats.month(month)}
            sums={overview.data}
            onSeats={{ name: t('review.onSeats'), amount: overview.data.seatTotal }}
          />
          <Verdicts overview={overview.data} />
        </>
      )}
      <PointsAndFreeze checklist={checklist} onClose={onClose} />
    </Drawer>
  );
}

function Verdicts({ overview }: { readonly overview: OverviewDoc }) {
  const { t } = useTranslation('close');
  const { t: overviewT } = useTranslation('overview');
  const { seats } = overview;
  const counts = [
    ['justified', seats.justified],
    ['not justified', seats.notJustified],
    ['undecided', seats.undecided],
    ['no data', seats.noData],
  ] as const;
  const shown = counts.filter(([, count]) => count !== null);
  return (
    <section className="card">
      <h2>{t('review.verdicts')}</h2>
      <p style={{ margin: '0 0 6px' }}>{seatsSentence(seats, overviewT)}</p>
      {seats.undecided === null && <Hidden what="verdicts" />}
      <div style={{ display: 'flex', gap: 28, flexWrap: 'wrap' }}>
        {shown.map(([verdict, count]) => (
          <span key={verdict}>
            <VerdictMark verdict={verdict} /> <strong className="figure">{count}</strong>
          </span>
        ))}
      </div>
    </section>
  );
}

function PointsAndFreeze({
  checklist,
  onClose,
}: {
  readonly checklist: Checklist;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const textOf = useItemText();
  const close = useChange(closeMonth);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const { month, items } = checklist;
  const isBlocked = items.some((one) => one.severity === 'blocks');
  const points = items.map((item) => ({ item, key: `${item.code} ${item.amount?.currency}` }));
  const left = points.filter(({ key }) => !ticked.includes(key)).length;
  const needsReason = isBlocked && reason.trim() === '';
  return (
    <>
      <section className="card">
        <div className="card-head">
          <h2>
            {t('review.points')}{' '}
            <small>
              {points.length > 0 &&
                t('review.looked', { done: points.length - left, count: points.length })}
            </small>
          </h2>
        </div>
        {points.length === 0 && <p style={{ margin: 0 }}>✓ {t('checklist.nothing')}</p>}
        <div style={{ display: 'grid', gap: 8 }}>
          {points.map(({ item, key }) => (
            <Checkbox
              key={key}
              label={textOf(item)}
              description={t(`severity.${item.severity}`)}
              checked={ticked.includes(key)}
              onChange={(event) =>
                setTicked(
                  event.currentTarget.checked
                    ? [...ticked, key]
                    : ticked.filter((one) => one !== key),
                )
              }
            />
          ))}
        </div>
      </section>
      <section className="card">
        <h2>{t('review.freezes')}</h2>
        <p style={{ margin: 0 }}>{t('freeze.text')}</p>
      </section>
      {isBlocked && (
        <TextInput
          label={t('freeze.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {close.error && <FailureNotice error={close.error} />}
      <div className="review-foot">
        <span className="dim" role="status">
          {left > 0
            ? t('review.tick', { count: left })
            : needsReason
              ? t('review.why')
              : t('review.ready', { month: formats.month(month) })}
        </span>
        <Button variant="default" onClick={onClose}>
          {t('review.notYet')}
        </Button>
        <Button
          disabled={left > 0 || needsReason}
          loading={close.isPending}
          onClick={() => close.mutate(isBlocked ? { month, anyway: reason.trim() } : { month })}
        >
          {t(isBlocked ? 'freeze.anyway' : 'freeze.close', { month: formats.month(month) })}
        </Button>
      </div>
    </>
  );
}
