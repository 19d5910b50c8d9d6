import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { fileName, withEnding } from './save-name.ts';
import type { ShellWords } from './shell-words.ts';

type Wanted = {
  readonly title?: string | undefined;
  /** What the file is about; made into a name that every system takes. */
  readonly name: string;
  /** What a file of this kind is called in the dialog. */
  readonly kind: string;
  /** Without a dot. */
  readonly ending: string;
};

/**
 * Lets the person say where a file goes; null if they thought better of it. Linux' dialogs add no ending
 * and, left to themselves, ask nothing: so the ending is added here, and what then stands there is asked about.
 */
export async function askWhere(
  window: BrowserWindow,
  { title, name, kind, ending }: Wanted,
  words: ShellWords,
): Promise<string | null> {
  const chosen = await dialog.showSaveDialog(window, {
    ...(title === undefined ? {} : { title }),
    defaultPath: join(usualFolder(), withEnding(fileName(name), ending)),
    filters: [{ name: kind, extensions: [ending] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (chosen.canceled || !chosen.filePath) return null;
  const file = withEnding(chosen.filePath, ending);
  if (file === chosen.filePath || !existsSync(file)) return file;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: words.replaceAsk(file),
    buttons: [words.replace, words.cancel],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0 ? file : null;
}

/** Where people keep their documents; their home where that folder is missing. */
function usualFolder(): string {
  try {
    const documents = app.getPath('documents');
    if (existsSync(documents)) return documents;
  } catch {
    // A system without such a folder says so by an error.
  }
  return app.getPath('home');
}
