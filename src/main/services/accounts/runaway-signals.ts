import type { OverviewDoc } from '../../../contract/month.ts';
import { addDays, type IsoDay, type IsoMonth } from '../../../core/calendar.ts';
import { microText, moneyText } from '../../../core/money.ts';
import { baseCurrency, type Context } from '../context.ts';
import { heldPeople, personShape } from '../people.ts';

/** So long after the day a runaway is something to do something about; later it is history. */
const SHOWN_DAYS = 3;

/** Whose use ran away by the last syncs, with what it costs if it goes on and which key could be paused. */
export function runawaySignals(context: Context, month: IsoMonth): OverviewDoc['signals'] {
  const { book } = context;
  const currency = baseCurrency(context);
  const people = new Map(heldPeople(book).map((one) => [one.id, one]));
  return book
    .all<{
      account: string;
      identity: string;
      called: string | null;
      day: IsoDay;
      spendMicro: bigint;
      usualMicro: bigint;
      projectedMicro: bigint;
      until: IsoDay;
      personId: number | null;
      isKey: number;
    }>(
      `SELECT account.name AS account, identity.key AS identity, identity.name AS called, found.day,
         spend_micro AS spendMicro, usual_micro AS usualMicro, projected_micro AS projectedMicro,
         projected_to AS until,
         (SELECT person_id FROM identity_assignment AS held WHERE held.identity_id = identity.id
            AND coalesce(held.from_day, '') <= found.day AND coalesce(held.to_day, '9') >= found.day
          ORDER BY share_ppm DESC LIMIT 1) AS personId,
         EXISTS (SELECT 1 FROM account_key WHERE account_key.account_id = account.id
           AND account_key.key_id = identity.key AND account_key.status = 'active') AS isKey
       FROM runaway_day AS found
       JOIN account ON account.id = found.account_id
       JOIN identity ON identity.id = found.identity_id
       WHERE substr(found.day, 1, 7) = ? AND found.day >= ? ORDER BY found.day DESC, identity.key`,
      month,
      addDays(context.today(), -SHOWN_DAYS),
    )
    .map(({ spendMicro, usualMicro, projectedMicro, personId, isKey, called, ...one }) => {
      const person = personId === null ? undefined : people.get(personId);
      const who = person?.name ?? called ?? one.identity;
      const spend = moneyText(spendMicro, currency);
      const projected = moneyText(projectedMicro, currency);
      return {
        code: 'runaway',
        person: person ? personShape(person) : null,
        severity: 'high',
        key: `${one.account} ${one.identity} ${one.day}`,
        text: `${who} used ${spend.amount} ${currency} through ${one.account} on ${one.day}; usual is ${microText(usualMicro)}. If every day is like it, ${projected.amount} ${currency} more by ${one.until}. Usually it is a setting: look at it together.`,
        params: {
          who,
          account: one.account,
          identity: one.identity,
          day: one.day,
          spend: spend.amount,
          usual: microText(usualMicro),
          projected: projected.amount,
          currency,
          until: one.until,
          /** The key that could be paused. */
          pausable: isKey === 1 ? one.identity : null,
        },
      };
    });
}
