import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ImportDoc, importsRun } from '../../src/contract/imports.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import {
  openServices,
  type ServiceOptions,
  type Services,
} from '../../src/main/services/services.ts';

export const resources: string = join(import.meta.dirname, '../../resources');

export type FreshBook = {
  readonly services: Services;
  readonly folder: string;
  readonly file: string;
  /** Writes a file of lines into the test's folder. */
  write(name: string, text: string): string;
  /** Imports one file's text and gives its document. */
  take(name: string, text: string, options?: Record<string, unknown>): Promise<ImportDoc>;
};

/** A new company's book on a real SQLite file in a folder of its own; gone when the test ends. */
export function freshBook(
  options: {
    currency?: string;
    ledgerPack?: string;
    now?: () => string;
    /** Who acts: decisions are made by a person of the book. */
    who?: string;
    keychain?: ServiceOptions['keychain'];
    network?: ServiceOptions['network'];
  } = {},
): FreshBook {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-test-'));
  const file = join(folder, 'book.seatworth');
  copyFileSync(newCompany(options.currency ?? 'USD', options.ledgerPack), file);
  const services = openServices({
    file,
    mode: 'write',
    resources,
    who: options.who ?? 'test',
    now: options.now ?? (() => '2026-07-01T00:00:00.000Z'),
    keychain: options.keychain,
    network: options.network,
  });
  onTestFinished(() => {
    services.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    services,
    folder,
    file,
    write,
    take: async (name, text, more = {}) => {
      const { imports } = await services.call(importsRun, { files: [write(name, text)], ...more });
      const doc = imports[0];
      if (!doc) throw new Error('The import gave no document.');
      return doc;
    },
  };
}

const made = new Map<string, string>();

/** A company without a line yet is made once a process: its schema takes longer than most tests. */
function newCompany(currency: string, ledgerPack: string | undefined): string {
  const key = `${currency} ${ledgerPack}`;
  const known = made.get(key);
  if (known !== undefined && existsSync(known)) return known;
  const file = join(mkdtempSync(join(tmpdir(), 'seatworth-test-')), 'new.seatworth');
  createCompany(file, {
    company: 'Test',
    currency,
    weekStart: 'monday',
    ledgerPack,
    who: 'test',
    at: '2026-07-01T00:00:00.000Z',
  }).close();
  made.set(key, file);
  return file;
}
