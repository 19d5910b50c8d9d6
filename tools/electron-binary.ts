import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

export type WindowKind = 'electron' | 'chromium-host';

/** Electron's program, or null where its runtime was never downloaded. */
export function electronBinary(): string | null {
  const folder = dirname(require.resolve('electron/package.json'));
  const note = join(folder, 'path.txt');
  const elsewhere = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!existsSync(note) && !elsewhere) return null;
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron';
  const file = join(elsewhere ?? join(folder, 'dist'), name);
  return existsSync(file) ? file : null;
}

/** Tries once to download Electron's runtime, as `npm install` of older Electrons did; says why not. */
export function fetchElectron(): { binary: string | null; reason: string } {
  const tried = spawnSync(process.execPath, [require.resolve('electron/install.js')], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  const reason = /\b\w*Error: .*/.exec(tried.stderr)?.[0] ?? 'its download ended without a file';
  return { binary: electronBinary(), reason };
}

/** Is there a screen to put a window on? */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** What end-to-end tests run on; SEATWORTH_WINDOW=chromium-host keeps to the stand-in. */
export function windowKind(): WindowKind {
  const standIn = process.env['SEATWORTH_WINDOW'] === 'chromium-host';
  return !standIn && electronBinary() !== null && hasDisplay() ? 'electron' : 'chromium-host';
}
