// Who may know whom: core <- contract <- main, renderer, cli.
const never = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    never(
      'core-knows-nobody',
      { path: '^src/core' },
      { path: '^src/(?!core)' },
      'The rules are pure.',
    ),
    never(
      'core-is-pure',
      { path: '^src/core' },
      { dependencyTypes: ['core'] },
      'No Node in the rules.',
    ),
    never(
      'core-without-screens',
      { path: '^src/core' },
      { path: 'node_modules/(react|@mantine|electron|better-sqlite3|zod)' },
      'The rules know no library of screens or stores.',
    ),
    never(
      'contract-knows-core',
      { path: '^src/contract' },
      { path: '^src/(?!core|contract)' },
      'The contract stands on core alone.',
    ),
    never(
      'preload-knows-contract',
      { path: '^src/preload' },
      { path: '^src/(?!contract|preload)' },
      'The preload exposes names, nothing else.',
    ),
    never(
      'renderer-never-main',
      { path: '^src/renderer' },
      { path: '^src/(main|preload|cli)' },
      'The window asks through the contract.',
    ),
    never(
      'renderer-never-node',
      { path: '^src/renderer' },
      { dependencyTypes: ['core'] },
      'No Node in the window.',
    ),
    never(
      'imports-never-book',
      { path: '^src/main/(imports|providers|trackers)' },
      { path: '^src/main/(book|services)' },
      'Readers hand rows to services.',
    ),
    never(
      'book-never-services',
      { path: '^src/main/book' },
      { path: '^src/main/(services|imports|providers|trackers)' },
      'The book is below the services.',
    ),
    never(
      'connection-in-book',
      { path: '^src/(?!main/book)' },
      { path: '^src/main/book/connection' },
      'SQL stands in the book: everybody else asks its stores.',
    ),
    never(
      'sqlite-in-book',
      { path: '^src/(?!main/(book|imports/agent-log)/)' },
      { path: 'node_modules/better-sqlite3' },
      'Nobody opens a book beside the book; the logs of some agents are SQLite files of their own.',
    ),
    never(
      'services-never-electron',
      { path: '^src/(main/(services|book|imports|providers|trackers)|cli)' },
      { path: '(^electron$|node_modules/electron/)' },
      'The app, the command line and the tests run the same services.',
    ),
    never(
      'main-never-screens',
      { path: '^src/(main|cli)' },
      { path: '^src/renderer' },
      'Main knows no screen.',
    ),
    never(
      'main-never-cli',
      { path: '^src/main' },
      { path: '^src/cli' },
      'The command line stands on main, not the reverse.',
    ),
    never('no-circles', {}, { circular: true }, 'Two files that need each other are one story.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
