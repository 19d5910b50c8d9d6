import { isBelow, piAgent } from './pi-lines.ts';

const CLAW = /^\.?(?:openclaw|clawdbot|moltbot)$/;

/** Built on pi; it was called otherwise before, and names its model apart. */
export const OPENCLAW = piAgent(
  'OpenClaw',
  ['.openclaw', '.clawdbot', '.moltbot'],
  (file) => isBelow(file, CLAW) || isBelow(file, /^agents$/),
);
