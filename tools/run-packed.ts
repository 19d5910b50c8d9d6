// What the stub in the runtime's place runs: FOLDER ARGUMENTS…, the package in FOLDER on the stand-in.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startHost } from './chromium-host/launch.ts';
import { hasDisplay } from './electron-binary.ts';
import { layOut, packedIn, removeLaidOut } from './packed-app.ts';

const [folder = '', ...args] = process.argv.slice(2);
const packed = packedIn(resolve(folder));
if (packed === null) throw new Error(`${folder} holds no package.`);
const laid = mkdtempSync(join(tmpdir(), 'seatworth-packed-'));
process.once('exit', () => removeLaidOut(laid));
const app = startHost({
  app: layOut(packed, laid),
  packaged: true,
  cwd: process.cwd(),
  args,
  ownStreams: true,
  headless: !hasDisplay(),
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void app.close());
process.exitCode = await app.ended;
