import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Chromium = {
  readonly executable: string;
  readonly args: readonly string[];
  /** Only the package's build is without a window of its own. */
  readonly headlessOnly: boolean;
};

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Finds a Chromium: CHROMIUM_PATH, else the system's, else the one that npm has brought. */
export async function findChromium(): Promise<Chromium> {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}.`);
  const found = named || USUAL_PLACES.find((place) => existsSync(place));
  if (found) return { executable: found, args: [], headlessOnly: false };
  return unpacked();
}

/**
 * @sparticuz/chromium unpacks into the temporary folder and takes any file named `chromium` that it
 * finds there for its own: so it gets a folder of its own, one for this process.
 */
async function unpacked(): Promise<Chromium> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = mkdtempSync(join(tmpdir(), 'seatworth-chromium-'));
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const executable = await packaged.executablePath();
    // Its own flags also serve tiny cloud machines; these are the ones that a container needs.
    return { executable, args: ['--no-zygote', '--disable-gpu'], headlessOnly: true };
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
