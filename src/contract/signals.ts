import * as z from 'zod';
import { request } from './request.ts';
import { isoDay, isoMonth, money, person } from './shapes.ts';

/** Questions to ask, never accusations (RULES.md, Signals). */

const evidenceValue = z.union([
  z.object({ type: z.literal('money'), money }),
  z.object({ type: z.literal('day'), day: isoDay }),
  z.object({ type: z.literal('count'), count: z.number() }),
  z.object({ type: z.literal('ratio'), ratio: z.number() }),
  z.object({ type: z.literal('name'), name: z.string() }),
  z.object({ type: z.literal('word'), word: z.string() }),
]);
export type EvidenceShape = z.infer<typeof evidenceValue>;

export const signalDoc = z.object({
  code: z.string(),
  key: z.string(),
  person: person.nullable(),
  severity: z.enum(['low', 'medium', 'high']),
  /** In English; the window says the same from its catalogues. */
  text: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  evidence: z.record(z.string(), evidenceValue),
  dismissed: z.object({ at: z.string(), by: z.string(), why: z.string() }).nullable(),
});
export type SignalDoc = z.infer<typeof signalDoc>;

/** The month's signals, by the person's name; dismissed ones only where asked for. */
export const signalsMonth = request(
  'signals/month',
  'read slowly',
  z.object({
    month: isoMonth,
    person: z.string().optional(),
    withDismissed: z.boolean().optional(),
  }),
  z.object({ month: isoMonth, signals: z.array(signalDoc), dismissed: z.number().int() }),
);

export const signalDismiss = request(
  'signals/dismiss',
  'write',
  z.object({ key: z.string(), why: z.string().trim() }),
  z.object({ key: z.string() }),
);

export const signalRestore = request(
  'signals/restore',
  'write',
  z.object({ key: z.string() }),
  z.object({ key: z.string() }),
);
