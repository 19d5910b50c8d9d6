import * as z from 'zod';
import { nothing, request } from './request.ts';
import { isoDay, money, person } from './shapes.ts';

/** What people paid and did not get back, by name; and tools they use that nobody pays for. */
export const claimsPayCut = request(
  'claims/payCut',
  'read',
  nothing,
  z.object({
    currency: z.string(),
    people: z.array(
      z.object({
        person,
        paid: money,
        paidBack: money,
        waiting: money,
        notGranted: money,
        linesWithoutRate: z.number().int(),
        medianDaysToPayBack: z.number().int().nullable(),
        longestWaitDays: z.number().int().nullable(),
      }),
    ),
    unpaidTools: z.array(
      z.object({
        person,
        tool: z.string(),
        firstDay: isoDay,
        lastDay: isoDay,
        days: z.number().int(),
      }),
    ),
  }),
);
