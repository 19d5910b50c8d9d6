// Holds the documents of one version against another's, byte for byte: builds the books of the sample
// company and of two made companies, runs every reading command on them with --json and every export,
// and answers what the window alone asks. The clock stands still, so a version always writes the same.
//
//   npm run documents -- FOLDER     writes the documents; where FOLDER has them, compares and names
//                                   what differs (exit 1), the new ones then lie in FOLDER.new
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { madeCompanies } from './documents/made-companies.ts';

const parts = join(import.meta.dirname, 'documents');
const [target] = process.argv.slice(2);
if (target === undefined) {
  console.error('Name the folder of the documents: npm run documents -- FOLDER');
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), 'seatworth-documents-'));
const written = join(work, 'documents');
try {
  for (const name of ['sample', ...madeCompanies.map((one) => one.name)]) write(name);
  process.exitCode = existsSync(target) ? compare(resolve(target)) : keep(target);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function write(name: string): void {
  const folder = join(work, name);
  mkdirSync(folder);
  const clock = pathToFileURL(join(parts, 'fixed-day.mjs')).href;
  const program = join(parts, 'write-documents.ts');
  const { status } = spawnSync(
    process.execPath,
    ['--import', clock, program, name, folder, join(written, name)],
    { stdio: 'inherit', env: { ...process.env, TZ: 'UTC' } },
  );
  if (status !== 0) throw new Error(`The documents of ${name} could not be written.`);
}

function keep(folder: string): number {
  cpSync(written, folder, { recursive: true });
  console.log(`Wrote ${filesOf(written).length} documents to ${folder}.`);
  return 0;
}

function compare(folder: string): number {
  const names = [...new Set([...filesOf(folder), ...filesOf(written)])].toSorted();
  const differing = names.filter((name) => {
    const [before, after] = [join(folder, name), join(written, name)];
    return (
      !existsSync(before) || !existsSync(after) || !readFileSync(before).equals(readFileSync(after))
    );
  });
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  if (differing.length > 0) cpSync(written, fresh, { recursive: true });
  for (const name of differing) console.log(`differs: ${name}`);
  console.log(
    differing.length === 0
      ? `All ${names.length} documents are the same, byte for byte.`
      : `${differing.length} of ${names.length} documents differ; the new ones lie in ${fresh}.`,
  );
  return differing.length === 0 ? 0 : 1;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
}
