import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TopUpDoc, topUpDecide, topUpList } from '../../../contract/allowances.ts';
import { mineShow } from '../../../contract/mine.ts';
import { useAnswer, useChange } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useMonth } from '../../ui/page.tsx';
import { AskDialog } from '../allowances/ask-dialog.tsx';
import { PeriodCard } from '../allowances/person-allowances.tsx';
import { useQuantity } from '../allowances/quantity.ts';
import { useDeliveryColumn } from './delivery.tsx';
import { OwnPage } from './own-page.tsx';
import { allowancesOf } from './told.ts';

/** The allowance with the entries that make it, as the office told it; and asking for more. */
export function MyAllowance() {
  const { t } = useTranslation(['mine', 'allowances']);
  const formats = useFormats();
  const month = useMonth();
  const answer = useAnswer(mineShow, { month: month ?? '2026-01' }, month !== null);
  const topUps = useAnswer(topUpList, {});
  const [isAsking, setAsking] = useState(false);
  const error = answer.error ?? topUps.error;
  if (error) return <FailureNotice error={error} />;
  if (!answer.data || !topUps.data || month === null) {
    return <OwnPage title={t('nav.allowances')} withMonth isLoading />;
  }
  const held = allowancesOf(answer.data.allowances, month);
  const [newest] = held.map(({ sentAt }) => sentAt).toSorted((a, b) => (a < b ? 1 : -1));
  return (
    <OwnPage
      title={t('nav.allowances')}
      withMonth
      answer={
        newest === undefined
          ? t('allowance.none', { month: formats.month(month) })
          : t('allowance.answer', { month: formats.month(month), day: formats.instant(newest) })
      }
      actions={<Button onClick={() => setAsking(true)}>{t('allowances:ask.open')}</Button>}
    >
      {held.map((one) => (
        <PeriodCard key={`${one.line.modelClass} ${one.line.counts}`} allowance={one} />
      ))}
      <section className="card scroll-x">
        <h2>{t('allowance.asked')}</h2>
        <TopUps topUps={topUps.data.topUps} />
      </section>
      {isAsking && (
        <AskDialog email={answer.data.person.email} isOwn onClose={() => setAsking(false)} />
      )}
    </OwnPage>
  );
}

function TopUps({ topUps }: { readonly topUps: readonly TopUpDoc[] }) {
  const { t } = useTranslation(['mine', 'allowances']);
  const formats = useFormats();
  const quantity = useQuantity();
  const withdraw = useChange(topUpDecide);
  const delivery = useDeliveryColumn<TopUpDoc>('top-up');
  const columns: DataColumn<TopUpDoc>[] = [
    {
      id: 'at',
      head: t('allowance.at'),
      text: ({ askedAt }) => formats.instant(askedAt),
      sort: ({ askedAt }) => askedAt,
    },
    {
      id: 'amount',
      head: t('allowances:ask.amount'),
      text: ({ amount }) => quantity(amount),
      isFigure: true,
    },
    { id: 'reason', head: t('allowances:ask.reason'), text: ({ reason }) => reason, width: 2 },
    {
      id: 'state',
      head: t('allowance.state'),
      text: (one) =>
        formats.sentences(
          t(`allowance.is.${one.state}`, {
            amount: quantity(one.granted),
            by: one.decidedBy ?? '',
          }),
          one.why,
        ),
      width: 2,
    },
    delivery,
    {
      id: 'do',
      head: t('allowance.do'),
      text: () => '',
      cell: ({ id, state }) =>
        state === 'asked' ? (
          <button
            type="button"
            className="door"
            onClick={() => withdraw.mutate({ id, decision: 'withdraw' })}
          >
            {t('allowance.withdraw')}
          </button>
        ) : null,
    },
  ];
  return (
    <>
      {withdraw.error && <FailureNotice error={withdraw.error} />}
      <DataTable
        label={t('allowance.asked')}
        rows={topUps}
        columns={columns}
        rowKey={({ id }) => String(id)}
        empty={
          <p className="dim" style={{ margin: 0 }}>
            {t('allowance.nothingAsked')}
          </p>
        }
      />
    </>
  );
}
