import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
 * finds there for its own. So it unpacks into a folder made for it, which then becomes the kept one
 * in a single step: two tests that start together never meet half a browser.
 */
async function unpacked(): Promise<Chromium> {
  const kept = join(import.meta.dirname, '../../node_modules/.cache/seatworth-chromium');
  const executable = join(kept, 'chromium');
  if (!existsSync(executable)) {
    mkdirSync(dirname(kept), { recursive: true });
    const fresh = mkdtempSync(`${kept}-`);
    await unpackInto(fresh);
    try {
      renameSync(fresh, kept);
    } catch {
      rmSync(fresh, { recursive: true }); // another test was faster
    }
  }
  return { executable, args: ['--no-zygote', '--disable-gpu'], headlessOnly: true };
}

async function unpackInto(folder: string): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
