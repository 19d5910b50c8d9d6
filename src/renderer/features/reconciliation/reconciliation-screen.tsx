import { useTranslation } from 'react-i18next';
import { type ReconciledAccount, reconcileMonth } from '../../../contract/invoices.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { AccountCard } from './account-card.tsx';
import { AccountSummary } from './account-summary.tsx';
import { AccountsChart } from './accounts-chart.tsx';
import { OtherSums } from './other-sums.tsx';

type Reconciled = OutputOf<typeof reconcileMonth>;

/** Each account's invoices against its charges, and why they differ. */
export function ReconciliationScreen() {
  const { t } = useTranslation('reconciliation');
  const month = useMonth();
  const answer = useAnswer(reconcileMonth, { month: month ?? '2000-01' }, month !== null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (month === null) {
    return (
      <Page title={t('title')}>
        <EmptyState>{t('empty')}</EmptyState>
      </Page>
    );
  }
  return answer.data ? <Month reconciled={answer.data} /> : <PageSkeleton />;
}

function Month({ reconciled }: { readonly reconciled: Reconciled }) {
  const { t } = useTranslation('reconciliation');
  const formats = useFormats();
  const { month, accounts, withoutInvoice, waiting, credits, countedTwice } = reconciled;
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
    <Page
      title={t('title')}
      answer={formats.sentences(
        sentence,
        countedTwice.length > 0 && t('answer.twice', { count: countedTwice.length }),
      )}
      withMonth
    >
      {isEmpty && <EmptyState>{t('empty')}</EmptyState>}
      <CountedTwice sums={countedTwice} />
      <AccountsChart accounts={accounts} />
      <AccountSummary accounts={accounts} idOf={cardId} />
      {accounts.map((one) => (
        <AccountCard key={cardId(one)} id={cardId(one)} one={one} />
      ))}
      <OtherSums reconciled={reconciled} />
    </Page>
  );
}

const cardId = ({ account, period }: ReconciledAccount): string =>
  `account-${encodeURIComponent(account)}-${period.from}`;

/** Use that names no account, which an invoice of the same seller may bill once more. */
function CountedTwice({ sums }: { readonly sums: Reconciled['countedTwice'] }) {
  const { t } = useTranslation('reconciliation');
  const formats = useFormats();
  if (sums.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('countedTwice.title')}</h2>
      <table className="table" aria-label={t('countedTwice.title')}>
        <tbody>
          {sums.map(({ account, tool, charges }) => (
            <tr key={`${account} ${tool}`}>
              <td>
                <a
                  className="door"
                  href={hrefOf('charges', tool === null ? 'all' : `tool:${tool}`)}
                >
                  {t('countedTwice.of', { what: tool ?? t('countedTwice.use'), account })}
                </a>
              </td>
              <td className="figure">{formats.money(charges)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim small-note">
        <a className="door" href={hrefOf('imports')}>
          {t('countedTwice.act')}
        </a>
      </p>
    </section>
  );
}
