import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { fromText, toText } from './structured-text.ts';

const WORLD = 'Electron Isolated Context';
const worldBridge = expression('world-bridge.js');
const preloadWorld = expression('preload-world.js');

export type Preload = { readonly text: string; readonly platform: string };

/** What a preload asks of its host; the answer's text goes back to it. */
export type PreloadAsks = (operation: string, args: unknown[]) => Promise<unknown>;

/**
 * The preload's own world on one page: the page shares its elements and nothing of its JavaScript.
 * Gives the function that has the preload hear a message of main's.
 */
export async function isolatePreload(
  page: Page,
  cdp: CDPSession,
  preload: Preload | null,
  asked: PreloadAsks,
): Promise<(channel: string, args: unknown[]) => Promise<void>> {
  const name = () => `host${randomBytes(12).toString('hex')}`;
  const [binding, toPage, toPreload] = [name(), name(), name()];
  const worlds = new Set<number>();
  let current: number | undefined;
  const run = async (contextId: number | undefined, work: string, value: object): Promise<void> => {
    const expression = `hostCalls.${work}(${JSON.stringify(toText(value))})`;
    // A page that is just being loaded hears nothing, as in Electron.
    await cdp
      .send('Runtime.evaluate', { ...(contextId ? { contextId } : {}), expression })
      .catch(() => {});
  };
  const { frameTree } = await cdp.send('Page.getFrameTree');
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name !== WORLD || context.auxData?.['frameId'] !== frameTree.frame.id) return;
    worlds.add(context.id);
    current = context.id;
  });
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    worlds.delete(executionContextId);
    if (current === executionContextId) current = undefined;
  });
  cdp.on('Runtime.bindingCalled', async ({ name: called, payload, executionContextId }) => {
    if (called !== binding || !worlds.has(executionContextId)) return;
    const { operation, args, id } = fromText(payload);
    const answer = await asked(operation, args).then(
      (value) => ({ id, value }),
      (error) => ({ id, error: String(error) }),
    );
    await run(executionContextId, 'answer', answer);
  });
  await cdp.send('Runtime.enable');
  await cdp.send('Page.enable');
  await cdp.send('Runtime.addBinding', { name: binding, executionContextName: WORLD });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `if (window === window.top) (${worldBridge})('${toPage}', '${toPreload}');`,
  });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: WORLD,
    source: `if (window === window.top) {
      const callHost = globalThis.${binding};
      delete globalThis.${binding};
      (${preloadWorld})(
        (${worldBridge})('${toPreload}', '${toPage}'), callHost, ${toText}, ${fromText},
        ${JSON.stringify(preload?.platform ?? '')},
        (require, process) => { const module = { exports: {} }, exports = module.exports; ${preload?.text ?? ''}\n}
      );
    }`,
  });
  await answerFilePaths(cdp);
  page.on('close', () => worlds.clear());
  return async (channel, args) => {
    if (current !== undefined) await run(current, 'send', { channel, args });
  };
}

/** Answers `webUtils.getPathForFile` (see preload-world.js) while the page stands still. */
async function answerFilePaths(cdp: CDPSession): Promise<void> {
  cdp.on('Debugger.paused', async ({ callFrames }) => {
    const [top] = callFrames;
    try {
      if (top?.functionName !== 'pathForFile') return;
      const { callFrameId } = top;
      const { result } = await cdp.send('Debugger.evaluateOnCallFrame', {
        callFrameId,
        expression: 'file',
      });
      const { path } = await cdp.send('DOM.getFileInfo', { objectId: result.objectId ?? '' });
      await cdp.send('Debugger.evaluateOnCallFrame', {
        callFrameId,
        expression: `path = ${JSON.stringify(path)}`,
      });
    } finally {
      await cdp.send('Debugger.resume').catch(() => {}); // the page was closed while it stood still
    }
  });
  await cdp.send('Debugger.enable');
}

/** A file that holds one expression, as text to be put into another script. */
function expression(name: string): string {
  return readFileSync(join(import.meta.dirname, name), 'utf8')
    .replace(/^(\/\/.*\n)+/, '')
    .trim()
    .replace(/;$/, '');
}
