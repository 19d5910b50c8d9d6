import type { MoneyShape } from '../../../contract/shapes.ts';
import type { WaitingForRate } from '../../../contract/spend.ts';
import type { SpendMonthsDoc } from '../../../contract/spend-months.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import type { ChartRow } from '../../ui/chart/chart-data.ts';
import type { Formats } from '../../ui/format.ts';

/** A line of the table, which is a part of the chart as well. */
export type PaidLine = {
  readonly id: string;
  readonly key: string | null;
  readonly name: string;
  readonly colour: string;
  readonly amounts: readonly MoneyShape[];
  /** In no amount, whichever month it is of. */
  readonly waitingForRate: WaitingForRate;
  /** Several lines in one. */
  readonly isOthers?: boolean;
};

type Named = SpendMonthsDoc['lines'][number] & { readonly name: string };

const COLOURS = ['var(--c1)', 'var(--c3)', 'var(--c2)', 'var(--c4)', 'var(--c5)'] as const;
const OTHERS = 'var(--c6)';

/** At most six parts: five in colours of their own, the rest as one. */
export function partsOf(lines: readonly Named[], others: (count: number) => string): PaidLine[] {
  const isAll = lines.length <= COLOURS.length + 1;
  const own = isAll ? lines : lines.slice(0, COLOURS.length);
  const rest = lines.slice(own.length);
  return [
    ...own.map((line, place) => ({
      id: `part ${place}`,
      key: line.key,
      name: line.name,
      colour: COLOURS[place] ?? OTHERS,
      amounts: line.amounts,
      waitingForRate: line.waitingForRate,
    })),
    ...(rest.length === 0
      ? []
      : [
          {
            id: 'others',
            key: null,
            name: others(rest.length),
            colour: OTHERS,
            amounts: added(rest),
            waitingForRate: rest.flatMap((line) => line.waitingForRate),
            isOthers: true,
          },
        ]),
  ];
}

/** One chosen person against everybody else; nobody chosen: everybody. `null` is what nobody carries. */
export function everyoneElse(
  lines: readonly Named[],
  chosen: string | null | undefined,
  everyone: string,
): PaidLine[] {
  const one = chosen === undefined ? undefined : lines.find((line) => line.key === chosen);
  const rest = lines.filter((line) => line !== one);
  return [
    ...(one
      ? [
          {
            id: 'chosen',
            key: one.key,
            name: one.name,
            colour: 'var(--c1)',
            amounts: one.amounts,
            waitingForRate: one.waitingForRate,
          },
        ]
      : []),
    ...(rest.length === 0
      ? []
      : [
          {
            id: 'everyone',
            key: null,
            name: everyone,
            colour: OTHERS,
            amounts: added(rest),
            waitingForRate: rest.flatMap((line) => line.waitingForRate),
          },
        ]),
  ];
}

/** The lines' amounts month by month, added exactly. */
function added(lines: readonly Named[]): MoneyShape[] {
  const first = lines[0];
  return (first?.amounts ?? []).map(({ currency }, month) =>
    moneyText(
      lines.reduce((sum, line) => sum + (parseMicro(line.amounts[month]?.amount ?? '0') ?? 0n), 0n),
      currency,
    ),
  );
}

/** A row per month; parts without an amount in it are left out, a month without any stands empty. */
export function spendRows(
  { months, totals }: Pick<SpendMonthsDoc, 'months' | 'totals'>,
  parts: readonly PaidLine[],
  formats: Pick<Formats, 'month' | 'amount' | 'money'>,
): ChartRow[] {
  return months.map((month, place) => {
    const total = totals[place];
    const values = parts.flatMap((part) => {
      const amount = part.amounts[place];
      return amount === undefined || Number(amount.amount) === 0
        ? []
        : [[part.id, { value: Number(amount.amount), text: formats.amount(amount) }] as const];
    });
    return {
      x: month,
      name: formats.month(month),
      values: Object.fromEntries(values),
      ...(total === undefined || values.length === 0
        ? {}
        : { total: { value: Number(total.amount), text: formats.money(total) } }),
    };
  });
}
