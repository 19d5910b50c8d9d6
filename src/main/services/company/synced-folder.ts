import { resolve } from 'node:path';

const SYNCED = [
  { name: 'OneDrive', pattern: /[\\/]OneDrive( - [^\\/]+)?[\\/]/i },
  { name: 'Dropbox', pattern: /[\\/]Dropbox( \([^\\/]+\))?[\\/]/i },
  { name: 'iCloud', pattern: /[\\/](Mobile Documents|iCloud ?Drive)[\\/]/i },
  { name: 'Google Drive', pattern: /[\\/](Google ?Drive|GoogleDrive-[^\\/]+|My Drive)[\\/]/i },
  { name: 'Nextcloud', pattern: /[\\/]Nextcloud[\\/]/i },
  { name: 'a network share', pattern: /^(\\\\|\/\/)[^\\/]+[\\/]/ },
] as const;

/** The name of the synced folder or share that a file lies in, or `null`: SQLite breaks there. */
export function syncedFolderOf(file: string): string | null {
  const path = resolve(file);
  return SYNCED.find(({ pattern }) => pattern.test(path) || pattern.test(file))?.name ?? null;
}
