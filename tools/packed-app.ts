import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { extractAll, getRawHeader, uncache } from '@electron/asar';

/** An unpacked package, as electron-builder leaves it. */
export type Packed = {
  readonly folder: string;
  /** The program that a person starts. */
  readonly program: string;
  /** app.asar, the folder of what could not stay inside it, and what lies beside. */
  readonly resources: string;
  readonly archive: string;
};

type Entry = {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  readonly unpacked?: boolean;
};
type PackedFile = { readonly name: string; readonly unpacked: boolean };

const MOST_BYTES = 25_000_000;
const NEEDED = [
  'package.json',
  'out/main/index.js',
  'out/main/worker.js',
  'out/main/invoice-worker.js',
  'out/main/log-thread.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/cli/index.js',
  'out/cli/invoice-worker.js',
  'out/cli/log-thread.js',
  'resources/prices.json',
  'resources/plans.json',
  'resources/invoice-vendors.json',
];
/** What is only read, compiled or mapped by whoever builds the app, or kept beside a checkout. */
const UNWANTED =
  /^out\/cli\/(\.compiled|made-from\.json)|^(src|tests|tools|release)\/|\.(map|ts|gyp)$/;

/** The package among what electron-builder left in `output`; null without one. */
export function findPacked(output: string): Packed | null {
  if (!existsSync(output)) return null;
  for (const name of readdirSync(output)) {
    const packed = packedIn(join(output, name));
    if (packed) return packed;
  }
  return null;
}

/** The package that lies in `folder`, on any system; null where there is none. */
export function packedIn(folder: string): Packed | null {
  const mac = join(folder, 'Seatworth.app/Contents');
  const places = [
    { resources: join(mac, 'Resources'), program: join(mac, 'MacOS/Seatworth') },
    { resources: join(folder, 'resources'), program: join(folder, 'seatworth') },
    { resources: join(folder, 'resources'), program: join(folder, 'Seatworth.exe') },
  ];
  const found = places.find(
    ({ resources, program }) => existsSync(join(resources, 'app.asar')) && existsSync(program),
  );
  return found ? { ...found, folder, archive: join(found.resources, 'app.asar') } : null;
}

/** What is wrong with a package, as sentences; none is what is wanted. */
export function packedFaults(packed: Packed, root: string): string[] {
  const files = filesOf(packed.archive);
  const names = new Set(files.map(({ name }) => name));
  const size = packedSize(packed);
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const packages = Object.keys(dependencies).map((name) => `node_modules/${name}/package.json`);
  return [
    ...(size > MOST_BYTES ? [`The app takes ${size} bytes, more than ${MOST_BYTES}.`] : []),
    ...[...NEEDED, ...packages]
      .filter((name) => !names.has(name))
      .map((name) => `${name} is missing in the package.`),
    ...[...names].filter((name) => UNWANTED.test(name)).map((name) => `${name} was packed.`),
    ...files
      .filter(({ name, unpacked }) => name.endsWith('.node') && !unpacked)
      .map(({ name }) => `${name} cannot be loaded from inside the archive.`),
    ...['better-sqlite3', 'keytar']
      .filter((name) => !files.some((file) => file.name.includes(`/${name}/`) && isNative(file)))
      .map((name) => `The native part of ${name} was left out.`),
    ...fuseFaults(packed, root),
  ];
}

/** The bytes of a package that are ours: all but Electron's own runtime. */
export function packedSize({ resources }: Packed): number {
  const ours = ['app.asar', 'app.asar.unpacked', 'bin'].map((name) => join(resources, name));
  return ours.reduce((sum, path) => sum + bytesIn(path), 0);
}

/**
 * Lays a package out as Electron sees it: its archive as a folder of the same name, what was unpacked
 * in its place inside it. Nothing of it can be written. Gives the app's folder.
 */
export function layOut({ archive, resources }: Packed, target: string): string {
  const app = join(target, 'resources/app.asar');
  extractAll(archive, app);
  uncache(archive); // it may be packed anew while this process goes on
  cpSync(join(resources, 'bin'), join(target, 'resources/bin'), { recursive: true });
  forbidWriting(target, true);
  return app;
}

export function removeLaidOut(target: string): void {
  forbidWriting(target, false);
  rmSync(target, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function fuseFaults({ program }: Packed, root: string): string[] {
  const require = createRequire(import.meta.url);
  const yaml = require('js-yaml') as { load(text: string): unknown };
  const { electronFuses } = yaml.load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as {
    electronFuses: Readonly<Record<string, boolean>>;
  };
  const reader = join(require.resolve('@electron/fuses/package.json'), '../dist/bin.js');
  const said = execFileSync(process.execPath, [reader, 'read', '--app', program], {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  return Object.entries(electronFuses)
    .filter(([name]) => name !== 'resetAdHocDarwinSignature') // no fuse
    .filter(
      ([name, on]) => !new RegExp(`^\\s*${name} is ${on ? 'En' : 'Dis'}abled$`, 'im').test(said),
    )
    .map(([name, on]) => `The fuse ${name} is not ${on ? 'on' : 'off'}.`);
}

function isNative({ name }: PackedFile): boolean {
  return name.endsWith('.node');
}

function filesOf(archive: string): PackedFile[] {
  const files: PackedFile[] = [];
  const visit = (entry: Entry, name: string): void => {
    for (const [part, child] of Object.entries(entry.files ?? {})) {
      visit(child, name ? `${name}/${part}` : part);
    }
    if (!entry.files) files.push({ name, unpacked: entry.unpacked === true });
  };
  visit(getRawHeader(archive).header as Entry, '');
  uncache(archive);
  return files;
}

function bytesIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

function forbidWriting(path: string, forbidden: boolean): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  const mode = forbidden ? stat.mode & 0o555 : stat.mode | 0o200;
  if (!forbidden) chmodSync(path, mode);
  if (stat.isDirectory()) {
    for (const name of readdirSync(path)) forbidWriting(join(path, name), forbidden);
  }
  if (forbidden) chmodSync(path, mode);
}
