// Counts slow frames while a long table scrolls, is searched and sorted: `SEATWORTH_BOOK=F npx -c 'node tests/e2e/scrolling.ts ADDRESS WORD'`.
import { launchApp } from './launch.ts';
import { staysTheSame } from './pages/stand-still.ts';

const [address = '#/output', word = 'ticket'] = process.argv.slice(2);
const book = process.env['SEATWORTH_BOOK'];
if (book === undefined) throw new Error('Name a book with many rows in SEATWORTH_BOOK.');

const app = await launchApp({ book, locale: 'en-US', size: { width: 1440, height: 900 } });
const { page } = app;

/** Frames over 50 ms and the longest of all, while `work` goes on. */
async function framesOf(name: string, work: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => {
    const seen = { slow: 0, all: 0, longest: 0, last: performance.now(), isOn: true };
    Object.assign(window, { framesSeen: seen });
    const frame = (now: number): void => {
      const took = now - seen.last;
      seen.last = now;
      seen.all += 1;
      seen.longest = Math.max(seen.longest, took);
      if (took > 50) seen.slow += 1;
      if (seen.isOn) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await work();
  const seen = await page.evaluate(() => {
    const { framesSeen } = window as unknown as {
      framesSeen: { slow: number; all: number; longest: number; isOn: boolean };
    };
    framesSeen.isOn = false;
    return framesSeen;
  });
  console.log(
    `${name}: ${seen.slow} of ${seen.all} frames over 50 ms, the longest ${Math.round(seen.longest)} ms`,
  );
}

await page.waitForSelector('nav a');
await page.evaluate((hash) => {
  location.hash = hash;
}, address);
await page.waitForSelector('.data-scroll.virtual tbody tr', { timeout: 120_000 });
await staysTheSame(page);
console.log(
  'rows:',
  await page.locator('.data-scroll.virtual table').getAttribute('aria-rowcount'),
);
await page.locator('.data-scroll.virtual').scrollIntoViewIfNeeded();

await framesOf('standing still', () =>
  page.evaluate(() => new Promise((done) => setTimeout(done, 2_000))),
);
await framesOf('scrolling 200 screens', () =>
  page.evaluate(async () => {
    const box = document.querySelector('.data-scroll.virtual');
    if (!box) return;
    for (let step = 0; step < 200; step += 1) {
      box.scrollTop += 600;
      await new Promise((done) => requestAnimationFrame(done));
    }
  }),
);
await framesOf('first search', async () => {
  await page.getByRole('searchbox').first().fill(word);
  await page.locator('.table-tools [role=status]').filter({ hasText: /\d/ }).waitFor();
});
await framesOf('second search', async () => {
  await page.getByRole('searchbox').first().fill(`${word} `);
  await page.getByRole('searchbox').first().fill('number 77');
  await page.evaluate(() => new Promise((done) => setTimeout(done, 2_000)));
});
await page.getByRole('searchbox').first().fill('');
await framesOf('sorting by a column', async () => {
  await page.locator('.data-table th button.sort').nth(1).click();
  await page.waitForSelector('th[aria-sort=ascending]');
});
await app.close();
