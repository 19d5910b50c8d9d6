import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/request.ts';
import { spendCellsShow } from '../../../contract/spend.ts';
import { parseMicro } from '../../../core/money.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { Waits } from '../../ui/waiting.tsx';
import { waitingOf } from '../charges/chosen-cells.ts';
import { listedAmounts } from './listed-amounts.ts';

/** So many rows leave room on the page for everything else. */
const MOST_ROWS = 7;

/** The month's total by tool, and by the team of whoever carries it. */
export function BreakDown({ month }: { readonly month: string }) {
  const { t } = useTranslation(['report', 'shell']);
  const formats = useFormats();
  const answer = useAnswer(spendCellsShow, { month });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={160} />;
  const { cells, currency } = answer.data;
  const parts = [
    ['owner.tools', 'noTool', (cell: Cell) => cell.tool],
    [
      'owner.teams',
      'nobody',
      (cell: Cell) => (cell.person ? (cell.person.team ?? t('owner.noTeam')) : null),
    ],
  ] as const;
  return (
    <div className="sheet-columns">
      {parts.map(([title, unnamed, nameOf]) => {
        const { shown, others, rest } = sumsBy(cells, nameOf);
        const amounts = listedAmounts([...shown.map(([, micro]) => micro), rest], currency);
        const text = (index: number): string => {
          const amount = amounts[index];
          return amount ? formats.money(amount) : '';
        };
        return (
          <section key={title}>
            <h3>{t(title)}</h3>
            <table className="table">
              <tbody>
                {shown.map(([name], index) => (
                  <tr key={name ?? unnamed}>
                    <td>{name ?? t(`shell:${unnamed}`)}</td>
                    <td className="figure">
                      {text(index)}
                      <Waits waiting={waitingOf(cells.filter((cell) => nameOf(cell) === name))} />
                    </td>
                  </tr>
                ))}
                {others > 0 && (
                  <tr>
                    <td className="dim">{t('owner.others', { count: others })}</td>
                    <td className="figure dim">{text(shown.length)}</td>
                  </tr>
                )}
              </tbody>
            </table>
          </section>
        );
      })}
    </div>
  );
}

type Cell = OutputOf<typeof spendCellsShow>['cells'][number];

type Sums = {
  readonly shown: readonly (readonly [string | null, bigint])[];
  /** How many more there are, and what they come to. */
  readonly others: number;
  readonly rest: bigint;
};

/** Sums per name, names in alphabetical order, what has none last; where there are many, those that count. */
function sumsBy(cells: readonly Cell[], nameOf: (cell: Cell) => string | null): Sums {
  const sums = new Map<string | null, bigint>();
  for (const cell of cells) {
    const name = nameOf(cell);
    sums.set(name, (sums.get(name) ?? 0n) + (parseMicro(cell.amount.amount) ?? 0n));
  }
  const last = '\u{10ffff}';
  const all = [...sums].sort(([a], [b]) => ((a ?? last) < (b ?? last) ? -1 : 1));
  if (all.length <= MOST_ROWS) return { shown: all, others: 0, rest: 0n };
  const counting = new Set(
    [...all].sort(([, a], [, b]) => (a > b ? -1 : 1)).slice(0, MOST_ROWS - 1),
  );
  const others = all.filter((one) => !counting.has(one));
  return {
    shown: all.filter((one) => counting.has(one)),
    others: others.length,
    rest: others.reduce((sum, [, micro]) => sum + micro, 0n),
  };
}
