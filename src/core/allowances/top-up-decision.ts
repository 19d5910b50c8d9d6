import type { IsoDay } from '../calendar.ts';
import { Failure } from '../failure.ts';
import { isSameName } from '../same-name.ts';

export type TopUpState = 'asked' | 'approved' | 'rejected' | 'withdrawn';

/** What is decided on a request for more, by whom and in which place. */
export type TopUpDecision = {
  readonly decision: 'approve' | 'reject' | 'withdraw';
  readonly as: 'owner' | 'manager';
  readonly by: string;
  readonly why: string;
};

/** A request as deciding looks at it: the names under which its person may be the one who decides. */
export type TopUpToDecide = {
  readonly id: number;
  readonly state: TopUpState;
  readonly day: IsoDay;
  readonly personNames: readonly string[];
};

/** The company's owners, with commas between, `none` until some are named; and the first day that is open. */
export type TopUpRules = { readonly owners: string; readonly openFrom: IsoDay };

/**
 * Why a decision on a request is refused, `null` where nothing speaks against it: it is decided once
 * (`top_up_decided`), a rejection says why (`reason_needed`), nobody approves or rejects their own
 * request (`top_up_own_decision`), an approval never reaches back into what is closed
 * (`allowance_rewrites_history`), and as the owner only an owner approves (`not_owner`). What it
 * draws on the team's pool is for `topUpDraw`.
 */
export function topUpRefusal(
  request: TopUpToDecide,
  { decision, as, by, why }: TopUpDecision,
  { owners, openFrom }: TopUpRules,
): Failure | null {
  const { id } = request;
  if (request.state !== 'asked') {
    return new Failure('top_up_decided', `Request ${id} is decided already.`, { id });
  }
  if (decision === 'withdraw') return null;
  if (decision === 'reject' && why === '') {
    return new Failure('reason_needed', 'Say why, so that the person can read it.', {});
  }
  if (request.personNames.some((name) => isSameName(name, by))) {
    return new Failure(
      'top_up_own_decision',
      'Nobody decides on their own request. Ask somebody else to decide.',
      {},
    );
  }
  if (decision === 'reject') return null;
  const early = beforeOpen(request.day, openFrom);
  if (early) return early;
  if (as === 'owner' && !isOwner(owners, by)) {
    return new Failure(
      'not_owner',
      `${by} does not decide as the owner. Decide as the manager, or ask an owner.`,
      { who: by },
    );
  }
  return null;
}

/** Whether somebody may decide as the owner: anybody, until owners are named. */
export function isOwner(owners: string, by: string): boolean {
  if (owners === 'none') return true;
  return owners.split(',').some((one) => one.trim().toLowerCase() === by.trim().toLowerCase());
}

/** Refuses a change that would take effect on a day before the first that is open. */
export function beforeOpen(day: IsoDay, openFrom: IsoDay): Failure | null {
  if (day >= openFrom) return null;
  return new Failure(
    'allowance_rewrites_history',
    `A change takes effect from ${openFrom} at the earliest, because what held before is kept as it was. Choose that day or a later one.`,
    { from: day, openFrom },
  );
}

/**
 * The permanent top-up that is taken back from the day after `to` on; `entry` is what the request
 * brought, `null` where it brought none. Refuses what is no standing permanent top-up
 * (`top_up_not_permanent`) and a last day before its first (`dates_reversed`).
 */
export function topUpToEnd<Entry extends { readonly day: IsoDay; readonly isEnded: boolean }>(
  id: number,
  entry: Entry | null,
  to: IsoDay,
): Entry | Failure {
  if (!entry || entry.isEnded) {
    return new Failure(
      'top_up_not_permanent',
      `Request ${id} has no permanent top-up that could be taken back.`,
      { id },
    );
  }
  if (to >= entry.day) return entry;
  return new Failure(
    'dates_reversed',
    `The last day, ${to}, lies before the first, ${entry.day}.`,
    { from: entry.day, to },
  );
}
