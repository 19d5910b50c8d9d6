// Runs in an isolated world of the page, before any script of its own: gives the built preload the
// part of Electron that a sandboxed preload has. One expression; launched as text.
(bridge, callHost, toText, fromText, platform, runPreload) => {
  const listeners = new Map();
  const waiting = new Map();
  let last = 0;

  const ask = (operation, ...args) =>
    new Promise((resolve, reject) => {
      const text = toText({ operation, args, id: last + 1 });
      last += 1;
      waiting.set(last, { resolve, reject });
      callHost(text);
    });

  const ipcRenderer = {
    invoke: async (channel, ...args) => {
      const answer = await ask('invoke', channel, args);
      if (!answer.error) return answer.value;
      throw new Error(`Error invoking remote method '${channel}': ${answer.error}`);
    },
    on: (channel, listener) => {
      if (!listeners.has(channel)) listeners.set(channel, new Set());
      listeners.get(channel).add(listener);
      return ipcRenderer;
    },
    off: (channel, listener) => {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };

  /** What the host calls in this world, by name; the page's own world does not see it. */
  globalThis.hostCalls = {
    answer: (text) => {
      const { id, ...answer } = fromText(text);
      waiting.get(id)?.resolve(answer);
      waiting.delete(id);
    },
    send: (text) => {
      const { channel, args } = fromText(text);
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args);
    },
  };

  const webUtils = {
    getPathForFile: function pathForFile(file) {
      const path = '';
      if (!(file instanceof File)) throw new TypeError('The argument is not a File.');
      // Only the browser knows a file's path, and the answer is wanted at once: the host sees the
      // page stop here, asks the browser about `file`, writes `path`, and lets the page go on.
      // biome-ignore lint/suspicious/noDebugger: this is how the host is asked (see isolated-world.ts)
      debugger;
      return path;
    },
  };

  // No menu of the browser's own: the app is told where and on what, as by Electron.
  window.addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const [at] = event.composedPath();
    const field = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at : null;
    const takesText =
      field !== null && !/^(button|checkbox|color|file|radio|range|reset|submit)$/.test(field.type);
    const isEditable =
      (takesText && !field.readOnly && !field.disabled) ||
      (at instanceof HTMLElement && at.isContentEditable);
    const inField = takesText
      ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
      : '';
    const selectionText = inField || String(getSelection());
    const copies = selectionText !== '' && field?.type !== 'password';
    void ask('context-menu', {
      x: event.clientX,
      y: event.clientY,
      selectionText,
      isEditable,
      linkURL: at instanceof Element ? (at.closest('a[href]')?.href ?? '') : '',
      editFlags: {
        canUndo: isEditable,
        canRedo: isEditable,
        canCut: isEditable && copies,
        canCopy: copies,
        canPaste: isEditable,
        canDelete: isEditable && selectionText !== '',
        canSelectAll: true,
        canEditRichly: false,
      },
    });
  });

  /** A name that this stand-in lacks is an error, never a silent undefined. */
  const honest = (what, parts) =>
    new Proxy(parts, {
      get: (target, key) => {
        if (typeof key === 'symbol' || key in target) return target[key];
        throw new Error(`${what}.${key} is not available in the Chromium host.`);
      },
    });
  const electron = honest('electron', {
    contextBridge: honest('contextBridge', { exposeInMainWorld: bridge.expose }),
    ipcRenderer: honest('ipcRenderer', ipcRenderer),
    webUtils: honest('webUtils', webUtils),
  });
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  try {
    runPreload(require, honest('process', { platform, sandboxed: true }));
  } catch (error) {
    void ask('preload-error', String(error?.stack ?? error));
  }
};
