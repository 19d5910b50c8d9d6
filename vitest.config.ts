import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,book,providers,security,cli}/**/*.test.ts'],
    setupFiles: ['tests/book/read-rows.ts'],
    testTimeout: 300_000,
    maxWorkers: 2,
  },
});
