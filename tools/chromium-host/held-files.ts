import fs, { type RmOptions } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

/**
 * Until the app has ended, its browser holds files in the user's folder: to remove that folder, or
 * one around it, fails as it does on Windows.
 */
export function holdFolder(held: () => string): void {
  const refuse = (path: fs.PathLike): void => {
    const folder = resolve(String(path));
    const file = `${held()}${sep}lockfile`;
    if (file !== folder && !file.startsWith(`${folder}${sep}`)) return;
    throw Object.assign(new Error(`EBUSY: resource busy or locked, unlink '${file}'`), {
      code: 'EBUSY',
      syscall: 'unlink',
      path: file,
    });
  };
  const { rmSync, rmdirSync } = fs;
  const { rm } = fs.promises;
  fs.rmSync = (path, options) => {
    refuse(path);
    rmSync(path, options);
  };
  fs.rmdirSync = (path) => {
    refuse(path);
    rmdirSync(path);
  };
  fs.promises.rm = async (path: fs.PathLike, options?: RmOptions) => {
    refuse(path);
    await rm(path, options);
  };
  syncBuiltinESMExports();
}
