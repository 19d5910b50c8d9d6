import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,book,providers,security,cli}/**/*.test.ts'],
    setupFiles: ['tests/book/read-rows.ts'],
    globalSetup: ['tests/book/temporary-folder.ts'],
    // A worker serves many files: a fresh one for each took longer than most of them run.
    isolate: false,
    testTimeout: 300_000,
    maxWorkers: 2,
  },
});
