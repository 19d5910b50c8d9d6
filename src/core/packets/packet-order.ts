/** A stream of numbered packets from one sender, as far as it was taken. */
export type TakenStream = {
  readonly stream: string;
  readonly seq: number;
  /** Its place among the sender's streams; `null` where the sender does not say. */
  readonly epoch: number | null;
};

export type PacketPlace = {
  readonly stream: string;
  readonly seq: number;
  readonly epoch: number | null;
};

/** What is to happen with an authentic packet, by its number alone. */
export type PacketTurn =
  | { readonly turn: 'take'; readonly isNewStream: boolean }
  /** It waits for this number. */
  | { readonly turn: 'wait'; readonly for: number }
  /** It was taken before, or belongs to a stream that was left. */
  | { readonly turn: 'replayed' }
  /** Its number came with other contents. */
  | { readonly turn: 'reused' };

/**
 * Packets of a stream are taken in the order of their numbers, each once. A new stream begins with number 1
 * and ends the one before, which never returns, nor does an earlier one that was overtaken.
 * `takenId` is the packet that was taken under this number, `null` where none was.
 */
export function turnOf(
  packet: PacketPlace & { readonly id: string },
  current: TakenStream | null,
  left: readonly string[],
  takenId: string | null,
): PacketTurn {
  if (left.includes(packet.stream)) return { turn: 'replayed' };
  if (current !== null && current.stream === packet.stream) {
    if (packet.seq <= current.seq) {
      return { turn: takenId === null || takenId === packet.id ? 'replayed' : 'reused' };
    }
    if (packet.seq === current.seq + 1) return { turn: 'take', isNewStream: false };
    return { turn: 'wait', for: current.seq + 1 };
  }
  const isOvertaken =
    current !== null &&
    current.epoch !== null &&
    packet.epoch !== null &&
    packet.epoch < current.epoch;
  if (isOvertaken) return { turn: 'replayed' };
  return packet.seq === 1 ? { turn: 'take', isNewStream: true } : { turn: 'wait', for: 1 };
}
