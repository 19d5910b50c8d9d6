import { useTranslation } from 'react-i18next';
import { type LedgerMonthDoc, ledgerMonth } from '../../../contract/ledger.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { RefusedRequest, useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { MissingTaxAccounts } from '../settings/missing-tax-accounts.tsx';

/** The month as it goes to the accountant: what accounts it touches, what is owed, and what is not booked yet. */
export function ToTheLedger({ month }: { readonly month: string }) {
  const { t } = useTranslation('close');
  const answer = useAnswer(ledgerMonth, { month });
  if (answer.isPending) return <PartSkeleton height={240} />;
  const isUnset =
    answer.error instanceof RefusedRequest && answer.error.error.code === 'ledger_not_set';
  return (
    <section className="card scroll-x" aria-label={t('toLedger.title')}>
      <h2>{t('toLedger.title')}</h2>
      {isUnset ? (
        <p style={{ margin: 0 }}>
          {t('toLedger.unset')}{' '}
          <a className="door" href={hrefOf('settings', 'ledger')}>
            {t('toLedger.choose')}
          </a>
        </p>
      ) : (
        answer.error && <FailureNotice error={answer.error} />
      )}
      {answer.data && <Ledger ledger={answer.data} />}
    </section>
  );
}

function Ledger({ ledger }: { readonly ledger: LedgerMonthDoc }) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const isNothing = (money: MoneyShape): boolean => /^0(\.0+)?$/.test(money.amount);
  const side = (money: MoneyShape): string => (isNothing(money) ? '' : formats.amount(money));
  return (
    <>
      <p style={{ margin: '0 0 8px', maxWidth: '90ch' }}>
        {t('toLedger.ties', {
          total: formats.money(ledger.total),
          expense: formats.money(ledger.expense),
        })}{' '}
        {formats.list(
          ledger.parts.map(
            ({ code, amount }) => `${t(`toLedger.part.${code}`)} ${formats.exactMoney(amount)}`,
          ),
        )}
      </p>
      {ledger.accounts.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th>{t('toLedger.code')}</th>
              <th>{t('toLedger.account')}</th>
              <th className="figure">{t('toLedger.debit', { currency: ledger.currency })}</th>
              <th className="figure">{t('toLedger.credit', { currency: ledger.currency })}</th>
            </tr>
          </thead>
          <tbody>
            {ledger.accounts.map(({ code, name, debit, credit }) => (
              <tr key={`${code} ${name}`}>
                <td>{code ?? ''}</td>
                <td>{name}</td>
                <td className="figure">{side(debit)}</td>
                <td className="figure">{side(credit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p style={{ margin: '10px 0 4px' }}>
        {t('toLedger.owed', {
          vendors: formats.money(ledger.payables),
          people: formats.money(ledger.claims),
        })}
      </p>
      {ledger.openPayables.length > 0 && (
        <ul style={{ margin: '0 0 8px', paddingLeft: 18 }}>
          {ledger.openPayables.map((one) => (
            <li key={one.invoice}>
              <a className="door" href={hrefOf('invoices', one.invoice.replace('invoice-', ''))}>
                {[one.vendor, one.number].filter(Boolean).join(' ')}
              </a>{' '}
              {formats.money(one.open)}
              {one.due && ` · ${t('toLedger.due', { day: formats.day(one.due) })}`}
            </li>
          ))}
        </ul>
      )}
      {ledger.notBooked.map(({ code, count }) => (
        <p key={code} className="warn" style={{ margin: '0 0 4px' }}>
          ○ {t(`toLedger.notBooked.${code}`, { count })}
        </p>
      ))}
      <MissingTaxAccounts missing={ledger.isClosed ? [] : ledger.taxAccountsMissing} />
      {ledger.proposed.length > 0 && (
        <p className="dim" style={{ margin: '4px 0 0' }}>
          {t('toLedger.proposed', { count: ledger.proposed.length })}{' '}
          <a className="door" href={hrefOf('settings', 'ledger')}>
            {t('toLedger.agree')}
          </a>
        </p>
      )}
    </>
  );
}
