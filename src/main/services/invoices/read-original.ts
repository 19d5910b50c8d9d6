import { readFileSync, statSync } from 'node:fs';
import type { originalsRead } from '../../../contract/originals.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { originalMissing, originalPath } from '../../book/originals.ts';
import { LIMITS } from '../../imports/invoice/limits.ts';
import type { Context } from '../context.ts';

/**
 * The bytes of an original: of an invoice or a receipt of this book, and of no other file. Throws
 * `original_missing` where it was moved away, `original_too_large` where no invoice is that large.
 */
export function readOriginal(
  { book }: Context,
  { sha256 }: InputOf<typeof originalsRead>,
): OutputOf<typeof originalsRead> {
  const mediaType = book.receipts.mediaTypeOfOriginal(sha256);
  const path = mediaType && originalPath(book.file, sha256, mediaType);
  const size = path ? statSync(path, { throwIfNoEntry: false })?.size : undefined;
  if (!mediaType || !path || size === undefined) throw originalMissing(path ?? sha256);
  if (size > LIMITS.fileBytes) {
    throw new Failure('original_too_large', 'The original is larger than any invoice is.', {
      bytes: size,
      most: LIMITS.fileBytes,
    });
  }
  return { mediaType, base64: readFileSync(path).toString('base64') };
}
