#!/usr/bin/env -S node --max-semi-space-size=16
// The command line in a checkout: its bundle where it is up to date, else it is bundled first; where
// that cannot be (another process is at it, the folder cannot be written), it runs from its sources.
import { bundleCli, isCliFresh } from './bundle-cli.mjs';

const isFresh = isCliFresh() || (await bundled());
await import(isFresh ? '../out/cli/index.js' : '../src/cli/index.ts');

async function bundled() {
  try {
    return await bundleCli();
  } catch {
    return false;
  }
}
