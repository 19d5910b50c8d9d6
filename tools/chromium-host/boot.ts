import { pathToFileURL } from 'node:url';
import { mainEvaluated } from './electron.ts';

/** Runs the app's main module, and only then lets the app become ready: Electron's own order. */
const [main = ''] = process.argv.splice(2, 1);
await import(pathToFileURL(main).href);
mainEvaluated();
