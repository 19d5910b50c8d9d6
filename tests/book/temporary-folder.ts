import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives the whole run one folder for what its tests make, and takes it away at the end, killed children's leavings
 * too. What Node strips of types it keeps for the next child process, as a person's second command has it kept.
 */
export default function setUp(): () => void {
  process.env['NODE_COMPILE_CACHE'] = join(
    import.meta.dirname,
    '../../node_modules/.cache/seatworth-tests',
  );
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-vitest-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
