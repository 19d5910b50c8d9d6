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

/**
 * A clock that stops a reader which runs in this thread: asked between pages and between files. It counts
 * the thread's processor time, so that a busy computer makes no file too slow.
 */
export type Deadline = { readonly check: () => void };

export function deadlineIn(timeoutMs: number): Deadline {
  const start = process.threadCpuUsage();
  return {
    check: () => {
      if (cpuMs(process.threadCpuUsage(start)) > timeoutMs) throw tooSlow(timeoutMs);
    },
  };
}

/** Processor time in milliseconds. */
export const cpuMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

export function tooSlow(timeoutMs: number): Failure {
  return new Failure(
    'invoice_too_slow',
    `Reading this file took more than ${Math.round(timeoutMs / 1000)} seconds of work and was stopped. Type the invoice in by hand, or ask the vendor for another copy.`,
    { seconds: Math.round(timeoutMs / 1000) },
  );
}
