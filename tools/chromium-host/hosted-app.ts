import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

type PackageFile = {
  readonly name: string;
  readonly productName?: string;
  readonly version: string;
};

const env = process.env;
/** The folder with the app's package.json: this repository, or what a package holds. */
const folder = env['SEATWORTH_HOST_APP'] ?? resolve(import.meta.dirname, '../..');

/** What launch.ts has told this process about the app that it is to run. */
export const hostedApp = {
  folder,
  packageFile: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile,
  isPackaged: env['SEATWORTH_HOST_PACKAGED'] === '1',
  platform: (env['SEATWORTH_HOST_PLATFORM'] ?? process.platform) as NodeJS.Platform,
  /** A file that the system gives to the app as it starts, as macOS does; '' for none. */
  openFile: env['SEATWORTH_HOST_OPEN_FILE'] ?? '',
  locale: env['SEATWORTH_HOST_LOCALE'] ?? 'en-US',
  forTests: env['SEATWORTH_HOST_TESTS'] === '1',
};
