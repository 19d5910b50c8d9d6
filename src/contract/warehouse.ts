import * as z from 'zod';
import { request } from './request.ts';

/** Writes every table of the book as Parquet into a folder, for those who have a warehouse. */
export const warehouseExport = request(
  'export/warehouse',
  'read slowly',
  z.object({ out: z.string().min(1) }),
  z.object({
    folder: z.string(),
    files: z.array(z.object({ file: z.string(), rows: z.number().int(), sha256: z.string() })),
  }),
);
