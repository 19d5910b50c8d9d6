import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { claimsWaiting } from '../../../contract/claims.ts';
import { invoicesAttention } from '../../../contract/invoices.ts';
import type { OverviewDoc } from '../../../contract/month.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';
import { useAllowanceNeeds } from './allowance-needs.ts';

type Need = {
  readonly key: string;
  readonly text: ReactNode;
  readonly verb: string;
  readonly href: string;
};

/** What waits for a decision, each with its verb. */
export function NeedsYou({
  overview,
  isWhole,
}: {
  readonly overview: OverviewDoc;
  /** The rest of the page is there. */
  readonly isWhole: boolean;
}) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const invoices = useInvoiceNeeds(overview.month);
  const needs = [
    ...useClaimsNeed(),
    ...useAllowanceNeeds(overview, isWhole),
    ...unassignedNeed(overview, formats.money(overview.unassigned), t),
    ...overview.waitingForRate.map(
      (one): Need => ({
        key: `rate ${one.currency}`,
        text: t('needs.rate', {
          count: one.count,
          currency: one.currency,
          month: formats.month(one.month),
        }),
        verb: t('needs.addRate'),
        href: hrefOf('rates'),
      }),
    ),
    ...invoices,
    ...overview.waitingForPrice.map(
      ({ model, count }): Need => ({
        key: `price ${model ?? ''}`,
        text:
          model === null ? t('needs.priceUnnamed', { count }) : t('needs.price', { count, model }),
        verb: t('needs.addPrice'),
        href: hrefOf('settings', 'models'),
      }),
    ),
    ...(overview.seats.noData > 0
      ? [
          {
            key: 'no data',
            text: t('needs.noData', { count: overview.seats.noData }),
            verb: t('needs.look'),
            href: hrefOf('seats'),
          },
        ]
      : []),
  ];
  return (
    <section className="card">
      <h2>{t('needs.title')}</h2>
      {needs.length === 0 ? (
        <p className="dim" style={{ margin: 0 }}>
          {t('needs.nothing')}
        </p>
      ) : (
        <table className="table">
          <tbody>
            {needs.map((need) => (
              <tr key={need.key}>
                <td>{need.text}</td>
                <td className="figure">
                  <a className="door" href={need.href}>
                    {need.verb}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {overview.felt.items > 0 && (
        <p className="dim" style={{ margin: '8px 0 0' }}>
          {t('felt', { hours: formats.number(overview.felt.hours), count: overview.felt.items })}
        </p>
      )}
    </section>
  );
}

/** Invoices that wait for a person, and differences that nothing explains. */
function useInvoiceNeeds(month: string): Need[] {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const answer = useAnswer(invoicesAttention, { month });
  if (!answer.data) return [];
  const { waiting, unexplained } = answer.data;
  return [
    ...(waiting === 0
      ? []
      : [
          {
            key: 'invoices',
            text: t('needs.invoices', { count: waiting }),
            verb: t('needs.look'),
            href: hrefOf('invoices'),
          },
        ]),
    ...unexplained.map(({ account, amount }) => ({
      key: `variance ${account} ${amount.amount}`,
      text: t('needs.variance', { account, amount: formats.money(amount) }),
      verb: t('needs.look'),
      href: hrefOf('reconciliation'),
    })),
  ];
}

/** Claims that wait for a decision: how many, what they come to, how long the oldest has waited. */
function useClaimsNeed(): Need[] {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { data } = useAnswer(claimsWaiting, {});
  if (!data || data.count === 0) return [];
  const waited =
    data.oldestDays === null ? '' : t('needs.claimsOldest', { count: data.oldestDays });
  return [
    {
      key: 'claims',
      text: t('needs.claims', { count: data.count, sum: formats.money(data.base), waited }),
      verb: t('needs.decide'),
      href: hrefOf('claims', 'review'),
    },
  ];
}

function unassignedNeed(overview: OverviewDoc, amount: string, t: TFunction<'overview'>): Need[] {
  if (Number(overview.unassigned.amount) === 0) return [];
  return [
    {
      key: 'unassigned',
      text: t('needs.unassigned', { amount }),
      verb: t('needs.assign'),
      href: hrefOf('people', 'unassigned'),
    },
  ];
}
