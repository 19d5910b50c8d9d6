// Loaded before a program (`node --import`): its clock stands still, and is set by `standAt`; what it
// draws is the same each time.
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

const Clock = Date;
let at = Clock.parse('2026-07-15T09:00:00.000Z');

/** Sets the clock to an instant. */
export function standAt(instant) {
  at = Clock.parse(instant);
}

globalThis.Date = class extends Clock {
  constructor(...parts) {
    if (parts.length === 0) super(at);
    else super(...parts);
  }

  static now() {
    return at;
  }
};

// A trial's seed decides which of its tasks goes which way: it would change the sample with each run.
let drawn = 0;
crypto.randomBytes = (size) => {
  drawn += 1;
  return crypto.createHash('shake256', { outputLength: size }).update(`draw ${drawn}`).digest();
};
syncBuiltinESMExports();
