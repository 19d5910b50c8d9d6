// Runs in the page before any script of its own: gives the built preload the part of Electron that
// a sandboxed preload has, then gets out of the page's sight. One expression; launched as text.
(binding, eventName, runPreload) => {
  if (window !== window.top || !(binding in window)) return;
  const callHost = window[binding];
  delete window[binding];
  const listeners = new Map();

  /** What crosses between processes is copied; what cannot be copied is refused in Electron's words. */
  const plain = (value) => {
    try {
      return structuredClone(value);
    } catch {
      throw new Error('An object could not be cloned.');
    }
  };

  const ipcRenderer = {
    invoke: async (channel, ...args) => {
      const answer = await callHost(channel, plain(args));
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
  Object.defineProperty(window, eventName, {
    value: (channel, args) => {
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args);
    },
  });

  /** Electron's bridge copies what it is given and hands out functions behind a frozen front. */
  const bridged = (value) => {
    if (typeof value === 'function') return (...args) => value(...args);
    if (value === null || typeof value !== 'object') return value;
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, part]) => [key, bridged(part)])),
    );
  };
  const contextBridge = {
    exposeInMainWorld: (name, value) =>
      Object.defineProperty(window, name, { value: bridged(value), enumerable: true }),
  };

  const webUtils = {
    getPathForFile: function pathForFile(file) {
      const path = '';
      if (!(file instanceof File)) throw new TypeError('The argument is not a File.');
      // Only the browser knows a file's path, and the answer is wanted at once: the host sees the
      // page stop here, asks the browser about `file`, writes `path`, and lets the page go on.
      // biome-ignore lint/suspicious/noDebugger: this is how the host is asked (see windows.ts)
      debugger;
      return path;
    },
  };

  /** A name that this stand-in lacks is an error, never a silent undefined. */
  const honest = (what, parts) =>
    new Proxy(parts, {
      get: (target, key) => {
        if (typeof key === 'symbol' || key in target) return target[key];
        throw new Error(`${what}.${key} is not available in the Chromium host.`);
      },
    });
  const electron = honest('electron', {
    contextBridge: honest('contextBridge', contextBridge),
    ipcRenderer: honest('ipcRenderer', ipcRenderer),
    webUtils: honest('webUtils', webUtils),
  });
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  runPreload(require, honest('process', { platform: '%PLATFORM%', sandboxed: true }));
};
