import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Chromium = {
  readonly executable: string;
  readonly args: readonly string[];
  /** What it needs in its environment besides everything else. */
  readonly env: Readonly<Record<string, string>>;
  /** Only the package's build is without a window of its own. */
  readonly headlessOnly: boolean;
};

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Finds a Chromium. CHROMIUM_PATH comes first. Without a display it is the one that npm has brought:
 * it opens a window in two thirds of the time of a system's own, and is the same on every machine.
 * Else the system's, since only that one shows a window to a person.
 */
export async function findChromium(isHeadless: boolean): Promise<Chromium> {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}.`);
  const found =
    named || (isHeadless && packageRuns() ? null : USUAL_PLACES.find((place) => existsSync(place)));
  if (found) return { executable: found, args: [], env: {}, headlessOnly: false };
  return unpacked();
}

/**
 * The package's build is for Linux on x64 with glibc 2.34 or newer. It is taken before a system's own only
 * by root, as in a container: anybody else's needs a sandbox, which only the system's is sure to have.
 */
function packageRuns(): boolean {
  if (process.platform !== 'linux' || process.arch !== 'x64' || process.getuid?.() !== 0)
    return false;
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const [major = 0, minor = 0] = (header.glibcVersionRuntime ?? '0').split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 34);
}

/**
 * @sparticuz/chromium unpacks into the temporary folder and takes any file named `chromium` that it
 * finds there for its own. So it unpacks into a folder made for it, which then becomes the kept one
 * in a single step: two tests that start together never meet half a browser.
 */
async function unpacked(): Promise<Chromium> {
  const kept = join(import.meta.dirname, '../../node_modules/.cache/seatworth-browser');
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
  return {
    executable,
    args: ['--no-zygote', '--disable-gpu'],
    env: {
      LD_LIBRARY_PATH: join(kept, 'al2023/lib'), // a machine with nothing but Node has no NSS
      FONTCONFIG_FILE: fontList(kept),
    },
    headlessOnly: true,
  };
}

/**
 * Where fonts are: the system's, and the one that the package brings, since a browser that finds none
 * ends at the first field that it draws. The package's own list names folders of another machine.
 */
function fontList(kept: string): string {
  const file = join(kept, 'fonts.conf');
  const list = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(kept, 'fonts')}</dir>
  <cachedir>${join(kept, 'fonts-cache')}</cachedir>
</fontconfig>
`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== list) writeFileSync(file, list);
  return file;
}

async function unpackInto(folder: string): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium');
    await packaged.executablePath();
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    await inflate(join(entry, '../../bin/al2023.tar.br')); // its libraries
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
