// Takes pictures of every screen for a person to look at: `npx -c 'node tests/e2e/screenshots.ts OUT [en-US|zh-CN] [light|dark] [small]'`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchApp } from './launch.ts';
import { staysTheSame } from './pages/stand-still.ts';

const [out = 'screenshots', locale = 'en-US', colorScheme = 'light', size = 'large', only] =
  process.argv.slice(2);
mkdirSync(out, { recursive: true });

const app = await launchApp({
  locale: locale === 'zh-CN' ? 'zh-CN' : 'en-US',
  colorScheme: colorScheme === 'dark' ? 'dark' : 'light',
  size: size === 'small' ? { width: 1024, height: 640 } : { width: 1440, height: 900 },
  ...(process.env['SEATWORTH_BOOK'] ? { book: process.env['SEATWORTH_BOOK'] } : {}),
});
app.page.on('console', (message) => {
  if (message.type() === 'error') console.error('page:', message.text());
});
app.page.on('pageerror', (error) => console.error('page error:', error.message));
const picture = (name: string) =>
  app.page.screenshot({ path: join(out, `${name}-${locale}-${colorScheme}-${size}.png`) });

if (!process.env['SEATWORTH_BOOK']) {
  await app.page.waitForSelector('h1');
  await picture('start');
  await app.page.getByRole('button', { name: /sample|示例/ }).click();
}
await app.page.waitForSelector('nav a');
const screens = await app.page
  .locator('nav a')
  .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
const more = [
  '#/overview/2026-Q2',
  '#/seats/2026-Q2',
  '#/report/2026-Q2',
  '#/seats/chen.wei%40fernwerk.example',
  '#/charges/source:usage',
  '#/allowances/requests',
  '#/allowances/rules',
  '#/allowances/budget',
  '#/allowances/what-if',
  '#/allowances/person:li.xiaomei%40fernwerk.example',
  '#/claims/review',
  '#/claims/payouts',
  '#/claims/pay-cut',
  '#/claims/rules',
  '#/close/exports',
  '#/close/trail',
  '#/close/copies',
  '#/output/assets',
  '#/people/unassigned',
  '#/people/plans',
  '#/people/books',
  '#/settings/access',
  '#/settings/verdict',
  '#/settings/output',
  '#/settings/models',
  '#/settings/ledger',
  '#/trackers/Storefront',
];
for (const address of [...screens, ...more]) {
  if (only && !address.includes(only)) continue;
  await app.page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await app.page.waitForFunction(
    () => document.querySelector('main h1') && !document.querySelector('.skeleton'),
    undefined,
    { timeout: 60_000 },
  );
  await staysTheSame(app.page);
  await picture(address.replace(/[^a-z.]+/gi, '-').replace(/^-/, ''));
}
await app.close();
