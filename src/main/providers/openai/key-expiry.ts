import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { dayOfSeconds, optional, optionalText } from '../answer-fields.ts';
import type { ProviderContext, SyncNote } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { readListPage } from './list-page.ts';

/** So long before its end a key is told, so that a new one can be made and entered in time. */
const WARNED_DAYS = 30;

const adminKey = z.object({ name: optionalText, expires_at: optional(dayOfSeconds) });

/**
 * Admin keys of the organization that end soon. Which of them is this account's own cannot be told by
 * its list, so each is named. A key that may not list them reads everything else all the same.
 */
export function keyExpiryStream(context: ProviderContext): Stream {
  return {
    name: 'admin-keys',
    moneyFrom: 'cost-report',
    days: null,
    read: async ({ page: after }) => {
      const path = '/organization/admin_api_keys';
      const { items, page } = await readListPage(context, path, after, adminKey, {
        lenient: [400, 403, 404, 405],
      });
      const notes = items.flatMap((key) => endsSoon(key, context.today));
      return { ...page, notes };
    },
  };
}

function endsSoon({ name, expires_at: day }: z.infer<typeof adminKey>, today: IsoDay): SyncNote[] {
  // One that has ended is not this account's: it reads with a key that works.
  if (day === null || day < today || day > addDays(today, WARNED_DAYS)) return [];
  const key = name ?? '–';
  return [
    {
      code: 'key_expires',
      text: `The admin key "${key}" expires on ${day}. If this account uses it, make a new one and enter it before.`,
      details: { key, day },
    },
  ];
}
