import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import { dollars, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import {
  limitNotPossible,
  limitWords,
  notReadBack,
  planned,
  sendWrite,
  type WriteSpec,
  wholeUnits,
} from '../planned-write.ts';
import type { LimitActions, LimitChange, ProviderContext } from '../provider.ts';
import { CURSOR } from './words.ts';

// Cents (spend) and dollars (limits) stand side by side in this answer.
const memberSpend = z.object({
  email: optionalText,
  monthlyLimitDollars: optional(dollars),
  hardLimitOverrideDollars: optional(dollars),
});

function limitSpec(change: LimitChange): WriteSpec & { email: string } {
  const { scope, target, amountMicro, period } = change;
  // The billing cycle is the only period (unconfirmed).
  if (scope !== 'person' || target === null || (period !== 'cycle' && period !== 'month'))
    throw limitNotPossible(CURSOR, change);
  const amount = amountMicro === null ? null : wholeUnits(amountMicro, 1_000_000n, 'dollars');
  return {
    method: 'POST',
    path: '/teams/user-spend-limit',
    body: { userEmail: target, spendLimitDollars: amount },
    words: limitWords({ ...change, period: 'cycle' }),
    reversible: true,
    email: target,
  };
}

/** Whether the member's spend page shows the amount; which of its two fields does is unconfirmed. */
async function isShown(
  { client }: ProviderContext,
  email: string,
  amountMicro: bigint | null,
): Promise<boolean> {
  const answer = await client.send({
    method: 'POST',
    path: '/teams/spend',
    body: JSON.stringify({ page: 1, pageSize: 100, searchTerm: email }),
  });
  const { teamMemberSpend } = readAnswer(CURSOR, answer, z.object({ teamMemberSpend: anyList }));
  const { items } = readList(CURSOR, answer, teamMemberSpend, memberSpend);
  const found = items.find((one) => one.email === email);
  if (!found) return false;
  const shown = [found.monthlyLimitDollars ?? null, found.hardLimitOverrideDollars ?? null];
  return amountMicro === null
    ? shown.every((one) => one === null || one === 0n)
    : shown.includes(amountMicro);
}

export const limits: LimitActions = {
  planLimit: async (context, change) => planned(context, limitSpec(change)),
  doLimit: async (context, change) => {
    const spec = limitSpec(change);
    const reply = await sendWrite(context, spec);
    // A refusal comes with status 200.
    const { outcome } = readAnswer(CURSOR, reply, z.object({ outcome: z.string() }));
    if (outcome !== 'success')
      throw new Failure(
        'write_refused',
        'Cursor refused the limit. It is open to Enterprise teams and keys with the admin scope only.',
        { provider: CURSOR, plan: 'ask' },
      );
    if (!(await isShown(context, spec.email, change.amountMicro))) throw notReadBack(CURSOR);
    return { amountMicro: change.amountMicro, currency: 'USD', period: 'cycle' };
  },
};
