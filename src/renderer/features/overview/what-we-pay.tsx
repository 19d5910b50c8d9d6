import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewDoc } from '../../../contract/month.ts';
import { type SpendBy, type SpendMonthsDoc, spendMonths } from '../../../contract/spend-months.ts';
import { tableSave } from '../../../contract/table-save.ts';
import { ask, useAnswer } from '../../ask.ts';
import { goTo, hrefOf } from '../../route.ts';
import { useAfterPaint } from '../../ui/after-paint.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import type { ChartLine } from '../../ui/chart/chart-data.ts';
import { Swatch } from '../../ui/chart/chart-legend.tsx';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { Waits } from '../../ui/waiting.tsx';
import { everyoneElse, type PaidLine, partsOf, spendRows } from './spend-rows.ts';

const BY = ['tool', 'team', 'person', 'source'] as const;
const HEIGHT = 215;

/** What we pay over twelve months, by tool, team, person or source; the table beside it opens each line. */
export function WhatWePay({ overview }: { readonly overview: OverviewDoc }) {
  const { t } = useTranslation(['overview', 'shell']);
  const formats = useFormats();
  const [by, setBy] = useState<SpendBy>('tool');
  const isPainted = useAfterPaint(true);
  const answer = useAnswer(spendMonths, { month: overview.month, by }, isPainted);
  const months = answer.data?.months.length ?? 12;
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('pay.title')}{' '}
          <small>{t('pay.months', { count: months, month: formats.month(overview.month) })}</small>
        </h2>
        <SegmentedControl
          size="xs"
          aria-label={t('pay.by')}
          value={by}
          onChange={(value) => setBy(BY.find((one) => one === value) ?? 'tool')}
          data={BY.map((value) => ({ value, label: t(`pay.${value}`) }))}
        />
      </div>
      {answer.error && <FailureNotice error={answer.error} />}
      {answer.data ? (
        <PaidParts key={by} by={by} doc={answer.data} overview={overview} />
      ) : (
        <div className="skeleton" style={{ height: HEIGHT + 60 }} />
      )}
    </section>
  );
}

function PaidParts({
  by,
  doc,
  overview,
}: {
  readonly by: SpendBy;
  readonly doc: SpendMonthsDoc;
  readonly overview: OverviewDoc;
}) {
  const { t, i18n } = useTranslation(['overview', 'shell']);
  const formats = useFormats();
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const nameOf = (key: string | null, name: string | null): string => {
    if (by === 'source' && i18n.exists(`shell:source.${key}`)) return t(`shell:source.${key}`);
    return name ?? t(`pay.none.${by}`);
  };
  const named = doc.lines.map((line) => ({ ...line, name: nameOf(line.key, line.name) }));
  const words = {
    others: (count: number) => t('pay.others', { count }),
    everyone: chosen === undefined ? t('pay.everyone') : t('pay.everyoneElse'),
  };
  // People are never stacked: one chosen person against everybody else.
  const parts =
    by === 'person' ? everyoneElse(named, chosen, words.everyone) : partsOf(named, words.others);
  return (
    <div className="pay">
      <Chart
        label={t('pay.chart', { by: t(`pay.${by}`) })}
        unit={doc.currency}
        chosen={overview.month}
        rows={spendRows(doc, parts, formats)}
        series={parts.map((part) => ({
          key: part.id,
          name: part.name,
          colour: part.colour,
          draw: 'bar',
        }))}
        lines={budgetLine(overview, (amount) => t('pay.budget', { amount: formats.axis(amount) }))}
        height={HEIGHT}
        onOpen={(month) => goTo('charges', 'all', month)}
        opens={t('shell:chart.opens')}
      />
      <PaidTable
        by={by}
        lines={by === 'person' ? named.map((line) => lineOf(line, chosen)) : parts}
        all={named}
        doc={doc}
        overview={overview}
        chosen={chosen}
        {...(by === 'person'
          ? { onChoose: (key) => setChosen(key === chosen ? undefined : key) }
          : {})}
      />
    </div>
  );
}

type NamedLine = SpendMonthsDoc['lines'][number] & { readonly name: string };

function lineOf(line: NamedLine, chosen: string | null | undefined): PaidLine {
  return {
    id: line.key ?? '',
    key: line.key,
    name: line.name,
    colour: line.key === chosen ? 'var(--c1)' : '',
    amounts: line.amounts,
    waitingForRate: line.waitingForRate,
  };
}

/** The year's budget, in equal parts of its months. */
function budgetLine(
  { budget }: OverviewDoc,
  name: (amount: number) => string,
): readonly ChartLine[] {
  if (budget === null) return [];
  const at = Number(budget.budget.amount) / 12;
  return [{ axis: 'y', at, name: name(at), isInLegend: true }];
}

