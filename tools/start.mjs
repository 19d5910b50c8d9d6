// npm start, npm run demo: Electron where it is or can be had, else the Chromium host, said in one line.
//   npm start -- --book FILE        that book
//   npm start -- --exit-after-load  end at the first paint and say how long it took
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { buildIfOlder } from './build-if-older.mjs';
import { electronBinary, fetchElectron, hasDisplay } from './electron-binary.ts';
import { assureUtf8Locale } from './utf8-locale.ts';

const root = resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);

const built = buildIfOlder();
if (built !== 0) process.exit(built);

assureUtf8Locale();
const electron = await electronOrReason();
process.env.SEATWORTH_STARTED_MS = String(Date.now());
process.exitCode = electron.binary
  ? await runElectron(electron.binary)
  : await runHost(electron.reason);

function electronOrReason() {
  if (process.env.SEATWORTH_WINDOW === 'chromium-host') {
    return { binary: null, reason: 'SEATWORTH_WINDOW asks for the other' };
  }
  const binary = electronBinary();
  return binary ? { binary, reason: '' } : fetchElectron();
}

function runElectron(binary) {
  const child = spawn(binary, [root, ...args], { stdio: 'inherit' });
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
}

async function runHost(reason) {
  console.log(`Electron's runtime is not here (${reason}): a Chromium window stands in for it.`);
  if (!hasDisplay()) {
    console.log(
      'There is no screen either (DISPLAY is not set), so the window stays unseen. ' +
        'To see it, start from a desktop session or a remote one; Ctrl+C ends it.',
    );
  }
  const { launchHost } = await import('./chromium-host/launch.ts');
  const options = { args, headless: !hasDisplay(), locale: systemLocale() };
  const app = await launchHost(options).catch((error) => {
    console.error(`The stand-in did not start: ${error.message.split('\n')[0]}`);
    return null;
  });
  if (!app) return 1;
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void app.close());
  return app.ended;
}

function systemLocale() {
  return Intl.DateTimeFormat().resolvedOptions().locale;
}
