import type { Failure } from '../../../core/failure.ts';
import type { TakenMessage, TakenPacket } from '../../book/stores/packets.ts';

/** What came of a message: taken, or why its contents were left aside. */
export type Outcome = Pick<TakenMessage, 'status' | 'code' | 'message' | 'details'>;

export const TAKEN: Outcome = { status: 'taken', code: null, message: null, details: null };

/** Something newer stands already; what came is kept at its sender's. */
export const superseded = (
  code: string,
  message: string,
  details: Failure['details'] = {},
): Outcome => ({ status: 'superseded', code, message, details: JSON.stringify(details) });

/** A failure as it is noted: its code, its sentence, and what the sentence names. */
export const noted = ({
  code,
  message,
  details,
}: Failure): Pick<TakenPacket, 'code' | 'message' | 'details'> => ({
  code,
  message,
  details: JSON.stringify(details),
});

/** What a sentence names, as it was noted or told. */
export function detailsIn(text: string | null): Readonly<Record<string, unknown>> | null {
  return text === null ? null : (JSON.parse(text) as Record<string, unknown>);
}
