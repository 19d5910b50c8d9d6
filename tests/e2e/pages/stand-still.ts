/// <reference lib="dom" />
import type { Page } from '@playwright/test';

/**
 * Waits until the letters are there and nothing moves: a dialog that slides in is half transparent,
 * and would be judged so. What moves for ever, as the mark of something loading, is not waited for.
 */
export async function standStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await document.fonts.ready;
    await frame(); // what was just asked for begins to move with the next picture
    for (;;) {
      const moving = document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .filter((one) => one.playState === 'running');
      if (moving.length === 0) return;
      await Promise.allSettled(moving.map((one) => one.finished));
      await frame();
    }
  });
}

/** Waits until the screen has stayed as it is for a quarter of a second: its answers have come. */
export async function staysTheSame(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        let quiet = setTimeout(done, 250);
        new MutationObserver(() => {
          clearTimeout(quiet);
          quiet = setTimeout(done, 250);
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await standStill(page);
}
