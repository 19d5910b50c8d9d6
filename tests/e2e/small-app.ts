import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostOptions } from '../../tools/chromium-host/launch.ts';

/** What each small app begins with. `open()` shows a page of a paragraph and two fields. */
const BASE = `
  import { app, BrowserWindow, ipcMain, protocol } from 'electron';
  app.setPath('userData', process.env.SMALL_USER_DATA);
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }]);
  const page = '<!doctype html><title>small</title><p>Text</p><input><textarea></textarea>'
    + '<script>globalThis.early = typeof globalThis.door</script>';
  const open = (options = {}) => {
    protocol.handle('app', () => new Response(page, { headers: { 'content-type': 'text/html' } }));
    const preload = app.getAppPath() + '/preload.cjs';
    const window = new BrowserWindow({ ...options, webPreferences: { preload } });
    window.loadURL('app://small/index.html');
    return window;
  };
`;

/** Has the main module open its window as soon as it may. */
export const OPENS = 'void app.whenReady().then(() => open());';

/** An app of one main module, and of one page with its preload, in a folder of its own. */
export function smallApp(main: string, preload = ''): { options: HostOptions; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-small-'));
  const packageFile = { name: 'small', version: '1.2.3', main: 'main.mjs', type: 'module' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(packageFile));
  writeFileSync(join(folder, 'preload.cjs'), preload);
  writeFileSync(join(folder, 'main.mjs'), `${BASE}\n${main}`);
  const env = { SMALL_USER_DATA: join(folder, 'user data') };
  return { options: { app: folder, env, forTests: true }, folder };
}

export function removeSmallApp(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
