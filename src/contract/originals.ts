import * as z from 'zod';
import { request } from './request.ts';

/** The content of an original that the book speaks of, for the window to draw it itself. */
export const originalsRead = request(
  'originals/read',
  'read',
  z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ mediaType: z.string(), base64: z.string() }),
);
