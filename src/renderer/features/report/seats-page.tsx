import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decisionsList } from '../../../contract/decisions.ts';
import type { VerdictDoc, verdictMonth } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { RangeStrip, scaleOf } from '../../ui/range-strip.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { useAdvice } from '../seats/advice.ts';
import { stripOf } from '../seats/verdict-table.tsx';
import { DecisionsOnPaper } from './decisions-on-paper.tsx';
import { Sheet } from './sheet.tsx';

type Verdicts = OutputOf<typeof verdictMonth>;

/** A sheet's height on screen, which is its height on paper: 262 mm at 96 dots an inch. */
const PAGE_HEIGHT = (262 / 25.4) * 96;

/**
 * Every seat by name with its next step, and what came of decisions, on one page. Where they do not all fit, those with a step to
 * take come first, and the page says where the others are.
 */
export function SeatsPage({
  verdicts,
  ...sheet
}: {
  readonly verdicts: Verdicts;
  readonly company: string;
  readonly period: string;
  readonly foot: string;
}) {
  const { t } = useTranslation('report');
  const page = useRef<HTMLElement>(null);
  const all = verdicts.verdicts;
  const decided = useAnswer(decisionsList, { month: verdicts.month });
  const [fitting, setFitting] = useState(all.length);
  useLayoutEffect(() => {
    const height = page.current?.offsetHeight ?? 0;
    const rows = page.current?.querySelector('tbody')?.offsetHeight ?? 0;
    if (height <= PAGE_HEIGHT + 1 || fitting <= 1) return;
    const over = Math.ceil((height - PAGE_HEIGHT) / (rows / fitting));
    setFitting(Math.max(1, fitting - Math.max(1, over)));
  });
  return (
    <Sheet {...sheet} title={t('owner.seats')} ref={page}>
      <Seats verdicts={verdicts} shown={seatsFor(all, fitting)} />
      {decided.error && <FailureNotice error={decided.error} />}
      {decided.data && decided.data.decisions.length > 0 && <DecisionsOnPaper doc={decided.data} />}
    </Sheet>
  );
}

/** So many seats, in the order in which they are listed: those with a step to take before the others. */
function seatsFor(all: readonly VerdictDoc[], count: number): VerdictDoc[] {
  const needsStep = (one: VerdictDoc): boolean =>
    one.verdict === 'not justified' ||
    one.lean === 'drop' ||
    one.advice.code === 'raise' ||
    one.advice.code === 'trim';
  const first = [...all.filter(needsStep), ...all.filter((one) => !needsStep(one))];
  const chosen = new Set(first.slice(0, count));
  return all.filter((one) => chosen.has(one));
}

function Seats({
  verdicts,
  shown,
}: {
  readonly verdicts: Verdicts;
  readonly shown: readonly VerdictDoc[];
}) {
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
            <th className="figure">
              {t('seats:table.spend', {
                currency: verdicts.currency,
                window: formats.shortMonths(window.from, window.to),
              })}
            </th>
            <th>{t('owner.worth')}</th>
            <th>{t('seats:table.verdict')}</th>
            <th>{t('seats:table.next')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => {
            const strip = stripOf(one);
            return (
              <tr key={one.person.email}>
                <td>{one.person.name}</td>
                <td className="dim">{one.person.role ?? ''}</td>
                <td className="figure">
                  {formats.amount(one.spend)}
                  {one.waitsForRate && (
                    <div className="small warn waits">{t('seats:table.waits')}</div>
                  )}
                </td>
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
                  <VerdictMark
                    verdict={one.verdict}
                    lean={one.lean}
                    expectedNet={one.expectedNet}
                  />
                </td>
                <td>{advice(one)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown.length < verdicts.verdicts.length && (
        <p>
          {t('owner.someSeats', {
            shown: formats.number(shown.length, 0),
            count: verdicts.verdicts.length,
          })}
        </p>
      )}
      <p className="dim small">{t('owner.blind')}</p>
    </>
  );
}
