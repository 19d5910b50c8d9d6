import { Failure } from '../../../core/failure.ts';

/** What a hostile file may cost at most. An invoice that needs more is no invoice. */
export const LIMITS = {
  fileBytes: 25_000_000,
  xmlBytes: 10_000_000,
  xmlNodes: 400_000,
  xmlDepth: 60,
  pdfPages: 200,
  /** Pieces of text in a whole PDF. */
  pdfItems: 200_000,
  zipEntries: 500,
  zipBytes: 40_000_000,
  zipRatio: 200,
  lines: 5_000,
} as const;

/** A clock that stops a reader which runs in this thread: asked between pages and between files. */
export type Deadline = { readonly check: () => void };

export function deadlineIn(timeoutMs: number): Deadline {
  const end = performance.now() + timeoutMs;
  return {
    check: () => {
      if (performance.now() > end) throw tooSlow(timeoutMs);
    },
  };
}

export function tooSlow(timeoutMs: number): Failure {
  return new Failure(
    'invoice_too_slow',
    `Reading this file took longer than ${Math.round(timeoutMs / 1000)} seconds and was stopped. Type the invoice in by hand, or ask the vendor for another copy.`,
    { seconds: Math.round(timeoutMs / 1000) },
  );
}
