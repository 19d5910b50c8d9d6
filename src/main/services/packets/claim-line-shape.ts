import * as z from 'zod';
import { isoDay, money } from '../../../contract/shapes.ts';

/** Texts of what is told: long enough for every reason, too short to fill a disk. */
export const told = z.string().trim().max(2000);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A claim's line as it travels, in either direction; each adds how it tells receipts. */
export const claimLine = z.object({
  day: isoDay,
  tool: told.nullable(),
  vendor: told.nullable(),
  invoiceNumber: told.nullable(),
  purpose: told,
  amount: money,
  workPercent: z.string().max(20),
  periodStart: isoDay.nullable(),
  periodEnd: isoDay.nullable(),
  tax: money.nullable().catch(null),
  taxRate: z.string().max(10).nullable().catch(null),
  inCompanyName: z.boolean().catch(false),
});

export const claimReceipt = z.object({ sha256, file: z.string().max(300) });
