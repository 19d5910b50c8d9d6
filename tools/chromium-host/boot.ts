import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mainEvaluated } from './electron.ts';
import { hostedApp } from './hosted-app.ts';

/** Runs the app's main module, and only then lets the app become ready: Electron's own order. */

const { folder, isPackaged, platform } = hostedApp;
if (platform !== process.platform) Object.defineProperty(process, 'platform', { value: platform });
// Electron's arguments: the program, the app's folder unless it is packaged, then what the person gave.
process.argv.splice(1, 1, ...(isPackaged ? [] : [folder]));
Object.assign(process, {
  resourcesPath: dirname(folder),
  ...(isPackaged ? {} : { defaultApp: true }),
});
if (process.env['SEATWORTH_HOST_TESTS'] === '1') {
  // Electron only warns, and whoever has a listener of their own is not even warned.
  process.prependListener('unhandledRejection', (reason) => {
    console.error('UnhandledPromiseRejectionWarning:', reason);
  });
}
const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { main: string };
await import(pathToFileURL(resolve(folder, main)).href);
mainEvaluated();
