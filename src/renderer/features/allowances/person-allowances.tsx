import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AllowanceDoc,
  allowanceLines,
  allowanceList,
  allowanceTransfer,
  topUpList,
} from '../../../contract/allowances.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { useBalanceText } from './balance-text.ts';
import { useLineName, useScopeName } from './line-name.ts';
import { Parts } from './parts.tsx';
import { drawn, useQuantity } from './quantity.ts';
import { RequestCard } from './request-card.tsx';
import { StateMark } from './state-mark.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { UsedBar } from './used-bar.tsx';

/** What one person may spend and why, answered by a list of entries; the person's own right to see it. */
export function PersonAllowances({ email }: { readonly email: string }) {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const month = useMonth();
  const answer = useAnswer(allowanceList, {
    ...(month === null ? {} : { month }),
    person: email,
  });
  const requests = useAnswer(topUpList, { person: email });
  const [open, setOpen] = useState<'ask' | 'give' | null>(null);
  const may = useMay();
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} withMonth isLoading />;
  const { allowances } = answer.data;
  const name = allowances[0]?.person.name ?? email;
  return (
    <Page
      title={name}
      withMonth
      answer={t('person.answer', { name, month: formats.month(answer.data.month) })}
      actions={
        <>
          {may(allowanceTransfer) && (
            <Button variant="default" onClick={() => setOpen('give')}>
              {t('transfer.open')}
            </Button>
          )}
          <Button onClick={() => setOpen('ask')}>{t('ask.open')}</Button>
        </>
      }
    >
      <Parts current={null} />
      {allowances.length === 0 && (
        <EmptyState
          action={
            may(allowanceLines) && (
              <a className="door" href={hrefOf('allowances', 'rules')}>
                {t('part.rules')}
              </a>
            )
          }
        >
          {t('person.empty', { name })}
        </EmptyState>
      )}
      {allowances.map((one) => (
        <PeriodCard
          key={`${one.line.modelClass} ${one.line.cadence} ${one.line.counts} ${one.period.from}`}
          allowance={one}
        />
      ))}
      {requests.data?.topUps.map((one) => (
        <RequestCard key={one.id} request={one} />
      ))}
      {open === 'ask' && <AskDialog email={email} onClose={() => setOpen(null)} />}
      {open === 'give' && <TransferDialog email={email} onClose={() => setOpen(null)} />}
    </Page>
  );
}

/** One allowance with how it stands and the entries that make it. */
export function PeriodCard({ allowance }: { readonly allowance: AllowanceDoc }) {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const quantity = useQuantity();
  const balanceText = useBalanceText();
  const lineName = useLineName();
  const scopeName = useScopeName();
  const { entries, period, limit, projected } = allowance;
  const why = (entry: AllowanceDoc['entries'][number]): string => {
    const [from = '', to = ''] = entry.why.split('/');
    return entry.kind === 'carry-over' ? formats.span(from, to) : entry.why;
  };
  const at = (text: string): string =>
    text.length > 10 ? formats.instant(text) : formats.day(text);
  return (
    <section className="card">
      <h2>
        {lineName(allowance)}
        {allowance.line.cadence !== 'week' && ` · ${formats.span(period.from, period.to)}`} ·{' '}
        {scopeName(allowance.line.scope)}
      </h2>
      <p style={{ display: 'flex', gap: 14, alignItems: 'center', flexWrap: 'wrap', margin: 0 }}>
        <StateMark state={allowance.state} />
        <UsedBar allowance={allowance} />
        <span>
          {limit === null
            ? t('person.unlimited', { used: quantity(allowance.used) })
            : balanceText({ used: allowance.used, limit, left: allowance.left })}
        </span>
        {projected && drawn(allowance.projectedHigh80) > drawn(allowance.used) && (
          <span className="dim">
            {t('person.projected', {
              middle: quantity(projected),
              low: quantity(allowance.projectedLow80),
              high: quantity(allowance.projectedHigh80),
            })}
          </span>
        )}
        {allowance.runsOut && (
          <span className="dim">
            {t('person.runsOut', { day: formats.day(allowance.runsOut.date) })}
          </span>
        )}
      </p>
      {entries.length > 0 && (
        <table className="table" style={{ marginTop: 8 }}>
          <thead>
            <tr>
              <th>{t('entry.kind')}</th>
              <th className="figure">{t('entry.amount')}</th>
              <th style={{ paddingLeft: 20 }}>{t('entry.at')}</th>
              <th>{t('entry.by')}</th>
              <th>{t('entry.why')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={`${entry.kind} ${entry.at} ${entry.why} ${quantity(entry.amount)}`}>
                <td>{t(`entry.is.${entry.kind}`)}</td>
                <td className="figure">{quantity(entry.amount)}</td>
                <td style={{ paddingLeft: 20 }}>{at(entry.at)}</td>
                <td>{entry.by}</td>
                <td>{why(entry)}</td>
              </tr>
            ))}
            {entries.length > 1 && (
              <tr>
                <td>
                  <strong>{t('entry.sum')}</strong>
                </td>
                <td className="figure">
                  <strong>{quantity(limit)}</strong>
                </td>
                <td colSpan={3} />
              </tr>
            )}
          </tbody>
        </table>
      )}
    </section>
  );
}
