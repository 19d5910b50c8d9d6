import type { TakenMessage } from '../../book/stores/packets.ts';

/** What came of a message: taken, or why its contents were left aside. */
export type Outcome = {
  readonly status: TakenMessage['status'];
  readonly code: string | null;
  readonly message: string | null;
};

export const TAKEN: Outcome = { status: 'taken', code: null, message: null };

/** Something newer stands already; what came is kept at its sender's. */
export const superseded = (code: string, message: string): Outcome => ({
  status: 'superseded',
  code,
  message,
});
