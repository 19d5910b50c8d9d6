import { registerHooks } from 'node:module';

/** `node --import …/register.ts out/main/index.js`: there `electron` is the stand-in beside this file. */
const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
