import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TakenStream, turnOf } from '../../../src/core/packets/packet-order.ts';

const current: TakenStream = { stream: 'a', seq: 3, epoch: 10 };
const packet = (stream: string, seq: number, epoch: number | null = 10, id = 'p') => ({
  id,
  stream,
  seq,
  epoch,
});

describe('the turn of a packet', () => {
  it('is the next number of its stream, and number 1 of a new one', () => {
    expect(turnOf(packet('a', 4), current, [], null)).toEqual({ turn: 'take', isNewStream: false });
    expect(turnOf(packet('b', 1, 11), current, [], null)).toEqual({
      turn: 'take',
      isNewStream: true,
    });
    expect(turnOf(packet('a', 1), null, [], null)).toEqual({ turn: 'take', isNewStream: true });
  });

  it('waits for a number that is missing', () => {
    expect(turnOf(packet('a', 6), current, [], null)).toEqual({ turn: 'wait', for: 4 });
    expect(turnOf(packet('b', 2, 11), current, [], null)).toEqual({ turn: 'wait', for: 1 });
  });

  it('comes once: the same again is known, other contents under its number are told', () => {
    expect(turnOf(packet('a', 2), current, [], 'p')).toEqual({ turn: 'replayed' });
    expect(turnOf(packet('a', 2, 10, 'q'), current, [], 'p')).toEqual({ turn: 'reused' });
  });

  it('never comes for a stream that was left or overtaken', () => {
    expect(turnOf(packet('z', 4), current, ['z'], null)).toEqual({ turn: 'replayed' });
    expect(turnOf(packet('y', 1, 9), current, [], null)).toEqual({ turn: 'replayed' });
    expect(turnOf(packet('y', 2, 9), current, [], null)).toEqual({ turn: 'replayed' });
  });

  it('takes every packet of a stream once and in order, however they arrive', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }).chain((count) =>
          fc.array(fc.integer({ min: 1, max: count }), { maxLength: 60 }).map((arriving) => ({
            count,
            arriving,
          })),
        ),
        ({ count, arriving }) => {
          const inOrder = Array.from({ length: count }, (_, at) => at + 1);
          const taken: number[] = [];
          let known: TakenStream | null = null;
          // Whatever came, the sender sends again until everything has arrived.
          for (const seq of [...arriving, ...inOrder]) {
            const one = packet('a', seq, 10, `p${seq}`);
            const turn = turnOf(one, known, [], taken.includes(seq) ? `p${seq}` : null);
            if (turn.turn !== 'take') continue;
            known = { stream: 'a', seq, epoch: 10 };
            taken.push(seq);
          }
          expect(taken).toEqual(inOrder);
        },
      ),
    );
  });
});
