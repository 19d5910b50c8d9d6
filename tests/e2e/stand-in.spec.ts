import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchHost } from '../../tools/chromium-host/launch.ts';

/** The stand-in is as strict as Electron: small main modules that Electron would not let through. */

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-stand-in-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function mainModule(...lines: string[]): string {
  const file = join(folder, 'main.mjs');
  writeFileSync(file, lines.join('\n'));
  return file;
}

test('an app is not ready before its main module has been evaluated', async () => {
  const main = mainModule(
    "import { app } from 'electron';",
    'const first = await Promise.race([',
    "  app.whenReady().then(() => 'ready'),",
    "  new Promise((done) => setTimeout(() => done('still evaluating'), 3_000)),",
    ']);',
    'console.log(first);',
    "void app.whenReady().then(() => { console.log('ready at last'); app.exit(3); });",
  );
  await expect(launchHost({ main, forTests: true })).rejects.toThrow(
    /ended with 3 .*\nstill evaluating\nready at last/,
  );
});
