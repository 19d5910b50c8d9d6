import * as z from 'zod';
import { WEEKDAYS } from '../core/calendar.ts';
import { LEDGER_PACKS } from '../core/ledger/ledger-account.ts';
import { nothing, request } from './request.ts';

/** What only the desktop can do: dialogs, links, printing, and which book is open. */

/** An absolute path as the operating system writes it. */
const file = z.string().min(1).max(4096);
const bookFile = z.object({ file: file.nullable() });
const language = z.enum(['en', 'zh-CN']);

/** Lets the person choose files to read; `endings` without a dot, none for any file; one or `several`. */
export const chooseFiles = request(
  'desktop/chooseFiles',
  'read',
  z.object({
    title: z.string().max(200).optional(),
    endings: z
      .array(z.string().regex(/^\w{1,12}$/))
      .max(40)
      .optional(),
    several: z.boolean().optional(),
  }),
  z.object({ files: z.array(file) }),
);

export const chooseFolder = request(
  'desktop/chooseFolder',
  'read',
  z.object({ title: z.string().max(200).optional() }),
  z.object({ folder: file.nullable() }),
);

/** Lets the person say where a file is to be written; null if they thought better of it. */
export const saveFile = request(
  'desktop/saveFile',
  'read',
  z.object({
    title: z.string().max(200).optional(),
    name: z.string().min(1).max(200),
    ending: z.string().regex(/^\w{1,12}$/),
  }),
  z.object({ file: file.nullable() }),
);

/** Opens an https address of the allow-list in the person's own browser. */
export const openExternal = request(
  'desktop/openExternal',
  'read',
  z.object({ url: z.string().max(2000) }),
  nothing,
);

/** Shows a file that exists in the system's file manager. */
export const showFile = request('desktop/showFile', 'read', z.object({ file }), nothing);

/** Writes the window's print view as a PDF to a file that `desktop/saveFile` has given. */
export const printReport = request(
  'desktop/printReport',
  'read',
  z.object({ file, landscape: z.boolean().optional() }),
  z.object({ file, bytes: z.int().positive() }),
);

/** Tells the person something while they look elsewhere; `shown` is false where that cannot be. */
export const notify = request(
  'desktop/notify',
  'read',
  z.object({ title: z.string().min(1).max(120), body: z.string().max(500) }),
  z.object({ shown: z.boolean() }),
);

/** The open book's file, null on the first start; an invitation and packets that were opened by a double click. */
export const bookPath = request(
  'desktop/bookPath',
  'read',
  nothing,
  bookFile.extend({ invitation: file.nullable(), packets: z.array(file) }),
);

/** Puts the invitation that was opened by a double click aside. */
export const forgetInvitation = request('desktop/forgetInvitation', 'read', nothing, nothing);

/** The window has the packets that were opened by a double click. */
export const forgetPackets = request('desktop/forgetPackets', 'read', nothing, nothing);

/** Who invites whom, and until when: what an invitation says before anybody joins with it. */
export const showInvitation = request(
  'desktop/showInvitation',
  'read',
  z.object({ file }),
  z.object({
    company: z.string(),
    person: z.object({ name: z.string(), email: z.string() }),
    expiresAt: z.string(),
    isOver: z.boolean(),
  }),
);

/** Makes the own book of whoever an invitation is for, where the person says in a dialog, and opens it. */
export const joinBook = request(
  'desktop/joinBook',
  'read',
  z.object({
    from: z.object({ file }),
    device: z.string().trim().min(1).max(100),
    keyStore: z.enum(['keychain', 'file']),
    /** Of the keys' file. */
    passphrase: z.string().max(1000).optional(),
  }),
  bookFile,
);

/** Opens a book: the one named, else one chosen in a dialog. Null if none was chosen. */
export const switchBook = request(
  'desktop/openBook',
  'read',
  z.object({ file: file.optional() }),
  bookFile,
);

/** Makes a new book and opens it: at the file named, else where the person says in a dialog. */
export const newBook = request(
  'desktop/newBook',
  'read',
  z.object({
    company: z.string().trim().min(1).max(200),
    currency: z.string().regex(/^[A-Z]{3}$/),
    weekStart: z.enum(WEEKDAYS).optional(),
    /** The computer's, where the window proposes it. */
    timeZone: z.string().optional(),
    /** The chart of accounts; left out, none is chosen yet. */
    ledgerPack: z.enum(LEDGER_PACKS).optional(),
    file: file.optional(),
  }),
  bookFile,
);

/** Makes the sample company's book in a place of its own and opens it. */
export const sampleBook = request('desktop/sampleBook', 'read', nothing, bookFile);

/** Checks a copy, puts its book in a place that the person chooses, and opens it there. */
export const restoreBook = request(
  'desktop/restoreBook',
  'read',
  z.object({ backup: file, passphrase: z.string().max(1000).optional() }),
  bookFile,
);

/** The language of window and menu; with `set` it is changed and remembered (null: the system's). */
export const windowLanguage = request(
  'desktop/language',
  'read',
  z.object({ set: language.nullable().optional() }),
  z.object({ language, chosen: z.boolean() }),
);

/** Locks the window: whoever comes next says who they are. */
export const windowLock = request('desktop/lock', 'read', nothing, nothing);

/** Somebody moved at the window: it does not lock itself yet. */
export const windowPresent = request('desktop/present', 'read', nothing, nothing);

/** The colours that the window shows; the system's own parts (title, dialogs) follow, and the next start. */
export const windowScheme = request(
  'desktop/scheme',
  'read',
  z.object({ scheme: z.enum(['auto', 'light', 'dark']) }),
  nothing,
);
