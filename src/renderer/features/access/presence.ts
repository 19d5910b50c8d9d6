import { windowPresent } from '../../../contract/desktop.ts';
import { ask } from '../../ask.ts';

/** Main hears of it once in a while, not at each key. */
const TELL_EVERY_MS = 20_000;
const MOVES = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Tells main that somebody moves at the window, which else locks itself; gives what ends it. */
export function followPresence(): () => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  const moved = (): void => {
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    // A window that is not heard locks itself: nothing more has to be said.
    ask(windowPresent, {}).catch((error: unknown) => console.warn(error));
  };
  for (const move of MOVES) window.addEventListener(move, moved, { passive: true });
  return () => {
    for (const move of MOVES) window.removeEventListener(move, moved);
  };
}
