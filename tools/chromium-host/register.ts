import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { asElectronsCrypto } from './boring-crypto.ts';

/**
 * `node --import …/register.ts …/boot.ts`: there `electron` is the stand-in beside this file, in the
 * main thread alone, the program is no Node that could be started on a script, and says that it is Electron.
 */
const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier !== 'electron') return next(specifier, context);
    if (!isMainThread) throw new Error("A worker thread has no module 'electron'.");
    return { url: standIn, format: 'module-typescript', shortCircuit: true };
  },
});
asElectronsCrypto();
process.execPath = join(import.meta.dirname, 'no-node.sh');
// Packages ask whether they run in Electron, and do some things otherwise there.
const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: version } });
if (isMainThread) Object.assign(process, { type: 'browser' });
