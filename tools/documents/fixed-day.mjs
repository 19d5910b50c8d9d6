// Loaded before a program (`node --import`): its clock stands still, and is set by `standAt`.
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
