import * as z from 'zod';
import { request } from './request.ts';
import { money } from './shapes.ts';

/** Lists that are of no month. */

export const listExportKind = z.enum(['assets', 'renewals', 'hr']);
export type ListExportKind = z.infer<typeof listExportKind>;

/** Writes a list that is of no month, as it stands today, with a manifest beside it. */
export const listExport = request(
  'list-export/run',
  'read slowly',
  z.object({
    kind: listExportKind,
    out: z.string(),
    format: z.enum(['csv', 'xlsx', 'ics']).optional(),
    bom: z.boolean().optional(),
    decimal: z.enum(['point', 'comma']).optional(),
  }),
  z.object({
    file: z.string(),
    rows: z.number().int(),
    total: money.nullable(),
    sha256: z.string(),
    manifest: z.string(),
  }),
);
