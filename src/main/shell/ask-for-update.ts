import { app, type BrowserWindow, dialog, session, shell } from 'electron';
import { Failure } from '../../core/failure.ts';
import { systemNetwork } from '../providers/system-network.ts';
import { isNewer, newestVersion } from './newest-version.ts';
import type { ShellWords } from './shell-words.ts';
import { DOWNLOAD_PAGE, NEWEST_VERSION_ADDRESS } from './update-address.ts';
import type { WindowMemory } from './window-memory.ts';

/**
 * Help → Check for updates: says first whom it would ask, and lets the person have it asked at every
 * start. Nothing is downloaded or installed; a newer version's page opens in the person's browser.
 */
export async function askForUpdate(
  window: BrowserWindow,
  words: ShellWords,
  memory: WindowMemory,
): Promise<void> {
  const { response, checkboxChecked } = await dialog.showMessageBox(window, {
    message: words.updateAsk(new URL(NEWEST_VERSION_ADDRESS).host),
    checkboxLabel: words.updateAtStart,
    checkboxChecked: memory.now.checkUpdates,
    buttons: [words.updateNow, words.cancel],
    defaultId: 0,
    cancelId: 1,
  });
  if (response !== 0) return;
  memory.remember({ checkUpdates: checkboxChecked });
  try {
    if (!(await offerNewer(window, words)))
      await dialog.showMessageBox(window, { message: words.updateNone(app.getVersion()) });
  } catch (error) {
    const isProxy = error instanceof Failure && error.code === 'proxy_refused';
    const message = isProxy ? words.updateProxy : words.updateUnknown; // the log says why
    await dialog.showMessageBox(window, { message });
  }
}

/** At the start, only where the person has switched it on; without a network it is quiet. */
export async function offerUpdateAtStart(
  window: BrowserWindow,
  words: ShellWords,
  memory: WindowMemory,
): Promise<void> {
  if (memory.now.checkUpdates) await offerNewer(window, words).catch(() => false);
}

async function offerNewer(window: BrowserWindow, words: ShellWords): Promise<boolean> {
  const { fetch } = systemNetwork({
    environment: process.env,
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    extraCa: null,
  });
  const version = await newestVersion(fetch, NEWEST_VERSION_ADDRESS);
  if (!isNewer(version, app.getVersion()) || window.isDestroyed()) return false;
  const { response } = await dialog.showMessageBox(window, {
    message: words.updateThere(version),
    buttons: [words.updateOpen, words.cancel],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(DOWNLOAD_PAGE);
  return true;
}
