// npm test: builds, checks and tests everything, and closes with "N passed, N failed" on a line of
// its own. A check counts as one; tests are counted from the reporters' own figures.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { windowKind } from './electron-binary.ts';

const root = resolve(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'seatworth-test-'));
const stages = [];
const failures = [];
/** The sample company of the window's tests, made while a core is free. */
const sample = join(reports, 'sample');
const inKeyring = keyringSession();

// What takes longest begins first; what needs the built app waits for it while the other lane goes on.
await checks([
  ['build', [process.execPath, 'tools/build-if-older.mjs', '--anyway']],
  ['types', typesOf('tsconfig.json')],
  ['types of the window', typesOf('src/renderer/tsconfig.json')],
  ['nothing unused', [...program('knip', 'knip'), '--no-progress']],
  ['what Electron needs', [process.execPath, 'tools/electron-contract.ts'], 'build'],
  ['package', [process.execPath, 'tools/pack.mjs', '--if-older'], 'build'],
  ['style', [...program('@biomejs/biome', 'biome'), 'check', '.']],
  [
    'rooms',
    [...program('dependency-cruiser', 'depcruise'), 'src', '--config', '.dependency-cruiser.cjs'],
  ],
  ['sample company', [process.execPath, 'tests/e2e/sample-book.ts', sample]],
  ['types of the rules', typesOf('src/core/tsconfig.json')],
]);
vitest();
endToEnd();

rmSync(reports, { recursive: true, force: true });
const passed = stages.reduce((sum, stage) => sum + stage.passed, 0);
const failed = stages.reduce((sum, stage) => sum + stage.failed, 0);
for (const { name, why } of failures) console.log(`\nFAILED  ${name}\n${why}`);
console.log();
for (const stage of stages) {
  console.log(
    `${stage.failed ? 'FAILED' : 'passed'}  ${stage.name}: ${stage.passed}/${stage.passed + stage.failed}`,
  );
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function vitest() {
  const report = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = run([...inKeyring, ...program('vitest', 'vitest'), ...args], 'tests');
  const figures = read(report);
  // A test file that does not load holds no test that could fail: it counts as one.
  const failed = Math.max(figures?.numFailedTests ?? 0, status === 0 ? 0 : 1);
  for (const { name, assertionResults, message } of figures?.testResults ?? []) {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message) tell(name, message);
    for (const { fullName, failureMessages } of failed) {
      tell(`${name}: ${fullName}`, failureMessages.join('\n'));
    }
  }
  count('tests', [figures?.numPassedTests ?? 0, failed]);
}

function endToEnd() {
  console.log(`\nEnd-to-end tests run on: ${windowKind()}`);
  const report = join(reports, 'playwright.json');
  const args = ['test', '-c', 'tests/e2e/playwright.config.ts', '--reporter=list,json'];
  const status = run(
    [...inKeyring, ...program('@playwright/test', 'playwright'), ...args],
    'window',
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      SEATWORTH_E2E_SAMPLE: sample,
    },
  );
  const document = read(report);
  const figures = document?.stats;
  for (const { file, title, tests } of specsOf(document?.suites ?? [])) {
    const errors = tests.filter(({ status }) => status === 'unexpected').flatMap(errorsOf);
    if (errors.length > 0) tell(`${file}: ${title}`, errors.join('\n'));
  }
  const failed = Math.max((figures?.unexpected ?? 0) + (figures?.flaky ?? 0), status === 0 ? 0 : 1);
  count(`end to end (${windowKind()})`, [figures?.expected ?? 0, failed]);
}

function specsOf(suites) {
  return suites.flatMap((suite) => [...suite.specs, ...specsOf(suite.suites ?? [])]);
}

function errorsOf({ results }) {
  return results.flatMap(({ errors }) => errors.map(({ message }) => message ?? 'no reason given'));
}

/** Keeps why a test failed for the end, where whoever reads only the last page finds it. */
function tell(name, why) {
  failures.push({ name, why: stripVTControlCharacters(why).split('\n').slice(0, 15).join('\n') });
}

/** TypeScript 7 checks in a fifth of 6's time, but has no stable API: `electron-contract.ts` needs 6's. */
function typesOf(project) {
  return [...program('typescript-native', 'tsc'), '-p', project];
}

/**
 * Runs checks two at a time, since each keeps one core busy; says of each what it said when it ends.
 * One that names another begins after it, whatever came of that one.
 */
async function checks(waiting) {
  const ended = new Map();
  for (const [name] of waiting) ended.set(name, Promise.withResolvers());
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, command, after] = next;
      await ended.get(after)?.promise;
      const { status, said } = await heard(command);
      console.log(`\n== ${name}\n${said}`);
      count(name, status === 0 ? [1, 0] : [0, 1]);
      ended.get(name).resolve();
    }
  };
  await Promise.all([lane(), lane()]);
}

/** Runs a command beside others; gives its exit code and all that it wrote. */
function heard([command, ...args]) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment(),
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    child.on('error', ({ message }) => done({ status: 1, said: message }));
    child.on('close', (status) => done({ status: status ?? 1, said }));
  });
}

function environment() {
  return {
    ...process.env,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
  };
}

function count(name, [passed, failed]) {
  stages.push({ name, passed, failed });
}

/** Runs a command from the repository's root; gives its exit code, 1 if it never ran. */
function run([command, ...args], name, env = {}) {
  console.log(`\n== ${name}`);
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...environment(), ...env },
  });
  if (done.error) console.error(done.error.message);
  return done.status ?? 1;
}

/** A package's program, run on this very Node. */
function program(owner, name) {
  const folder = join(root, 'node_modules', owner);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [process.execPath, join(folder, typeof bin === 'string' ? bin : bin[name])];
}

function read(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
}

/** The command in front of another that gives it a keyring; none where the parts are missing. */
function keyringSession() {
  const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter((name) => !onPath(name));
  if (missing.length === 0) return [join(root, 'tools/with-keyring.sh')];
  console.log(
    `No keychain to test against (${missing.join(', ')} not installed); its tests are left out.`,
  );
  if (process.env.CI === 'true') count('keychain', [0, 1]);
  return [];
}

function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}
