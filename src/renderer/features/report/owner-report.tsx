import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { closeChecklist } from '../../../contract/close.ts';
import type { OverviewDoc, verdictMonth } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { spendCellsShow } from '../../../contract/spend.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { CHARGE_SOURCES } from '../../../core/spend/spend-cells.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { type Formats, useFormats } from '../../ui/format.ts';
import { MonthBars } from '../../ui/month-bars.tsx';
import { RangeStrip, scaleOf } from '../../ui/range-strip.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { useAdvice } from '../seats/advice.ts';
import { stripOf } from '../seats/verdict-table.tsx';
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
  const common = { company, month: overview.month };
  return (
    <>
      <Sheet {...common} title={t('owner.cost')} foot={foot(1)}>
        <Cost overview={overview} verdicts={verdicts} />
      </Sheet>
      <Sheet {...common} title={t('owner.seats')} foot={foot(2)}>
        <Seats verdicts={verdicts} />
      </Sheet>
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
  const formats = useFormats();
  const { seats, total, bySource, history, felt, waitingForRate } = overview;
  const shown = CHARGE_SOURCES.filter((source) => Number(bySource[source]?.amount ?? 0) !== 0);
  const { company } = verdicts;
  return (
    <>
      <p className="figure-large">{formats.money(total)}</p>
      <p className="lead">
        {t('owner.sentence', { count: seats.count })}{' '}
        {t('owner.verdicts', {
          justified: seats.justified,
          notJustified: seats.notJustified,
          undecided: seats.undecided,
          noData: seats.noData,
        })}
      </p>
      <div className="sheet-columns">
        <section>
          <h3>{t('owner.madeOf')}</h3>
          <table className="table">
            <tbody>
              {shown.map((source) => {
                const amount = bySource[source];
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
                <td className="figure dim">{formats.money(overview.seatTotal)}</td>
              </tr>
              <tr>
                <td className="dim">{t('owner.unassigned')}</td>
                <td className="figure dim">{formats.money(overview.unassigned)}</td>
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
          <p>{t('owner.noEffect', { share: formats.percent(company.noEffectShare) })}</p>
          <p>
            {felt.items > 0
              ? t('owner.felt', { hours: formats.number(felt.hours), count: felt.items })
              : t('owner.feltNone')}
          </p>
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
              text: formats.rounded(row.total),
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

/** The month's total by tool, and by the team of whoever carries it. */
function BreakDown({ month }: { readonly month: string }) {
  const { t } = useTranslation(['report', 'shell']);
  const formats = useFormats();
  const answer = useAnswer(spendCellsShow, { month });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return null;
  const { cells, currency } = answer.data;
  const parts = [
    ['owner.tools', 'noTool', sumsBy(cells, (cell) => cell.tool)],
    [
      'owner.teams',
      'nobody',
      sumsBy(cells, (cell) => (cell.person ? (cell.person.team ?? t('owner.noTeam')) : null)),
    ],
  ] as const;
  return (
    <div className="sheet-columns">
      {parts.map(([title, unnamed, sums]) => (
        <section key={title}>
          <h3>{t(title)}</h3>
          <table className="table">
            <tbody>
              {sums.map(([name, micro]) => (
                <tr key={name ?? unnamed}>
                  <td>{name ?? t(`shell:${unnamed}`)}</td>
                  <td className="figure">{formats.money(moneyText(micro, currency))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}

type Cell = OutputOf<typeof spendCellsShow>['cells'][number];

/** Sums per name, names in alphabetical order, what has none last. */
function sumsBy(
  cells: readonly Cell[],
  nameOf: (cell: Cell) => string | null,
): [string | null, bigint][] {
  const sums = new Map<string | null, bigint>();
  for (const cell of cells) {
    const name = nameOf(cell);
    sums.set(name, (sums.get(name) ?? 0n) + (parseMicro(cell.amount.amount) ?? 0n));
  }
  const last = '\u{10ffff}';
  return [...sums].sort(([a], [b]) => ((a ?? last) < (b ?? last) ? -1 : 1));
}

function Seats({ verdicts }: { readonly verdicts: Verdicts }) {
  const { t } = useTranslation(['report', 'seats', 'shell']);
  const formats = useFormats();
  const advice = useAdvice();
  const { window } = verdicts.company;
  const scale = scaleOf(verdicts.verdicts.flatMap((one) => stripOf(one) ?? []));
  return (
    <>
      <p className="dim">
        {t('owner.window', { from: formats.month(window.from), to: formats.month(window.to) })}
      </p>
      <table className="table seats-of-report">
        <thead>
          <tr>
            <th>{t('shell:table.person')}</th>
            <th>{t('shell:table.role')}</th>
            <th className="figure">{t('seats:table.spend', { currency: verdicts.currency })}</th>
            <th>{t('owner.worth')}</th>
            <th>{t('seats:table.verdict')}</th>
            <th>{t('seats:table.next')}</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.verdicts.map((one) => {
            const strip = stripOf(one);
            return (
              <tr key={one.person.email}>
                <td>{one.person.name}</td>
                <td className="dim">{one.person.role ?? ''}</td>
                <td className="figure">{formats.amount(one.spend)}</td>
                <td>
                  {strip && one.value ? (
                    <RangeStrip
                      strip={strip}
                      scale={scale}
                      sentence={t('owner.range', {
                        low: formats.rounded(one.value.low80),
                        high: formats.rounded(one.value.high80),
                      })}
                    />
                  ) : (
                    <span className="dim">
                      {t(`seats:missing.${one.missing[0] ?? 'baseline'}`)}
                    </span>
                  )}
                </td>
                <td>
                  <VerdictMark verdict={one.verdict} />
                </td>
                <td>{advice(one)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="dim small">{t('owner.blind')}</p>
    </>
  );
}