function PaidTable({
  by,
  lines,
  all,
  doc,
  overview,
  chosen,
  onChoose,
}: {
  readonly by: SpendBy;
  readonly lines: readonly PaidLine[];
  /** Each line by itself, for the file. */
  readonly all: readonly NamedLine[];
  readonly doc: SpendMonthsDoc;
  readonly overview: OverviewDoc;
  readonly chosen: string | null | undefined;
  readonly onChoose?: (key: string | null) => void;
}) {
  const { t } = useTranslation(['overview', 'shell']);
  const formats = useFormats();
  const last = doc.months.length - 1;
  const total = doc.totals[last];
  const before = doc.months[last - 1];
  const change = (amounts: PaidLine['amounts']): string => {
    const from = Number(amounts[last - 1]?.amount ?? 0);
    const to = Number(amounts[last]?.amount ?? 0);
    const ratio = from > 0 ? to / from - 1 : null;
    return ratio === null || Math.abs(ratio) >= 20 ? '–' : formats.change(ratio);
  };
  const waitingNow = (waiting: PaidLine['waitingForRate']) =>
    waiting.filter(({ month }) => month === overview.month);
  const amountOf = (amounts: PaidLine['amounts']) => {
    const amount = amounts[last];
    return amount ? formats.amount(amount) : '–';
  };
  const shown = lines.filter(
    (line) =>
      by !== 'person' ||
      line.waitingForRate.length > 0 ||
      line.amounts.some((amount) => Number(amount.amount) !== 0),
  );
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th>{t(`pay.${by}`)}</th>
            <th className="figure">
              {t('pay.amount', {
                month: formats.shortMonth(overview.month),
                currency: doc.currency,
              })}
            </th>
            {by !== 'person' && <th className="figure">{t('pay.share')}</th>}
            <th className="figure">
              {before ? t('pay.against', { month: formats.shortMonth(before) }) : ''}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.id} data-chosen={line.key === chosen}>
              <td>
                {line.colour !== '' && <Swatch colour={line.colour} />}
                {line.isOthers ? (
                  line.name
                ) : onChoose ? (
                  <button
                    type="button"
                    className="door"
                    aria-pressed={line.key === chosen}
                    aria-label={t('pay.chooseNamed', { name: line.name })}
                    onClick={() => onChoose(line.key)}
                  >
                    {line.name}
                  </button>
                ) : (
                  <a className="door" href={hrefOf('charges', `${by}:${line.key ?? ''}`)}>
                    {line.name}
                  </a>
                )}
              </td>
              <td className="figure">
                {onChoose ? (
                  <a className="door" href={hrefOf('charges', `${by}:${line.key ?? ''}`)}>
                    {amountOf(line.amounts)}
                  </a>
                ) : (
                  amountOf(line.amounts)
                )}
                <Waits waiting={waitingNow(line.waitingForRate)} />
              </td>
              {by !== 'person' && (
                <td className="figure dim">
                  {total && Number(total.amount) > 0
                    ? formats.percent(
                        Number(line.amounts[last]?.amount ?? 0) / Number(total.amount),
                      )
                    : '–'}
                </td>
              )}
              <td className="figure dim">{change(line.amounts)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>
              <a className="door" href={hrefOf('charges', 'all')}>
                {t('pay.total')}
              </a>
            </th>
            <td className="figure">
              {total ? formats.amount(total) : '–'}
              <Waits waiting={waitingNow(doc.waitingForRate)} />
            </td>
            {by !== 'person' && <td className="figure">{formats.percent(1)}</td>}
            <td className="figure">{change(doc.totals)}</td>
          </tr>
          {by !== 'person' && Number(overview.unassigned.amount) !== 0 && (
            <tr className="dim">
              <td>
                <a className="door" href={hrefOf('people', 'unassigned')}>
                  {t('pay.unassigned')}
                </a>
                <Explained word="unassigned" />
              </td>
              <td className="figure">{formats.amount(overview.unassigned)}</td>
              <td />
              <td />
            </tr>
          )}
        </tfoot>
      </table>
      <p className="pay-note">
        <span className="dim">{onChoose ? t('pay.chooseNote') : ''}</span>
        <SaveCsv
          name={`${t('pay.title')} ${overview.month}`}
          write={(out) => ask(tableSave, { out, lines: csvLines(t(`pay.${by}`), all, doc) })}
        >
          {t('shell:data.csv')}
        </SaveCsv>
      </p>
    </div>
  );
}

/** Every line and month of the chart, amounts plain; lines that are empty throughout are left out. */
function csvLines(head: string, all: readonly NamedLine[], doc: SpendMonthsDoc): string[][] {
  const plain = (amounts: PaidLine['amounts']): string[] => amounts.map(({ amount }) => amount);
  return [
    [head, ...doc.months.map((month) => `${month}, ${doc.currency}`)],
    ...all
      .filter(({ amounts }) => amounts.some(({ amount }) => Number(amount) !== 0))
      .map(({ name, amounts }) => [name, ...plain(amounts)]),
  ];
}
