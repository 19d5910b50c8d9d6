import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { allowanceList } from '../../../contract/allowances.ts';
import { claimsList } from '../../../contract/claims.ts';
import type { VerdictDoc } from '../../../contract/month.ts';
import { outputList } from '../../../contract/output.ts';
import { spendCellsShow } from '../../../contract/spend.ts';
import { spendMonths } from '../../../contract/spend-months.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Waits } from '../../ui/waiting.tsx';
import { CellTable } from '../charges/cell-table.tsx';

const MOST = 200;

/** What is held of a person's seat: its charges over the window, the month's rows, output, allowance, claims. */
export function SeatParts({
  verdict,
  month,
}: {
  readonly verdict: VerdictDoc;
  readonly month: string;
}) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const { email } = verdict.person;
  const cells = useAnswer(spendCellsShow, { month, email });
  const tabs = ['spend', 'output', 'allowance', 'claims'] as const;
  return (
    <section className="card">
      <Tabs defaultValue="spend" keepMounted={false}>
        <Tabs.List mb="xs">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`parts.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="spend">
          <WindowSpend verdict={verdict} month={month} />
          <h2 className="card-title" style={{ marginTop: 14 }}>
            {t('seat.cost', { month: formats.month(month) })}
          </h2>
          {cells.error && <FailureNotice error={cells.error} />}
          {cells.data && <CellTable cells={cells.data.cells} month={month} />}
        </Tabs.Panel>
        <Tabs.Panel value="output">
          <MonthOutput email={email} month={month} />
        </Tabs.Panel>
        <Tabs.Panel value="allowance">
          <MonthAllowance email={email} month={month} />
        </Tabs.Panel>
        <Tabs.Panel value="claims">
          <Claims email={email} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** Tool by tool, month by month of the verdict's window; each figure opens its charges. */
function WindowSpend({ verdict, month }: { readonly verdict: VerdictDoc; readonly month: string }) {
  const { t } = useTranslation(['seats', 'shell']);
  const formats = useFormats();
  const { person, window, spend } = verdict;
  const answer = useAnswer(spendMonths, { month, by: 'tool', person: person.email });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <div className="skeleton" style={{ height: 90 }} />;
  const { months, lines, totals, waitingForRate } = answer.data;
  const shown = months.flatMap((one, place) => (one >= window.from ? [{ one, place }] : []));
  const waitingIn = (waiting: typeof waitingForRate, month: string) =>
    waiting.filter((group) => group.month === month);
  const used = lines.filter(
    (line) =>
      line.waitingForRate.some((group) => group.month >= window.from) ||
      shown.some(({ place }) => Number(line.amounts[place]?.amount ?? 0) !== 0),
  );
  const figure = (amount: (typeof totals)[number] | undefined) =>
    amount && Number(amount.amount) !== 0 ? formats.amount(amount) : '–';
  return (
    <div className="scroll-x">
      <table className="table" aria-label={t('parts.window')}>
        <thead>
          <tr>
            <th>{t('shell:table.tool')}</th>
            {shown.map(({ one }) => (
              <th key={one} className="figure">
                {formats.shortMonth(one)}, {spend.currency}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.map((line) => (
            <tr key={line.key}>
              <td>{line.name ?? t('shell:noTool')}</td>
              {shown.map(({ one, place }) => (
                <td key={one} className="figure">
                  <a className="door" href={hrefOf('charges', `person:${person.email}`, one)}>
                    {figure(line.amounts[place])}
                  </a>
                  <Waits waiting={waitingIn(line.waitingForRate, one)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{t('parts.total')}</th>
            {shown.map(({ one, place }) => (
              <td key={one} className="figure">
                {figure(totals[place])}
                <Waits waiting={waitingIn(waitingForRate, one)} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function MonthOutput({ email, month }: { readonly email: string; readonly month: string }) {
  const { t } = useTranslation(['seats', 'output']);
  const formats = useFormats();
  const answer = useAnswer(outputList, { month, email, most: MOST });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <div className="skeleton" style={{ height: 90 }} />;
  const { items } = answer.data;
  return (
    <>
      {items.length === 0 && <p className="dim">{t('parts.noOutput')}</p>}
      <table className="table" aria-label={t('parts.output')}>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td className="nowrap">{formats.day(item.day)}</td>
              <td>{item.kind}</td>
              <td>{item.title ?? '–'}</td>
              <td className="figure">{formats.number(item.quantity, 3)}</td>
              <td className="dim">{t(`output:state.${item.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim small-note">
        <a className="door" href={hrefOf('output')}>
          {t('parts.allOutput')}
        </a>
      </p>
    </>
  );
}

function MonthAllowance({ email, month }: { readonly email: string; readonly month: string }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const answer = useAnswer(allowanceList, { month, person: email });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <div className="skeleton" style={{ height: 90 }} />;
  const quantity = (value: (typeof answer.data.allowances)[number]['used'] | null): string => {
    if (value === null) return t('parts.unlimited');
    return 'currency' in value
      ? formats.money(value)
      : t('parts.tokens', { tokens: formats.number(Number(value.tokens), 0) });
  };
  return (
    <>
      {answer.data.allowances.length === 0 && <p className="dim">{t('parts.noAllowance')}</p>}
      <table className="table" aria-label={t('parts.allowance')}>
        <tbody>
          {answer.data.allowances.map(({ line, period, used, limit, left, state }) => (
            <tr key={`${line.modelClass} ${line.cadence} ${period.from}`}>
              <td>{formats.span(period.from, period.to)}</td>
              <td className="figure">
                {t('parts.used', { used: quantity(used), limit: quantity(limit) })}
              </td>
              <td className="figure">
                {left === null ? '' : t('parts.left', { left: quantity(left) })}
              </td>
              <td>{t(`parts.state.${state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim small-note">
        <a className="door" href={hrefOf('allowances', `person:${email}`)}>
          {t('parts.whyAllowance')}
        </a>
      </p>
    </>
  );
}

function Claims({ email }: { readonly email: string }) {
  const { t } = useTranslation(['seats', 'claims']);
  const formats = useFormats();
  const answer = useAnswer(claimsList, { person: email });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <div className="skeleton" style={{ height: 90 }} />;
  const { claims } = answer.data;
  return (
    <>
      {claims.length === 0 && <p className="dim">{t('parts.noClaims')}</p>}
      <table className="table" aria-label={t('parts.claims')}>
        <tbody>
          {claims.map((claim) => (
            <tr key={claim.id}>
              <td>{claim.lines.map((line) => line.vendor).join(', ')}</td>
              <td className="figure">{formats.money(claim.total)}</td>
              <td className="dim">{t(`claims:state.${claim.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim small-note">
        <a className="door" href={hrefOf('claims', 'review')}>
          {t('parts.allClaims')}
        </a>
      </p>
    </>
  );
}
