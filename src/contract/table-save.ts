import * as z from 'zod';
import { request } from './request.ts';

/** Writes a table of the window as CSV, as it is shown; the first line is its head. Cells never run as formulas. */
export const tableSave = request(
  'export/table',
  'read',
  z.object({ out: z.string().min(1), lines: z.array(z.array(z.string())).min(1) }),
  z.object({ file: z.string(), rows: z.number().int() }),
);
