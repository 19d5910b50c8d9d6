import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the whole run one folder for what its tests make, and takes it away at the end, killed children's leavings too. */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-vitest-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
