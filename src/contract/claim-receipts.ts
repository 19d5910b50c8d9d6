import * as z from 'zod';
import { request } from './request.ts';
import { isoDay, money } from './shapes.ts';

/** A kept receipt's SHA-256. */
export const receiptHash = z.string().regex(/^[0-9a-f]{64}$/);
/** The picture's likeness, where the receipt is one (`core/claims/picture-hash.ts`). */
const pictureHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullable();

/** A receipt as it comes in: a file, bytes that were pasted, or one that the claim has already. */
export const receiptSource = z.union([
  z.object({
    file: z.string().min(1).max(4096),
    pictureHash: pictureHash.optional(),
  }),
  z.object({
    name: z.string().min(1).max(200),
    base64: z.string().max(30_000_000),
    pictureHash: pictureHash.optional(),
  }),
  z.object({ sha256: receiptHash }),
]);
export type ReceiptSource = z.infer<typeof receiptSource>;

/** What can be read of a receipt, to start a line from. Nothing is kept yet. */
export const claimsReadReceipt = request(
  'claims/readReceipt',
  'read',
  z.object({ source: receiptSource }),
  z.object({
    file: z.string(),
    sha256: receiptHash,
    mediaType: z.string(),
    fields: z.object({
      tool: z.string().nullable(),
      vendor: z.string().nullable(),
      invoiceNumber: z.string().nullable(),
      day: isoDay.nullable(),
      amount: money.nullable(),
      periodStart: isoDay.nullable(),
      periodEnd: isoDay.nullable(),
    }),
    /** Why nothing, or not all, was read: a code, or null. */
    note: z.string().nullable(),
  }),
);
export type ReadReceipt = z.infer<(typeof claimsReadReceipt)['output']>;

/** A kept receipt to look at: a picture as base64; a PDF's or e-mail's text where it stands, in points from the top left. */
export const claimsReceipt = request(
  'claims/receipt',
  'read',
  z.object({ sha256: receiptHash }),
  z.object({
    sha256: receiptHash,
    mediaType: z.string(),
    path: z.string(),
    picture: z.string().nullable(),
    pages: z.array(
      z.object({
        width: z.number(),
        height: z.number(),
        items: z.array(
          z.object({
            x: z.number(),
            y: z.number(),
            h: z.number(),
            w: z.number(),
            text: z.string(),
          }),
        ),
      }),
    ),
  }),
);
