import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { closeChecklist } from '../../../contract/close.ts';
import { type OverviewDoc, type verdictMonth, worthMonth } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { parseMicro } from '../../../core/money.ts';
import { CHARGE_SOURCES } from '../../../core/spend/spend-cells.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { type Formats, useFormats } from '../../ui/format.ts';
import { MonthBars } from '../../ui/month-bars.tsx';
import { AssetsOnPaper } from '../assets/asset-month.tsx';
import { MoneyParts, moneySentence } from '../overview/money-parts.tsx';
import { seatsSentence } from '../overview/month-sentence.tsx';
import { measuredSentence } from '../seats/measured-sentence.ts';
import { BreakDown } from './break-down.tsx';
import { listedAmounts } from './listed-amounts.ts';
import { SeatsPage } from './seats-page.tsx';
import { Sheet } from './sheet.tsx';

type Verdicts = OutputOf<typeof verdictMonth>;

/** The owner's month: what it cost and what it brought, then every seat by name with its next step. */
export function OwnerReport({
  company,
  overview,
  verdicts,
}: {
  readonly company: string;
  readonly overview: OverviewDoc;
  readonly verdicts: Verdicts;
}) {
  const { t } = useTranslation('report');
  const formats = useFormats();
  const checklist = useAnswer(closeChecklist, { month: overview.month });
  const foot = (page: number) =>
    [t('page', { page, of: 2 }), standing(checklist.data, t, formats)].join(' · ');
  const common = { company, period: formats.month(overview.month) };
  return (
    <>
      <Sheet {...common} title={t('owner.cost')} foot={foot(1)}>
        <Cost overview={overview} verdicts={verdicts} />
      </Sheet>
      <SeatsPage key={overview.month} {...common} verdicts={verdicts} foot={foot(2)} />
    </>
  );
}

/** Whether the figures can still change, and the digest they were frozen with. */
function standing(
  checklist: OutputOf<typeof closeChecklist> | undefined,
  t: TFunction<'report'>,
  formats: Formats,
): string {
  const closed = checklist?.closed;
  if (!closed) return t('standing.open');
  return t('standing.closed', {
    at: formats.instant(closed.closedAt),
    digest: closed.digest.slice(0, 16),
  });
}

function Cost({
  overview,
  verdicts,
}: {
  readonly overview: OverviewDoc;
  readonly verdicts: Verdicts;
}) {
  const { t } = useTranslation(['report', 'shell']);
  const { t: seatsT } = useTranslation('seats');
  const { t: overviewT } = useTranslation('overview');
  const formats = useFormats();
  const { seats, total, bySource, history, felt, waitingForRate } = overview;
  const shown = CHARGE_SOURCES.filter((source) => Number(bySource[source]?.amount ?? 0) !== 0);
  const listed = (amounts: readonly (MoneyShape | undefined)[]) =>
    listedAmounts(
      amounts.map((amount) => parseMicro(amount?.amount ?? '0') ?? 0n),
      total.currency,
    );
  const ofSources = listed(shown.map((source) => bySource[source]));
  const [onSeats, unassigned] = listed([overview.seatTotal, overview.unassigned]);
  const { company } = verdicts;
  return (
    <>
      <p className="figure-large">{formats.money(total)}</p>
      <p className="lead">
        {formats.sentences(t('owner.sentence'), seatsSentence(seats, overviewT))}
      </p>
      <div className="sheet-columns">
        <section>
          <h3>{t('owner.madeOf')}</h3>
          <table className="table">
            <tbody>
              {shown.map((source, index) => {
                const amount = ofSources[index];
                return (
                  <tr key={source}>
                    <td>{t(`shell:source.${source}`)}</td>
                    <td className="figure">{amount ? formats.money(amount) : ''}</td>
                  </tr>
                );
              })}
              <tr className="sum">
                <td>{t('owner.total')}</td>
                <td className="figure">{formats.money(total)}</td>
              </tr>
              <tr>
                <td className="dim">{t('owner.onSeats')}</td>
                <td className="figure dim">{onSeats ? formats.money(onSeats) : ''}</td>
              </tr>
              <tr>
                <td className="dim">{t('owner.unassigned')}</td>
                <td className="figure dim">{unassigned ? formats.money(unassigned) : ''}</td>
              </tr>
            </tbody>
          </table>
        </section>
        <section>
          <h3>{t('owner.brought')}</h3>
          <p>
            {t('owner.uplift', {
              uplift: formats.change(company.uplift),
              low: formats.change(company.low80),
              high: formats.change(company.high80),
            })}
          </p>
          {company.measured && <p>{measuredSentence(company.measured, seatsT)}</p>}
          <p>
            {felt.items > 0
              ? t('owner.felt', { hours: formats.number(felt.hours), count: felt.items })
              : t('owner.feltNone')}
          </p>
          <AssetsOnPaper month={overview.month} />
        </section>
      </div>
      <div className="sheet-columns">
        <section>
          <h3>{t('owner.months', { currency: total.currency })}</h3>
          <MonthBars
            label={t('owner.months', { currency: total.currency })}
            colour="var(--bar-1)"
            height={96}
            showsValues
            bars={history.map((row) => ({
              month: row.month,
              value: Number(row.total.amount),
              text: formats.short(row.total),
            }))}
          />
        </section>
        <section>
          <h3>{t('owner.units')}</h3>
          <MonthBars
            label={t('owner.units')}
            colour="var(--output)"
            height={96}
            showsValues
            bars={history.map((row) => ({
              month: row.month,
              value: row.units,
              text: formats.number(row.units, 0),
            }))}
          />
        </section>
      </div>
      <MoneyDidOnPaper month={overview.month} />
      <BreakDown month={overview.month} />
      {waitingForRate.length > 0 && (
        <p className="warn">
          {t('owner.waiting', {
            list: formats.list(waitingForRate.map(({ amount }) => formats.money(amount))),
          })}
        </p>
      )}
    </>
  );
}

/** Where the money had no measured effect, as on the overview. */
function MoneyDidOnPaper({ month }: { readonly month: string }) {
  const { t } = useTranslation('overview');
  const { t: shellT } = useTranslation('shell');
  const formats = useFormats();
  const answer = useAnswer(worthMonth, { month });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <div className="skeleton did-empty" />;
  return (
    <section>
      <h3>{t('did.title')}</h3>
      <p>{moneySentence(answer.data, t, shellT, formats)}</p>
      <MoneyParts doc={answer.data} isTable={false} />
    </section>
  );
}
