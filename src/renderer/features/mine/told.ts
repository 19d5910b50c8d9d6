import * as z from 'zod';
import { allowanceDoc } from '../../../contract/allowances.ts';
import { money } from '../../../contract/shapes.ts';
import { leanWord, verdictWord } from '../../../contract/spend.ts';

/** What the office told, in the form in which it is shown; what is not of it is left out. */

const bySource = z.record(z.string(), money);

export const statement = z.object({
  sentAt: z.string(),
  month: z.string(),
  currency: z.string(),
  isClosed: z.boolean().catch(false),
  spend: money,
  bySource: bySource.catch({}),
  byTool: z.array(z.object({ tool: z.string().nullable(), amount: money })).catch([]),
  apiValue: money.nullable().catch(null),
  output: z.object({ units: z.number(), items: z.number() }).catch({ units: 0, items: 0 }),
  felt: z.object({ hours: z.number(), items: z.number() }).catch({ hours: 0, items: 0 }),
  claims: z.object({ approved: money, paid: money, owed: money }).nullable().catch(null),
});
export type Statement = z.infer<typeof statement>;

export const verdict = z.object({
  sentAt: z.string(),
  verdict: verdictWord,
  lean: leanWord.nullable().catch(null),
  expectedNet: money.nullable().catch(null),
  spend: money,
  value: z.object({ low80: money, median: money, high80: money }).nullable().catch(null),
  y0: z.number().nullable().catch(null),
  y1: z.number().nullable().catch(null),
  t0: z.number().nullable().catch(null),
  t1: z.number().nullable().catch(null),
});
export type ToldVerdict = z.infer<typeof verdict>;

/** An allowance as the office told it. */
const allowance = allowanceDoc.extend({ sentAt: z.string() });
export type ToldAllowance = z.infer<typeof allowance>;

/** The allowances that hold in a month, the one that limits all models first. */
export function allowancesOf(told: readonly unknown[], month: string): readonly ToldAllowance[] {
  return told
    .flatMap((one) => allowance.safeParse(one).data ?? [])
    .filter(({ period }) => {
      const { from, to } = period;
      return from.slice(0, 7) <= month && (to === null || to.slice(0, 7) >= month);
    })
    .toSorted((a, b) => rank(a) - rank(b));
}

const rank = ({ line }: ToldAllowance): number =>
  (line.modelClass === 'all' ? 0 : 2) + (line.counts.includes('spend') ? 0 : 1);
