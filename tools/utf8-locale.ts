/**
 * Gives programs that are started from here a locale that knows UTF-8 where none is set, as on a bare Linux
 * machine: without one Chromium hands a page no file whose name is not ASCII, chosen or dropped, and says nothing.
 */
export function assureUtf8Locale(env: NodeJS.ProcessEnv = process.env): void {
  if (process.platform !== 'linux') return;
  const set = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  if (!/utf-?8/i.test(set)) env['LC_ALL'] = 'C.UTF-8';
}
