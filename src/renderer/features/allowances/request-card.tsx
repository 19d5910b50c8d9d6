import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TopUpDoc, topUpDecide } from '../../../contract/allowances.ts';
import { useChange } from '../../ask.ts';
import { useHidden } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Hidden } from '../../ui/hidden.tsx';
import { RangeStrip, scaleOf } from '../../ui/range-strip.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { useBy } from '../claims/acting-as.tsx';
import { useBalanceText } from './balance-text.ts';
import { useQuantity } from './quantity.ts';

/** One request: what for, how the allowance stands, what the seat's verdict is; and the decision. */
export function RequestCard({
  request,
  canDecide = false,
}: {
  readonly request: TopUpDoc;
  readonly canDecide?: boolean;
}) {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const quantity = useQuantity();
  const balanceText = useBalanceText();
  const { person } = request;
  const when = request.permanent
    ? t('requests.from', { day: formats.day(request.day) })
    : formats.span(request.period.from, request.period.to);
  return (
    <section className="card" aria-label={t('requests.of', { name: person.name })}>
      <h2>
        <a className="door" href={hrefOf('allowances', `person:${person.email}`)}>
          {person.name}
        </a>{' '}
        · {t('requests.asks', { amount: quantity(request.amount), when })} ·{' '}
        {formats.instant(request.askedAt)}, {request.askedBy}
      </h2>
      <div style={{ display: 'flex', gap: 28, flexWrap: 'wrap' }}>
        <dl style={{ margin: 0, flex: '1 1 320px' }}>
          <Fact name={t('ask.reason')}>{request.reason}</Fact>
          <Fact name={t('ask.expected')}>{request.expectedOutput}</Fact>
          {request.used && request.limit && (
            <Fact name={t('requests.balance')}>
              {balanceText({ used: request.used, limit: request.limit, left: request.left })}
            </Fact>
          )}
          {request.poolRest && canDecide && (
            <Fact name={t('requests.pool')}>
              {t('requests.poolRest', { rest: quantity(request.poolRest) })}
            </Fact>
          )}
        </dl>
        <VerdictInSight request={request} />
      </div>
      {request.review && (
        <p style={{ margin: '8px 0 0' }}>
          <strong>{t('review.title')}</strong>{' '}
          {t(`review.${request.review.outcome}`, {
            used: quantity(request.review.used),
            output: formats.number(request.review.output),
            usual: formats.number(request.review.usualOutput ?? 0),
          })}
        </p>
      )}
      {canDecide ? <Decision request={request} /> : <Decided request={request} />}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="dim">{name}</dt>
      <dd style={{ margin: '0 0 6px' }}>{children}</dd>
    </>
  );
}

function VerdictInSight({ request }: { readonly request: TopUpDoc }) {
  const { t } = useTranslation(['allowances', 'seats']);
  const formats = useFormats();
  const { verdict, person } = request;
  const hides = useHidden().verdicts;
  if (!verdict) return hides ? <Hidden what="verdicts" /> : null;
  const strip = verdict.value && {
    low: Number(verdict.value.low80.amount),
    median: Number(verdict.value.median.amount),
    high: Number(verdict.value.high80.amount),
    cost: Number(verdict.spend.amount),
    verdict: verdict.verdict,
  };
  return (
    <div style={{ flex: '0 1 300px' }}>
      <div className="dim">
        <a className="door" href={hrefOf('seats', person.email)}>
          {t('requests.verdict', { month: formats.month(verdict.month) })}
        </a>
      </div>
      <VerdictMark
        verdict={verdict.verdict}
        lean={verdict.lean}
        expectedNet={verdict.expectedNet}
      />
      {strip && verdict.value && (
        <div>
          <RangeStrip
            strip={strip}
            scale={scaleOf([strip])}
            sentence={t('seats:table.strip', {
              low: formats.rounded(verdict.value.low80),
              high: formats.rounded(verdict.value.high80),
              median: formats.rounded(verdict.value.median),
              cost: formats.money(verdict.spend),
            })}
          />
          <div className="dim">
            {t('requests.worth', {
              low: formats.rounded(verdict.value.low80),
              high: formats.rounded(verdict.value.high80),
              cost: formats.money(verdict.spend),
            })}
          </div>
        </div>
      )}
    </div>
  );
}

function Decided({ request }: { readonly request: TopUpDoc }) {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const quantity = useQuantity();
  if (request.decidedAt === null) return <p className="dim">{t('requests.waiting')}</p>;
  return (
    <p className="dim" style={{ margin: '8px 0 0' }}>
      {t(`requests.${request.state}`, {
        amount: quantity(request.granted),
        by: request.decidedBy ?? '',
        at: formats.instant(request.decidedAt),
      })}
      {request.why && ` ${t('requests.why', { why: request.why })}`}
      {request.fromPool &&
        ` ${t('requests.drawn', {
          fromPool: quantity(request.fromPool),
          beyond: quantity(request.beyondPool),
        })}`}
    </p>
  );
}

function Decision({ request }: { readonly request: TopUpDoc }) {
  const { t } = useTranslation('allowances');
  const decide = useChange(topUpDecide);
  const by = useBy();
  const [amount, setAmount] = useState(
    'tokens' in request.amount ? String(request.amount.tokens) : request.amount.amount,
  );
  const [isPermanent, setPermanent] = useState(request.permanent);
  const [as, setAs] = useState<'owner' | 'manager'>('owner');
  const [why, setWhy] = useState('');
  const send = (decision: 'approve' | 'reject'): void =>
    decide.mutate({ id: request.id, decision, amount, permanent: isPermanent, as, why, ...by });
  return (
    <>
      <div style={{ display: 'flex', gap: 12, alignItems: 'end', flexWrap: 'wrap', marginTop: 10 }}>
        <AmountInput
          currency={'tokens' in request.amount ? null : request.amount.currency}
          label={t('requests.amount')}
          value={amount}
          onChange={setAmount}
          w={120}
        />
        <TextInput
          label={t('entry.why')}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          style={{ flex: '1 1 200px' }}
        />
        <SegmentedControl
          aria-label={t('requests.as')}
          value={as}
          onChange={(value) => setAs(value === 'manager' ? 'manager' : 'owner')}
          data={[
            { value: 'owner', label: t('approver.owner') },
            { value: 'manager', label: t('approver.manager') },
          ]}
        />
        <Checkbox
          label={t('ask.permanent')}
          checked={isPermanent}
          onChange={(event) => setPermanent(event.currentTarget.checked)}
          mb={8}
        />
        <Button loading={decide.isPending} onClick={() => send('approve')}>
          {t('requests.approve')}
        </Button>
        <Button variant="default" onClick={() => send('reject')}>
          {t('requests.reject')}
        </Button>
      </div>
      {decide.error && <FailureNotice error={decide.error} />}
    </>
  );
}
