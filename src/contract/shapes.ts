import * as z from 'zod';
import { isIsoDay, isIsoMonth } from '../core/calendar.ts';

/** The shapes that many documents share; the command line prints them as they are. */

export const money = z.object({
  amount: z.string().regex(/^-?\d+\.\d{2,6}$/),
  currency: z.string().length(3),
});
export type MoneyShape = z.infer<typeof money>;

export const isoDay = z.string().refine(isIsoDay, 'a day such as 2026-06-30');
export const isoMonth = z.string().refine(isIsoMonth, 'a month such as 2026-06');

export const person = z.object({
  name: z.string(),
  email: z.string(),
  role: z.string().nullable(),
  team: z.string().nullable(),
});
export type PersonShape = z.infer<typeof person>;

/** The audit trail's last entry and its digest, as they were when the document was written. */
export const auditHead = z.object({ entry: z.number().int(), digest: z.string() });
/** In a person's own book: the name that both sides know, and how far it has come on its way to the office. */
export const delivered = {
  uuid: z.string().optional(),
  delivery: z.enum(['queued', 'sent', 'received']).optional(),
};

export const monthInput = z.object({ month: isoMonth });

/** How others who use this computer may get at the book; `null` where they may not. */
export const openTo = z.enum(['readers', 'writers', 'windows-users']).nullable();
