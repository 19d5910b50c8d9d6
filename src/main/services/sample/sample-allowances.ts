import {
  allowancePreset,
  allowanceSet,
  poolSet,
  poolSlice,
  topUpAsk,
  topUpDecide,
} from '../../../contract/allowances.ts';
import { budgetSet } from '../../../contract/budget.ts';
import { openServices } from '../services.ts';

const LI = 'li.xiaomei@fernwerk.example';

/** The sample company's allowances: a low start, two lines of its own, a pool, requests, a budget. */
export async function addSampleAllowances(file: string, resources: string): Promise<void> {
  const at = (now: string, who: string) =>
    openServices({ file, mode: 'write', resources, who, now: () => now });
  const owner = at('2025-12-18T10:00:00.000Z', 'Ines Vogel');
  const from = '2026-01-01';
  await owner.call(allowancePreset, {
    preset: 'start-low',
    limit: '150',
    from,
    why: 'Start low, more on request',
  });
  await owner.call(allowancePreset, {
    preset: 'flagship-apart',
    scope: 'team:Platform',
    from,
    why: 'Platform needs more; flagship models capped apart',
  });
  await owner.call(allowanceSet, {
    scope: 'person:priya@fernwerk.example',
    limit: '5500',
    cadence: 'month',
    from: '2026-03-01',
    why: 'Evaluation of the new search, until it is decided',
  });
  await owner.call(poolSet, {
    team: 'Product',
    limit: '900',
    from,
    why: 'Product’s own pool',
  });
  for (const [role, amount] of [
    ['designer', '350'],
    ['product', '100'],
  ] as const) {
    await owner.call(poolSlice, { team: 'Product', role, amount, from });
  }
  await owner.call(budgetSet, { year: 2026, amount: '72000', why: 'Board, December' });
  owner.close();

  await decided(at);
  const asking = at('2026-06-24T09:30:00.000Z', 'Elif Kaya');
  await asking.call(topUpAsk, {
    person: 'elif@fernwerk.example',
    amount: '150',
    day: '2026-06-24',
    reason: 'Screens of the autumn release',
    expectedOutput: '3 designs, accepted by Ana',
  });
  asking.close();
}

/** A request of May: approved, used, and its period over, so that it says what it bought. */
async function decided(at: (now: string, who: string) => ReturnType<typeof openServices>) {
  const asking = at('2026-05-12T08:10:00.000Z', '李晓梅');
  const { topUps } = await asking.call(topUpAsk, {
    person: LI,
    amount: '100',
    day: '2026-05-12',
    reason: 'Moving the billing service',
    expectedOutput: '6 pull requests merged by the end of May',
  });
  asking.close();
  const deciding = at('2026-05-12T11:45:00.000Z', 'Ana Petrova');
  await deciding.call(topUpDecide, {
    id: topUps[0]?.id ?? 0,
    decision: 'approve',
    why: 'The last one bought what it said',
  });
  deciding.close();
}
