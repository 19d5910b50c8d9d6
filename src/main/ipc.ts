/// <reference types="vite/types/importMeta.d.ts" />
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import * as z from 'zod';
import { type EventName, requestsOf } from '../contract/every-request.ts';
import { answerRequest, type RequestHandler, type Sender } from './shell/answer-request.ts';
import { isAppAddress } from './shell/app-origin.ts';

/** The channels between a window and main; the preload knows the same names. */
const REQUEST_CHANNEL = 'seatworth/request';
const DROP_CHANNEL = 'seatworth/drop';
const VIOLATION_CHANNEL = 'seatworth/violation';
const EVENT_CHANNEL = 'seatworth/event';

const requests = requestsOf(
  Object.values(import.meta.glob<object>('../contract/*.ts', { eager: true })),
);

/** Answers the windows' requests. `isOurs` knows the web contents that this app has made. */
export function bindRequests(
  isOurs: (webContentsId: number) => boolean,
  handle: (
    ...asked: [...Parameters<RequestHandler['handle']>, BrowserWindow]
  ) => ReturnType<RequestHandler['handle']>,
): void {
  ipcMain.handle(REQUEST_CHANNEL, (event, name: unknown, input: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    const sender = senderOf(event, isOurs);
    return answerRequest({ ...sender, known: sender.known && window !== null }, name, input, {
      requests,
      handle: async (request, checked) => {
        if (!window) throw new Error('A request without a window passed the sender check.');
        return handle(request, checked, window);
      },
      report: (error) => console.error(error),
    });
  });
}

/**
 * Hears of each file that a person has dropped on the window or chosen in its page. The preload says so,
 * of files that the browser itself knows the place of; the page has no such word.
 */
export function bindDrops(
  isOurs: (webContentsId: number) => boolean,
  named: (file: string) => void,
) {
  ipcMain.handle(DROP_CHANNEL, (event, file: unknown) => {
    const { known, topFrame, ownOrigin } = senderOf(event, isOurs);
    if (known && topFrame && ownOrigin && typeof file === 'string') named(file);
  });
}

const violation = z.object({ directive: z.string(), blocked: z.string(), source: z.string() });
/** A page that is refused without end must not push everything else out of the log. */
const MOST_VIOLATIONS = 50;
const VIOLATION_CHARACTERS = 300;

/** Hears what the content policy refused a window's page, as a line for the log; what is no such thing is ignored. */
export function bindViolations(
  isOurs: (webContentsId: number) => boolean,
  tell: (line: string) => void,
): void {
  let told = 0;
  ipcMain.handle(VIOLATION_CHANNEL, (event, said: unknown) => {
    const { known, topFrame, ownOrigin } = senderOf(event, isOurs);
    const read = violation.safeParse(said);
    if (!known || !topFrame || !ownOrigin || !read.success || told >= MOST_VIOLATIONS) return;
    told += 1;
    const [directive, blocked, source] = [
      read.data.directive,
      read.data.blocked,
      read.data.source,
    ].map((part) => part.replace(/\s+/g, ' ').slice(0, VIOLATION_CHARACTERS));
    tell(`The content policy (${directive}) refused the page ${blocked}, asked for in ${source}.`);
  });
}

/** Tells every window; only names of the contract. */
export function tellWindows(event: EventName, payload: unknown): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event, payload);
  }
}

function senderOf(event: IpcMainInvokeEvent, isOurs: (id: number) => boolean): Sender {
  const frame = event.senderFrame;
  return {
    known: isOurs(event.sender.id),
    topFrame: frame !== null && frame === event.sender.mainFrame,
    ownOrigin: frame !== null && isAppAddress(frame.url),
  };
}
