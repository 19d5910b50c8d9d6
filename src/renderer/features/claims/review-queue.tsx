import { Button } from '@mantine/core';
import { Fragment, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsDecide, claimsShow } from '../../../contract/claims.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { useBy } from './acting-as.tsx';
import { whatOf } from './claim-columns.ts';
import { DecidedClaims } from './decided-claims.tsx';
import { type Decision, DecisionDialog } from './decision-dialog.tsx';
import { FindingList } from './finding-list.tsx';
import { StateWord, useClaimTotal } from './my-claims.tsx';
import { ReceiptView } from './receipt-view.tsx';
import { ReviewFacts } from './review-facts.tsx';
import { ReviewTax } from './review-tax.tsx';

const KEYS: Readonly<Record<string, Decision>> = { a: 'approve', r: 'reject', q: 'ask' };

/** Claims that wait, oldest first; the chosen one with all that is needed to decide. Keyboard from end to end. */
export function ReviewQueue({
  claims,
  first = null,
}: {
  readonly claims: readonly ClaimDoc[];
  /** The claim to begin with, where one was named. */
  readonly first?: number | null;
}) {
  const { t } = useTranslation('claims');
  const queue = claims
    .filter((one) => one.state === 'submitted')
    .sort((a, b) => ((a.submittedAt ?? '') < (b.submittedAt ?? '') ? -1 : 1));
  const [chosen, setChosen] = useState<number | null>(first);
  const [deciding, setDeciding] = useState<Decision | null>(null);
  const may = useMay();
  const at = Math.max(
    0,
    queue.findIndex((one) => one.id === chosen),
  );
  const claim = queue[at];
  useQueueKeys((key) => {
    if (deciding !== null) return;
    const next = key === 'j' ? at + 1 : key === 'k' ? at - 1 : at;
    if (next !== at) setChosen(queue[next]?.id ?? claim?.id ?? null);
    const decision = KEYS[key];
    if (decision && claim && may(claimsDecide)) setDeciding(decision);
  });
  if (!claim) {
    return (
      <>
        <EmptyState>{t('review.none')}</EmptyState>
        <DecidedClaims claims={claims} />
      </>
    );
  }
  return (
    <>
      <div className="review">
        <section className="card" aria-label={t('review.queue')}>
          <h2>{t('review.queue')}</h2>
          <ul className="queue">
            {queue.map((one) => (
              <li key={one.id}>
                <QueueEntry
                  claim={one}
                  isChosen={one.id === claim.id}
                  onChoose={() => setChosen(one.id)}
                />
              </li>
            ))}
          </ul>
          <p className="dim" style={{ margin: '10px 0 0' }}>
            <kbd>J</kbd> <kbd>K</kbd> {t('review.keys')} <kbd>A</kbd> {t('do.approve')} <kbd>Q</kbd>{' '}
            {t('do.ask')} <kbd>R</kbd> {t('do.reject')}
          </p>
        </section>
        <ClaimUnderReview key={claim.id} id={claim.id} onDecide={setDeciding} />
        {deciding && (
          <DecisionDialog claim={claim} decision={deciding} onClose={() => setDeciding(null)} />
        )}
      </div>
      <DecidedClaims claims={claims} />
    </>
  );
}

function QueueEntry({
  claim,
  isChosen,
  onChoose,
}: {
  readonly claim: ClaimDoc;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { t } = useTranslation('claims');
  const total = useClaimTotal();
  const entry = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) entry.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isChosen]);
  const blocks = claim.findings.filter(({ severity }) => severity === 'blocks').length;
  return (
    <button
      ref={entry}
      type="button"
      className="queue-entry"
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
    >
      <span>
        <strong>{claim.person.name}</strong> {total(claim).join(' + ')}
      </span>
      <span className="dim">
        {whatOf(claim)}
        {claim.findings.length > 0 &&
          ` · ${t('review.findings', { count: claim.findings.length })}${blocks > 0 ? ` · ${t('severity.blocks')}` : ''}`}
      </span>
    </button>
  );
}

function ClaimUnderReview({
  id,
  onDecide,
}: {
  readonly id: number;
  readonly onDecide: (decision: Decision) => void;
}) {
  const { t } = useTranslation('claims');
  const may = useMay();
  const answer = useAnswer(claimsShow, { id, ...useBy() });
  if (answer.error) return <FailureNotice error={answer.error} />;
  const [claim] = answer.data?.claims ?? [];
  if (!claim || !answer.data) return <PartSkeleton height={420} />;
  const { review } = answer.data;
  return (
    <>
      <div style={{ display: 'grid', gap: 14, alignContent: 'start', minWidth: 0 }}>
        <section className="card scroll-x">
          <h2>
            {t('review.claimOf', { claim: claim.id, name: claim.person.name })} ·{' '}
            <StateWord claim={claim} />
          </h2>
          <LineTable claim={claim} />
          <div style={{ margin: '10px 0' }}>
            <FindingList findings={claim.findings} lines={claim.lines.length} />
          </div>
          {review === null && <p className="notice">{t('review.own')}</p>}
          {may(claimsDecide) && (
            <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
              <Button onClick={() => onDecide('approve')}>{t('do.approve')}</Button>
              <Button variant="default" onClick={() => onDecide('ask')}>
                {t('do.ask')}
              </Button>
              <Button variant="default" onClick={() => onDecide('reject')}>
                {t('do.reject')}
              </Button>
            </div>
          )}
        </section>
        {review && <ReviewFacts claim={claim} review={review} />}
        <Words claim={claim} />
      </div>
      <ReceiptView claim={claim} />
    </>
  );
}

function LineTable({ claim }: { readonly claim: ClaimDoc }) {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t('field.day')}</th>
          <th>{t('field.tool')}</th>
          <th className="figure">{t('field.amount')}</th>
          <th className="figure">{t('field.share')}</th>
          <th className="figure">{t('column.claimed')}</th>
        </tr>
      </thead>
      <tbody>
        {claim.lines.map((line) => (
          <Fragment key={line.line}>
            <tr>
              <td style={{ whiteSpace: 'nowrap' }}>{formats.day(line.day)}</td>
              <td>
                {line.tool ?? line.vendor}
                {line.purpose && <div>{line.purpose}</div>}
                <div className="dim">
                  {[line.tool === null ? null : line.vendor, line.invoiceNumber]
                    .filter((text) => text !== null)
                    .join(' · ')}
                  {line.periodStart && ` ${formats.span(line.periodStart, line.periodEnd)}`}
                </div>
              </td>
              <td className="figure">{formats.money(line.amount)}</td>
              <td className="figure">{formats.percent(Number(line.workPercent) / 100)}</td>
              <td className="figure">
                {formats.money(line.claimed)}
                {line.base && line.base.currency !== line.claimed.currency && (
                  <div className="dim">{formats.money(line.base)}</div>
                )}
              </td>
            </tr>
            <tr>
              <td colSpan={5}>
                <ReviewTax claim={claim} line={line} />
              </td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** What was asked and answered so far. */
function Words({ claim }: { readonly claim: ClaimDoc }) {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const said = claim.history.filter(({ why }) => why !== null);
  if (said.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('review.said')}</h2>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {said.map((step) => (
          <li key={`${step.at} ${step.kind}`}>
            {step.by}, {formats.instant(step.at)}: {step.why}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Single keys work while nothing is typed into. */
function useQueueKeys(onKey: (key: string) => void): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement | null;
      if (target?.closest('input, textarea, select, [role="dialog"]')) return;
      if (!/^[jkarq]$/i.test(event.key)) return;
      event.preventDefault();
      latest.current(event.key.toLowerCase());
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
