import { useTranslation } from 'react-i18next';
import { type LedgerMonthDoc, ledgerMonth } from '../../../contract/ledger.ts';
import { RefusedRequest, useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { MissingTaxAccounts } from '../settings/missing-tax-accounts.tsx';
import { AccountLines } from './account-lines.tsx';

/** Where each thing that is not booked yet is put right. */
const NOT_BOOKED: Readonly<
  Record<LedgerMonthDoc['notBooked'][number]['code'], readonly [string, string?]>
> = {
  'invoices-waiting': ['invoices'],
  'invoices-without-rate': ['rates'],
  'charges-without-rate': ['rates'],
  'claims-undecided': ['claims', 'review'],
  'tax-account-missing': ['settings', 'ledger'],
};

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
  return (
    <>
      <p style={{ margin: '0 0 8px', maxWidth: '90ch' }}>
        {t('toLedger.ties', {
          total: formats.money(ledger.total),
          expense: formats.money(ledger.expense),
        })}{' '}
        {ledger.parts.length > 0 &&
          t('toLedger.between', {
            parts: formats.list(
              ledger.parts.map(
                ({ code, amount }) => `${t(`toLedger.part.${code}`)} ${formats.exactMoney(amount)}`,
              ),
            ),
          })}
      </p>
      {ledger.accounts.length > 0 && <AccountLines ledger={ledger} />}
      <p style={{ margin: '10px 0 4px' }}>
        {t('toLedger.owed', {
          vendors: formats.money(ledger.payables),
          people: formats.money(ledger.claims),
        })}
      </p>
      {ledger.openPayables.length > 0 && (
        <ul aria-label={t('toLedger.openPayables')} style={{ margin: '0 0 8px', paddingLeft: 18 }}>
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
      {ledger.openClaims.length > 0 && (
        <ul aria-label={t('toLedger.openClaims')} style={{ margin: '0 0 8px', paddingLeft: 18 }}>
          {ledger.openClaims.map(({ claim, person, base }) => (
            <li key={claim}>
              <a className="door" href={hrefOf('claims', 'payouts')}>
                {[person.name, claim].join(' ')}
              </a>{' '}
              {formats.money(base)}
            </li>
          ))}
        </ul>
      )}
      {ledger.notBooked.map(({ code, count }) => (
        <p key={code} className="warn" style={{ margin: '0 0 4px' }}>
          ○ {t(`toLedger.notBooked.${code}`, { count })}{' '}
          <a className="door" href={hrefOf(...NOT_BOOKED[code])}>
            {t(`toLedger.look.${code}`)}
          </a>
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
