import { useTranslation } from 'react-i18next';
import type { ClaimDoc, ReviewDoc } from '../../../contract/claims.ts';
import { useHidden } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { useFormats } from '../../ui/format.ts';
import { Hidden } from '../../ui/hidden.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';

/** What a reviewer weighs a claim against: output before and now, what the company pays, the caps. */
export function ReviewFacts({
  claim,
  review,
}: {
  readonly claim: ClaimDoc;
  readonly review: ReviewDoc;
}) {
  const { t } = useTranslation('claims');
  return (
    <section className="card">
      <h2>{t('facts.title', { name: claim.person.name })}</h2>
      <table className="table">
        <tbody>
          <OutputRow claim={claim} review={review} />
          <PaysRow review={review} />
          <CapRows review={review} />
        </tbody>
      </table>
    </section>
  );
}

function OutputRow({ claim, review }: { readonly claim: ClaimDoc; readonly review: ReviewDoc }) {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const { verdict, month } = review;
  const hides = useHidden().verdicts;
  if (!verdict || month === null) {
    return (
      <tr>
        <th scope="row">{t('facts.output')}</th>
        <td>{hides ? <Hidden what="verdicts" /> : t('facts.noSeat')}</td>
      </tr>
    );
  }
  const before = perMonth(verdict.y0, verdict.t0);
  const now = perMonth(verdict.y1, verdict.t1);
  const { uplift, upliftLow80, upliftHigh80 } = verdict;
  return (
    <tr>
      <th scope="row">
        {t('facts.output')}
        <Explained word="verdict" />
      </th>
      <td>
        <VerdictMark
          verdict={verdict.verdict}
          lean={verdict.lean}
          expectedNet={verdict.expectedNet}
        />
        <br />
        {before !== null &&
          now !== null &&
          t('facts.fromTo', { before: formats.number(before), now: formats.number(now) })}
        {uplift !== null && upliftLow80 !== null && upliftHigh80 !== null && (
          <span className="dim">
            {' '}
            {t('facts.uplift', {
              uplift: formats.change(uplift),
              low: formats.change(upliftLow80),
              high: formats.change(upliftHigh80),
            })}
          </span>
        )}{' '}
        <a className="door" href={hrefOf('seats', claim.person.email)}>
          {formats.month(month)}
        </a>
      </td>
    </tr>
  );
}

const perMonth = (units: number | null, months: number | null): number | null =>
  units === null || months === null || months <= 0 ? null : units / months;

function PaysRow({ review }: { readonly review: ReviewDoc }) {
  const { t } = useTranslation(['claims', 'people']);
  const formats = useFormats();
  const { companyPays, spend, month } = review;
  return (
    <tr>
      <th scope="row">{t('facts.pays')}</th>
      <td>
        {companyPays.length === 0
          ? t('facts.paysNothing')
          : formats.list(
              companyPays.map(({ tool, price, cadence }) =>
                t('facts.plan', {
                  tool,
                  price: t(`people:plan.per.${cadence}`, { price: formats.money(price) }),
                }),
              ),
            )}
        {spend && month !== null && (
          <span className="dim">
            {' '}
            {t('facts.spend', { month: formats.month(month), spend: formats.money(spend) })}
          </span>
        )}
      </td>
    </tr>
  );
}

function CapRows({ review }: { readonly review: ReviewDoc }) {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  return review.caps.map(({ cadence, period, scope, limit, used }) => (
    <tr key={`${cadence} ${period}`}>
      <th scope="row">
        {t(`facts.cap.${cadence}`, {
          period: cadence === 'month' ? formats.month(period) : period,
        })}
      </th>
      <td>
        {t('facts.used', { used: formats.money(used), limit: formats.money(limit) })}{' '}
        <span className="dim">({t(`scope.${scope}`)})</span>
      </td>
    </tr>
  ));
}
