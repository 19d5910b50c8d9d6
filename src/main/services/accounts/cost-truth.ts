import type { AccountDoc } from '../../../contract/accounts.ts';
import type { IsoMonth } from '../../../core/calendar.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import type { Context } from '../context.ts';
import type { HeldAccount } from './account-record.ts';

type Line = {
  readonly month: IsoMonth;
  readonly model: string;
  readonly chargedMicro: Micro;
  readonly listedMicro: Micro;
};

/** A difference above this is shown (money wins, the list is kept beside it as a check). */
const NOTEWORTHY = 0.02;
const LINES = 200;
/** As far back as is compared: rows are read one by one, and what was charged a year ago is settled. */
const MONTHS = 12;

/**
 * Where a provider told tokens and money: what it charged for a model in a month against what its
 * list price says for the same tokens, both in US dollars, newest month first. Rows that the
 * provider names and charges nothing for are covered by a seat: they are no difference of price.
 */
export function costTruth(context: Context, account: HeldAccount): AccountDoc['truth'] {
  const lines = context.book
    .all<Line>(
      `WITH own AS (SELECT id FROM source WHERE account_id = ?),
       actor AS (SELECT id FROM identity WHERE source_id IN (SELECT id FROM own)),
       since AS (SELECT min(month) AS month FROM (
         SELECT DISTINCT month FROM usage_month WHERE identity_id IN (SELECT id FROM actor)
         ORDER BY month DESC LIMIT ${MONTHS})),
       listed AS (
         SELECT substr(day, 1, 7) AS month, model_id, sum(list_micro) AS micro,
           sum(CASE WHEN state = 'cost' THEN charge_micro ELSE 0 END) AS own_micro,
           max(state = 'cost' AND currency <> 'USD') AS is_other
         FROM usage
         WHERE identity_id IN (SELECT id FROM actor) AND day >= (SELECT month FROM since) AND model_id <> 0
           AND (state = 'report' OR (state = 'cost' AND charge_micro <> 0))
         GROUP BY 1, 2),
       reported AS (
         SELECT substr(day, 1, 7) AS month, model_id, sum(amount_micro) AS micro FROM charge
         WHERE source_id IN (SELECT id FROM own) AND kind = 'cost-report' AND currency = 'USD'
         GROUP BY 1, 2)
       SELECT listed.month, label.text AS model, listed.own_micro + coalesce(reported.micro, 0) AS chargedMicro,
         listed.micro AS listedMicro
       FROM listed JOIN label ON label.id = listed.model_id
       LEFT JOIN reported ON reported.month = listed.month AND reported.model_id = listed.model_id
       WHERE listed.micro > 0 AND listed.is_other = 0
         AND (listed.own_micro <> 0 OR reported.micro IS NOT NULL)
       ORDER BY listed.month DESC, label.text LIMIT ${LINES}`,
      account.id,
    )
    .map(({ month, model, chargedMicro, listedMicro }) => ({
      month,
      model,
      charged: moneyText(chargedMicro, 'USD'),
      listed: moneyText(listedMicro, 'USD'),
      difference: ratio(chargedMicro, listedMicro),
    }));
  return { lines, differing: lines.filter(isNoteworthy).length };
}

function isNoteworthy({ difference }: { readonly difference: number }): boolean {
  return Math.abs(difference) > NOTEWORTHY;
}

/** Charged over listed, minus 1, to four digits. */
function ratio(chargedMicro: Micro, listedMicro: Micro): number {
  return Number(((chargedMicro - listedMicro) * 10_000n) / listedMicro) / 10_000;
}
