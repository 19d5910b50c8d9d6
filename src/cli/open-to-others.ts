import type { OpenTo } from '../main/book/book-rights.ts';
import { say } from './print.ts';

const SENTENCES: Readonly<Record<OpenTo, (file: string) => string>> = {
  readers: (file) =>
    `Others who use this computer may read ${file}: its disk knows no rights, or the file is another person's. Keep the book in a folder of your own.`,
  writers: (file) =>
    `Others who use this computer may write in the folder of ${file}, and so take the book away or put another in its place. Keep it in a folder of your own.`,
  'windows-users': (file) =>
    `${file} lies outside of your user profile, where Windows lets others who use this computer in unless the folder says otherwise. Keep the book in a folder of your own, such as Documents.`,
};

/** Says how others may get at a book, where they may. */
export function sayIfOpen(file: string, openTo: OpenTo | null): void {
  if (openTo !== null) say(SENTENCES[openTo](file));
}
