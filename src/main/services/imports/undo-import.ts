import type { IsoMonth } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { subscriptionCharge } from '../../../core/spend/subscription-charges.ts';
import { audit } from '../../book/audit.ts';
import { takeBackRows } from '../../book/taken-back-rows.ts';
import { type PlanRow, plansAsUndone } from '../../book/undone-plans.ts';
import { sumAllUsageMonths } from '../../book/usage-months.ts';
import { refuseUsedAssets } from '../assets/record-asset.ts';
import type { Context } from '../context.ts';
import { closedByInvoice, takeBackInvoices } from '../invoices/undo-invoices.ts';
import {
  rechargeAfterRates,
  rechargeLogs,
  rechargePlans,
  rechargeReported,
} from '../spend/recharge.ts';
import { settleOvertaken } from '../trackers/settle-items.ts';
import { settleImportedTrials } from '../trials/import-trial.ts';
import { chargeTable } from './charge-store.ts';
import {
  assetTable,
  outputTable,
  personTable,
  rateTableShape,
  seatTable,
  subscriptionTable,
} from './record-stores.ts';
import { settleAfterUndo, takeBackAgentLogs } from './undo-agent-log.ts';
import { assignedOfImport, keepUndone } from './undone-assignments.ts';
import { usageTable } from './usage-store.ts';

/** Who and what a plan's charge speaks of, beside its amount. */
const PLAN_SAYS = ['tool', 'email', 'currency'] as const;

const TABLES = [
  usageTable,
  chargeTable,
  personTable,
  subscriptionTable,
  outputTable,
  rateTableShape,
  seatTable,
  assetTable,
] as const;

/**
 * Takes an import back as a whole: its rows go, what it replaced returns, rows that a later import
 * brought as well stay with that one. Refused when one of its rows lies in a closed month.
 */
export function undoImport(context: Context, id: number): void {
  const { book } = context;
  book.transaction(() => {
    const found = book.imports.undoable(id);
    if (found?.kind === 'sync') {
      throw new Failure(
        'import_is_sync',
        `What a sync brought (${found.file}) is replaced by the next sync, not undone.`,
        { id, file: found.file },
      );
    }
    if (!found) throw new Failure('import_missing', `There is no import ${id}.`, { id });
    if (found.undoneAt !== null) {
      throw new Failure('import_undone', `Import ${id} was undone already.`, { id });
    }
    const closed = closedMonthOf(context, id);
    if (closed !== null) {
      throw new Failure(
        'month_closed',
        `Import ${id} has rows in ${closed}, which is closed. Reopen that month with a reason first.`,
        { id, month: closed },
      );
    }
    refuseFrozenPlans(context, id);
    refuseClaimants(context, id);
    refuseUsedAssets(book, id);
    const reported = reportedDays(context, id);
    const identityIds = touchedIdentities(context, id);
    const assigned = assignedOfImport(book, id);
    const isAgentLog = takeBackAgentLogs(book, id);
    for (const { name } of TABLES) takeBackRows(book, name, id);
    takeBackRows(book, 'trial_task', id);
    settleImportedTrials(book);
    keepUndone(book, id, assigned);
    book.imports.forgetReplaced(id);
    book.imports.setUndone(id, context.now());
    sumAllUsageMonths(book, identityIds);
    // Events that other imports brought as well come back.
    if (isAgentLog) settleAfterUndo(context);
    rechargeReported(context, reported);
    rechargePlans(context);
    rechargeLogs(context, null);
    rechargeAfterRates(context);
    takeBackInvoices(context, id);
    settleOvertaken(context);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'undo import',
      subject: `import ${id}`,
      detail: { file: found.file },
    });
  });
}

/** A plan whose charges lie in a closed month stays as that month was closed with. */
function refuseFrozenPlans({ book }: Context, id: number): void {
  const closed = book.closures.months();
  for (const { now, before } of closed.length === 0 ? [] : plansAsUndone(book, id)) {
    const month = closed.find((one) => isOtherCharge(now, before, one));
    if (month === undefined) continue;
    throw new Failure(
      'month_closed',
      `Import ${id} brought ${now.tool}, which is charged in ${month}, and that month is closed. Reopen it with a reason first.`,
      { id, month },
    );
  }
}

function isOtherCharge(now: PlanRow, before: PlanRow | null, month: IsoMonth): boolean {
  const charge = subscriptionCharge(now, month);
  if (before === null) return charge !== 0n;
  const was = subscriptionCharge(before, month);
  return charge !== was || (charge !== 0n && PLAN_SAYS.some((key) => now[key] !== before[key]));
}

/** People who filed claims stay in the book. */
function refuseClaimants({ book }: Context, id: number): void {
  const claimant = book.imports.claimantOf(id);
  if (claimant === undefined) return;
  throw new Failure(
    'person_has_charges',
    `${claimant} has claims in the book. Give the person an end date instead.`,
    { name: claimant },
  );
}

/** A closed month in which the import may have rows, or `null`: then it can be undone. */
export function closedMonthOf(context: Context, id: number): string | null {
  return context.book.imports.closedMonthOf(id) ?? closedByInvoice(context, id) ?? null;
}

function touchedIdentities(context: Context, id: number): number[] {
  return context.book.usage.identitiesOf(id);
}

function reportedDays(context: Context, id: number): Map<number, Set<string>> {
  const days = new Map<number, Set<string>>();
  const rows = context.book.charges.reportedBy(id);
  for (const { sourceId, day } of rows) {
    days.set(sourceId, (days.get(sourceId) ?? new Set<string>()).add(day));
  }
  return days;
}
