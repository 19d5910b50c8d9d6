import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { claimsWaiting } from '../../../contract/claims.ts';
import { type DecisionDoc, decisionsList } from '../../../contract/decisions.ts';
import { invoicesAttention } from '../../../contract/invoices.ts';
import type { OverviewDoc, VerdictDoc } from '../../../contract/month.ts';
import { renewalsList } from '../../../contract/renewals.ts';
import { trackersList } from '../../../contract/trackers.ts';
import { useAnswer } from '../../ask.ts';
import { useDecides } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { type Formats, useFormats } from '../../ui/format.ts';
import { troubleText } from '../trackers/tracker-words.ts';
import { useAllowanceNeeds } from './allowance-needs.ts';

type Need = {
  readonly key: string;
  readonly text: ReactNode;
  /** What stands behind it, in small. */
  readonly more?: string;
  readonly verb: string;
  readonly href: string;
};

/** What waits for a decision, each with its verb. */
export function NeedsYou({
  overview,
  verdicts,
  isWhole,
}: {
  readonly overview: OverviewDoc;
  readonly verdicts: readonly VerdictDoc[];
  /** The rest of the page is there. */
  readonly isWhole: boolean;
}) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const invoices = useInvoiceNeeds(overview.month);
  const needs: readonly Need[] = [
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
    ...useTrackerNeeds(isWhole),
    ...overview.waitingForPrice.map(
      ({ model, count }): Need => ({
        key: `price ${model ?? ''}`,
        text:
          model === null ? t('needs.priceUnnamed', { count }) : t('needs.price', { count, model }),
        verb: t('needs.addPrice'),
        href: hrefOf('settings', 'models'),
      }),
    ),
    ...seatNeeds(verdicts, t, formats),
    ...useDecisionNeeds(overview.month, isWhole),
    ...useRenewalNeed(isWhole),
  ];
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('needs.title')} {needs.length > 0 && <span className="count">{needs.length}</span>}
        </h2>
      </div>
      {needs.length === 0 ? (
        <p className="dim" style={{ margin: 0 }}>
          {t('needs.nothing')}
        </p>
      ) : (
        <table className="table">
          <tbody>
            {needs.map((need) => (
              <tr key={need.key}>
                <td>
                  {need.text}
                  {need.more && <div className="dim small-note">{need.more}</div>}
                </td>
                <td className="figure">
                  <a className="act" href={need.href}>
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

/** Trackers whose last sync could not read all: until it is settled, output is missing in the verdicts. */
function useTrackerNeeds(isWhole: boolean): Need[] {
  const { t } = useTranslation(['overview', 'trackers', 'errors']);
  const { data } = useAnswer(trackersList, {}, isWhole);
  return (data?.trackers ?? []).flatMap(({ name, lastSync }) => {
    const error = lastSync?.error ?? null;
    if (error === null) return [];
    return [
      {
        key: `tracker ${name}`,
        text: t('needs.tracker', { name }),
        more: troubleText(t, error),
        verb: t('needs.look'),
        href: hrefOf('trackers', name),
      },
    ];
  });
}

/** Claims that wait for a decision: how many, what they come to, how long the oldest has waited. */
function useClaimsNeed(): Need[] {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { data } = useAnswer(claimsWaiting, {});
  const decides = useDecides();
  if (!data || data.count === 0 || !decides) return [];
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

/** Notice days that come up: of yearly prices, and of contracts that name a day or a notice. */
function useRenewalNeed(isWhole: boolean): Need[] {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { data } = useAnswer(renewalsList, {}, isWhole);
  const soon = data?.renewals.filter(({ reminder }) => reminder !== null) ?? [];
  const [first] = soon;
  if (first === undefined) return [];
  return [
    {
      key: 'renewals',
      text: t('needs.renewals', { count: soon.length, day: formats.day(first.noticeDay) }),
      more: formats.list([...new Set(soon.map(({ tool }) => tool))]),
      verb: t('needs.look'),
      href: hrefOf('renewals'),
    },
  ];
}

/** Decisions that can be settled: it held, or it lost more than it saved. */
function useDecisionNeeds(month: string, isWhole: boolean): Need[] {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { data } = useAnswer(decisionsList, { month, withLater: true }, isWhole);
  const isTold = ({ state, followUps }: DecisionDoc): boolean =>
    state === 'open' &&
    ['confirm', 'take back', 'talk'].includes(followUps.at(-1)?.suggest ?? 'wait');
  const told = data?.decisions.filter(isTold) ?? [];
  if (told.length === 0) return [];
  return [
    {
      key: 'decisions',
      text: t('needs.decisions', { count: told.length }),
      more: formats.list([...new Set(told.map(({ person }) => person.name))]),
      verb: t('needs.look'),
      href: hrefOf('decisions'),
    },
  ];
}

/** What the verdicts ask for: figures to set, people to talk to, seats that cannot be judged yet. */
function seatNeeds(
  verdicts: readonly VerdictDoc[],
  t: TFunction<'overview'>,
  formats: Formats,
): Need[] {
  const trims = verdicts.filter((one) => one.advice.code === 'trim' && one.advice.amount);
  const talks = verdicts.filter((one) => one.advice.code === 'talk');
  const unknown = verdicts.filter((one) => one.verdict === 'no data');
  const only = (list: readonly VerdictDoc[]): string =>
    list.length === 1 && list[0] ? hrefOf('seats', list[0].person.email) : hrefOf('seats');
  const names = (list: readonly VerdictDoc[]): string =>
    formats.list(list.map((one) => one.person.name));
  return [
    ...trims.map(
      ({ person, advice }): Need => ({
        key: `trim ${person.email}`,
        text: t('needs.trim', {
          name: person.name,
          amount: advice.amount ? formats.money(advice.amount) : '',
        }),
        more: t('needs.trimMore', { excess: advice.excess ? formats.money(advice.excess) : '' }),
        verb: t('needs.set'),
        href: hrefOf('seats', person.email),
      }),
    ),
    ...(talks.length === 0
      ? []
      : [
          {
            key: 'talks',
            text: t('needs.talks', { count: talks.length }),
            more: names(talks),
            verb: t('needs.look'),
            href: only(talks),
          },
        ]),
    ...(unknown.length === 0
      ? []
      : [
          {
            key: 'no data',
            text: t('needs.noData', { count: unknown.length }),
            more: names(unknown),
            verb: t('needs.look'),
            href: only(unknown),
          },
        ]),
  ];
}
