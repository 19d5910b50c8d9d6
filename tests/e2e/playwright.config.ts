import { defineConfig } from '@playwright/test';
import { assureUtf8Locale } from '../../tools/utf8-locale.ts';

assureUtf8Locale();

/** The longest files begin first: whatever is begun last leaves the other worker idle at the end. */
const LONGEST = ['**/two-books.spec.ts', '**/invoices.spec.ts'];

export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'long', testMatch: LONGEST },
    { name: 'window', testMatch: '**/*.spec.ts', testIgnore: LONGEST },
  ],
  globalSetup: './sample-book.ts',
  outputDir: '../../test-results',
  // A machine may be slow, or busy with other work: a limit only ends what hangs.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  use: { actionTimeout: 120_000 },
  workers: 2,
  fullyParallel: false, // files side by side, the tests of one file share an app
  retries: 0,
  forbidOnly: process.env['CI'] === 'true',
  reporter: 'list',
});
