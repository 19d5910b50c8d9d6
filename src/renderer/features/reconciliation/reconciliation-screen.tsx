import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  invoicesSpread,
  type ReconciledAccount,
  reconcileMonth,
} from '../../../contract/invoices.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { useReason } from '../invoices/reason.ts';
import { AccountCharges } from './account-charges.tsx';

type Reconciled = OutputOf<typeof reconcileMonth>;

/** Each account's invoices against its charges, and why they differ. */
export function ReconciliationScreen() {
  const { t } = useTranslation('reconciliation');
  const month = useMonth();
  const answer = useAnswer(reconcileMonth, { month: month ?? '2000-01' }, month !== null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (month === null || !answer.data) {
    return (
      <Page title={t('title')}>
        <EmptyState>{t('empty')}</EmptyState>
      </Page>
    );
  }
  return <Month reconciled={answer.data} />;
}

function Month({ reconciled }: { readonly reconciled: Reconciled }) {
  const { t } = useTranslation('reconciliation');
  const formats = useFormats();
  const { month, accounts, withoutInvoice, waiting, credits } = reconciled;
  const open = accounts.filter((one) => one.parts.some((part) => part.code === 'unexplained'));
  const isEmpty = accounts.length + withoutInvoice.length + waiting.length + credits.length === 0;
  const sentence = isEmpty
    ? t('answer.none', { month: formats.month(month) })
    : accounts.length === 0
      ? t('answer.noInvoices', { month: formats.month(month) })
      : open.length === 0
        ? t('answer.explained', { month: formats.month(month), count: accounts.length })
        : t('answer.open', { month: formats.month(month), count: open.length });
  return (
    <Page title={t('title')} answer={sentence} withMonth>
      {isEmpty && <EmptyState>{t('empty')}</EmptyState>}
      {accounts.map((one) => (
        <AccountCard key={`${one.account} ${one.period.from}`} one={one} />
      ))}
      <Others reconciled={reconciled} />
    </Page>
  );
}

function AccountCard({ one }: { readonly one: ReconciledAccount }) {
  const { t } = useTranslation('reconciliation');
  const formats = useFormats();
  const spread = useChange(invoicesSpread);
  const [isOpen, setOpen] = useState(false);
  const label = `${one.account}, ${formats.day(one.period.from)} – ${formats.day(one.period.to)}`;
  return (
    <section className="card scroll-x" aria-label={label}>
      <h2>{label}</h2>
      <table className="table">
        <tbody>
          <tr>
            <td>
              {t('row.invoice')}{' '}
              {one.invoices.map(({ id, number }) => (
                <a key={id} className="door" href={hrefOf('invoices', String(id))}>
                  {number ?? id}{' '}
                </a>
              ))}
            </td>
            <td className="figure">{formats.money(one.invoice)}</td>
          </tr>
          <tr>
            <td>
              <button
                type="button"
                className="door"
                aria-expanded={isOpen}
                onClick={() => setOpen(!isOpen)}
              >
                {t('row.charges')}
              </button>
            </td>
            <td className="figure">{formats.money(one.charges)}</td>
          </tr>
          <tr>
            <td>
              <strong>{t('row.variance')}</strong>
            </td>
            <td className="figure">
              <strong>{formats.money(one.variance)}</strong>
            </td>
          </tr>
          {one.parts.map((part) => (
            <tr key={part.code}>
              <td
                className={part.code === 'unexplained' ? 'warn' : 'dim'}
                style={{ paddingLeft: 18 }}
              >
                {part.code === 'unexplained' ? '? ' : ''}
                {t(`part.${part.code}`)}
              </td>
              <td className="figure">{formats.money(part.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim" style={{ margin: '8px 0 0', maxWidth: '84ch' }}>
        {!one.posted && <span className="warn">{t('waitsForRate')} </span>}
        {one.inMonth && t('inMonth', { amount: formats.money(one.inMonth.variance) })}{' '}
        {one.drawsOnCredits && t('drawsOnCredits')}
      </p>
      <Select
        mt="xs"
        maw={340}
        label={t('spread.label')}
        data={['unassigned', 'by-use'].map((value) => ({ value, label: t(`spread.${value}`) }))}
        value={one.spread}
        allowDeselect={false}
        onChange={(value) =>
          spread.mutate({
            account: one.account,
            spread: value === 'by-use' ? 'by-use' : 'unassigned',
          })
        }
      />
      {spread.error && <FailureNotice error={spread.error} />}
      {isOpen && <AccountCharges account={one.account} from={one.period.from} to={one.period.to} />}
    </section>
  );
}

/** Accounts without an invoice, credits bought, invoices that wait. */
function Others({ reconciled }: { readonly reconciled: Reconciled }) {
  const { t } = useTranslation('reconciliation');
  const formats = useFormats();
  const reasonOf = useReason();
  const { withoutInvoice, waiting, credits } = reconciled;
  if (withoutInvoice.length + waiting.length + credits.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('others')}</h2>
      <table className="table">
        <tbody>
          {waiting.map((one) => (
            <tr key={`invoice ${one.id}`}>
              <td>
                <a className="door" href={hrefOf('invoices', String(one.id))}>
                  {t('invoiceOf', { vendor: one.vendor ?? '–' })}
                </a>{' '}
                <span className="warn">{one.reasons[0] && reasonOf(one.reasons[0])}</span>
              </td>
              <td className="figure">{one.total ? formats.money(one.total) : '–'}</td>
            </tr>
          ))}
          {withoutInvoice.map((one) => (
            <tr key={`account ${one.account}`}>
              <td>{t('noInvoice', { account: one.account })}</td>
              <td className="figure">{formats.money(one.charges)}</td>
            </tr>
          ))}
          {credits.map((one) => (
            <tr key={`credits ${one.id}`}>
              <td>
                <a className="door" href={hrefOf('invoices', String(one.id))}>
                  {t('creditsOf', { account: one.account })}
                </a>
              </td>
              <td className="figure">{formats.money(one.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
