import { contextBridge, ipcRenderer, webUtils } from 'electron';

/**
 * The window's only door: the contract's names, nothing else. The names are written in at build
 * time (electron.vite.config.ts), so that the sandbox need not load the whole contract.
 */
declare const SEATWORTH_REQUESTS: readonly string[];
declare const SEATWORTH_EVENTS: readonly string[];

const requestNames: ReadonlySet<string> = new Set(SEATWORTH_REQUESTS);
const eventNames: ReadonlySet<string> = new Set(SEATWORTH_EVENTS);

contextBridge.exposeInMainWorld('seatworth', {
  request: (name: string, input: unknown): Promise<unknown> =>
    requestNames.has(name)
      ? ipcRenderer.invoke('seatworth/request', name, input)
      : Promise.resolve({
          ok: false,
          error: {
            code: 'unknown_request',
            message: 'The app knows no such request.',
            details: {},
          },
        }),

  /** Listens for an event; what it gives back stops the listening. */
  on: (event: string, listener: (payload: unknown) => void): (() => void) => {
    if (!eventNames.has(event)) throw new Error(`The app knows no event ${String(event)}.`);
    const heard = (_event: unknown, name: string, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on('seatworth/event', heard);
    return () => {
      ipcRenderer.off('seatworth/event', heard);
    };
  },

  /** Where a dropped or chosen file lies; '' for one that the page itself made. Main hears that it was named. */
  pathOf: (file: File): string => {
    const path = webUtils.getPathForFile(file);
    // It arrives before whatever the page then asks to have done with it.
    if (path !== '') void ipcRenderer.invoke('seatworth/drop', path);
    return path;
  },

  platform: process.platform,
});

// What the content policy has refused is told from here, where the page can keep nothing quiet.
window.addEventListener('securitypolicyviolation', (event) => {
  const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
  void ipcRenderer.invoke('seatworth/violation', {
    directive: effectiveDirective,
    blocked: blockedURI,
    source: `${sourceFile}:${lineNumber}`,
  });
});
