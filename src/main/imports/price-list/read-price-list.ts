import { readFileSync, statSync } from 'node:fs';
import * as z from 'zod';
import { isIsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';

const LARGEST = 5_000_000;
const decimal = z.string().regex(/^\d{1,9}(\.\d{1,12})?$/);
const price = decimal.nullish().transform((one) => one ?? null);
const day = z.string().refine(isIsoDay);
const source = { source: z.string().max(300), sourceDate: day };
const field = z.enum(['speed', 'serviceTier', 'context', 'geo']);

/** The shape of resources/prices.json, and of any file that updates it; what it does not know is left aside. */
const PriceList = z.object({
  prices: z
    .array(
      z.object({
        model: z.string().trim().min(1).max(200),
        provider: z.string().trim().max(60),
        class: z.enum(['flagship', 'standard', 'light']),
        from: day.nullish().transform((one) => one ?? null),
        input: decimal,
        output: decimal,
        cacheRead: price,
        cacheWrite5m: price,
        cacheWrite1h: price,
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .optional(),
        ...source,
      }),
    )
    .min(1)
    .max(20_000),
  tiers: z
    .array(
      z.object({
        provider: z.string(),
        models: z.array(z.string()).nullable(),
        field,
        value: z.string(),
        input: decimal,
        output: decimal,
        above: z.number().int().positive().optional(),
        notWith: z.array(field).optional(),
        from: day.nullish(),
        ...source,
      }),
    )
    .max(5000)
    .optional(),
  searches: z
    .array(
      z.object({
        provider: z.string(),
        perThousand: decimal,
        except: z.array(z.string()).optional(),
        ...source,
      }),
    )
    .max(500)
    .optional(),
});
export type PriceListFile = z.infer<typeof PriceList>;

/** Reads a price list from a file. Fails with `file_missing`, or `price_list_wrong` and the place. */
export function readPriceList(file: string): { list: PriceListFile; bytes: Uint8Array } {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Failure('file_missing', `There is no file ${file}.`, { file });
  if (found.size > LARGEST) throw wrong(file, 'size');
  const bytes = readFileSync(file);
  return { list: parsePriceList(bytes.toString('utf8'), file), bytes };
}

/** As it was read before, or as text of a file. */
export function parsePriceList(text: string, file: string): PriceListFile {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw wrong(file, 'JSON');
  }
  const result = PriceList.safeParse(value);
  if (result.success) return result.data;
  throw wrong(file, result.error.issues[0]?.path.join('.') || 'prices');
}

const wrong = (file: string, place: string): Failure =>
  new Failure(
    'price_list_wrong',
    `${file} is no price list: it is not right at "${place}". A list is JSON with "prices", each with model, provider, class, input, output (per million tokens, as text), source and sourceDate. Nothing was changed.`,
    { file, place },
  );
