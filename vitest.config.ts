import { defineConfig } from 'vitest/config';

const KEYCHAIN = 'tests/providers/keychain.test.ts';

export default defineConfig({
  test: {
    setupFiles: ['tests/book/read-rows.ts'],
    globalSetup: ['tests/book/temporary-folder.ts'],
    testTimeout: 300_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['tests/{unit,book,providers,security,cli}/**/*.test.ts'],
          exclude: [KEYCHAIN],
          // A worker serves many files: a fresh one for each took longer than most of them run.
          isolate: false,
        },
      },
      // libsecret and D-Bus live once a process: what another file did there is none of this one's business.
      { extends: true, test: { name: 'keychain', include: [KEYCHAIN] } },
    ],
  },
});
