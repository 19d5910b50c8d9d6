import { useTranslation } from 'react-i18next';
import { type VerdictDoc, verdictMonth } from '../../../contract/month.ts';
import { spendCellsShow } from '../../../contract/spend.ts';
import { parseMicro } from '../../../core/money.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { MonthBars } from '../../ui/month-bars.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { Waits } from '../../ui/waiting.tsx';
import { waitingOf } from '../charges/chosen-cells.ts';
import { useAdvice } from '../seats/advice.ts';
import { WorthAgainstCost } from '../seats/worth-against-cost.tsx';
import { listedAmounts } from './listed-amounts.ts';
import { Sheet } from './sheet.tsx';

const MONTHS_SHOWN = 12;
const NOTE_LINES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** One person's page for the talk: what the seat cost, what came of it, the next step, room for notes. */
export function PersonReport({
  company,
  month,
  email,
}: {
  readonly company: string;
  readonly month: string;
  readonly email: string;
}) {
  const { t } = useTranslation('report');
  const formats = useFormats();
  const answer = useAnswer(verdictMonth, { month, person: email });
  if (answer.error) return <FailureNotice error={answer.error} />;
  const verdict = answer.data?.verdicts[0];
  if (!verdict) return <PartSkeleton height={1040} />;
  const { name } = verdict.person;
  return (
    <Sheet
      company={company}
      period={formats.month(month)}
      title={name}
      foot={t('person.foot', { name })}
    >
      <PersonPage verdict={verdict} month={month} />
    </Sheet>
  );
}

function PersonPage({ verdict, month }: { readonly verdict: VerdictDoc; readonly month: string }) {
  const { t } = useTranslation(['report', 'seats', 'shell']);
  const formats = useFormats();
  const advice = useAdvice();
  const { person, y0, t0, y1, t1, missing, felt, uplift, upliftLow80, upliftHigh80 } = verdict;
  const history = verdict.history.slice(-MONTHS_SHOWN);
  const hasRates = y0 !== null && t0 && y1 !== null && t1;
  const hasUplift = uplift !== null && upliftLow80 !== null && upliftHigh80 !== null;
  return (
    <>
      <p className="dim">{[person.role, person.team, person.email].filter(Boolean).join(' · ')}</p>
      <p className="lead">
        <VerdictMark
          verdict={verdict.verdict}
          lean={verdict.lean}
          expectedNet={verdict.expectedNet}
        />
        {t('seats:seat.stop')}{' '}
        {hasRates
          ? t('person.rates', {
              before: formats.number(y0 / t0),
              after: formats.number(y1 / t1),
              from: formats.month(verdict.window.from),
              to: formats.month(verdict.window.to),
            })
          : t(`seats:missingLong.${missing[0] ?? 'baseline'}`)}
      </p>
      <WorthAgainstCost verdict={verdict} />
      <div className="sheet-columns">
        <Costs month={month} email={person.email} />
        <section>
          <h3>{t('person.brought')}</h3>
          <table className="table">
            <tbody>
              <tr>
                <td>{t('seats:seat.measured')}</td>
                <td className="figure">
                  {hasUplift
                    ? t('person.uplift', {
                        uplift: formats.change(uplift),
                        low: formats.change(upliftLow80),
                        high: formats.change(upliftHigh80),
                      })
                    : '–'}
                </td>
              </tr>
              <tr>
                <td>{t('seats:seat.felt')}</td>
                <td className="figure">
                  {felt.hours === null
                    ? '–'
                    : t('seats:seat.hours', { hours: formats.number(felt.hours) })}
                </td>
              </tr>
            </tbody>
          </table>
          <h3>{t('seats:table.next')}</h3>
          <p style={{ fontWeight: 600 }}>{advice(verdict)}</p>
        </section>
      </div>
      <div className="sheet-columns">
        <section>
          <h3>{t('person.output')}</h3>
          <MonthBars
            label={t('person.output')}
            colour="var(--output)"
            height={76}
            showsValues
            bars={history.map((row) => ({
              month: row.month,
              value: row.units,
              text: formats.number(row.units, 0),
            }))}
          />
        </section>
        <section>
          <h3>{t('person.spend', { currency: verdict.spend.currency })}</h3>
          <MonthBars
            label={t('person.spend', { currency: verdict.spend.currency })}
            colour="var(--bar-1)"
            height={76}
            showsValues
            bars={history.map((row) => ({
              month: row.month,
              value: Number(row.spend.amount),
              text: formats.short(row.spend),
            }))}
          />
        </section>
      </div>
      <h3>{t('person.notes')}</h3>
      <div className="notes" aria-hidden="true">
        {NOTE_LINES.map((line) => (
          <span key={line} />
        ))}
      </div>
    </>
  );
}

function Costs({ month, email }: { readonly month: string; readonly email: string }) {
  const { t } = useTranslation(['report', 'shell']);
  const formats = useFormats();
  const cells = useAnswer(spendCellsShow, { month, email });
  const byTool = new Map<string, bigint>();
  const currency = cells.data?.currency ?? '';
  for (const cell of cells.data?.cells ?? []) {
    const tool = cell.tool ?? t('shell:noTool');
    byTool.set(tool, (byTool.get(tool) ?? 0n) + (parseMicro(cell.amount.amount) ?? 0n));
  }
  const waitingFor = (tool: string) =>
    waitingOf(
      (cells.data?.cells ?? []).filter((cell) => (cell.tool ?? t('shell:noTool')) === tool),
    );
  const tools = [...byTool].sort(([a], [b]) => (a < b ? -1 : 1));
  const amounts = listedAmounts(
    tools.map(([, amount]) => amount),
    currency,
  );
  return (
    <section>
      <h3>{t('person.cost', { month: formats.month(month) })}</h3>
      {cells.error && <FailureNotice error={cells.error} />}
      <table className="table">
        <tbody>
          {tools.map(([tool], index) => {
            const amount = amounts[index];
            return (
              <tr key={tool}>
                <td>{tool}</td>
                <td className="figure">
                  {amount ? formats.money(amount) : ''}
                  <Waits waiting={waitingFor(tool)} />
                </td>
              </tr>
            );
          })}
          {cells.data && byTool.size === 0 && (
            <tr>
              <td className="dim">{t('person.nothing')}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
