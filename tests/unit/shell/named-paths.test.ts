import { describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { NamedPaths, PATH_FIELDS } from '../../../src/main/shell/named-paths.ts';
import { contractRequests } from '../../../tools/contract-requests.ts';

const named = (read: readonly string[], write: readonly string[] = []): NamedPaths => {
  const paths = new NamedPaths();
  for (const path of read) paths.name('read', path);
  for (const path of write) paths.name('write', path);
  return paths;
};

describe('a path that the window asks for', () => {
  const paths = named(['/in/a.csv', '/in/b.csv'], ['/out/c.csv', '/out/folder']);
  it.each([
    ['imports/run', { files: ['/in/a.csv', '/in/x/../b.csv'] }],
    ['imports/run', { files: ['pasted table'], text: 'date,cost' }],
    ['imports/look', { file: '/in/a.csv' }],
    ['claims/save', { lines: [{ receipts: [{ file: '/in/a.csv' }, { sha256: 'ab' }] }] }],
    ['export/run', { kind: 'seats', out: '/out/c.csv' }],
    ['export/warehouse', { out: '/out/folder' }],
    ['desktop/printReport', { file: '/out/c.csv' }],
    ['desktop/newBook', { company: 'A', currency: 'EUR' }],
    ['desktop/joinBook', { from: { file: '/in/a.csv' }, device: 'Laptop', keyStore: 'keychain' }],
    ['packets/folderSet', { folder: '/out/folder' }],
    ['packets/folderSet', { folder: null }],
    ['desktop/showFile', { file: '/anywhere' }],
    ['trackers/add', { kind: 'git', place: ['/in/a.csv'] }],
    ['trackers/add', { kind: 'github', place: ['acme/app'] }],
    ['people/list', {}],
  ])('is taken by %s where the person named it: %j', (request, input) => {
    expect(() => paths.demand(request, input)).not.toThrow();
  });

  it.each([
    ['imports/run', { files: ['/in/a.csv', '/etc/hosts'] }, '/etc/hosts'],
    ['imports/run', { files: ['/out/c.csv'] }, '/out/c.csv'],
    ['imports/run', { files: ['/in/a.csv/../../etc/hosts'] }, '/in/a.csv/../../etc/hosts'],
    [
      'claims/save',
      { lines: [{}, { receipts: [{ file: '/home/x/.ssh/id' }] }] },
      '/home/x/.ssh/id',
    ],
    ['claims/readReceipt', { source: { file: '/home/x/.ssh/id' } }, '/home/x/.ssh/id'],
    ['export/run', { out: '/in/a.csv' }, '/in/a.csv'],
    ['export/run', { out: '/out/d.csv', text: 'not pasted' }, '/out/d.csv'],
    ['export/warehouse', { out: '/out/folder/inside' }, '/out/folder/inside'],
    ['backup/run', { out: '/out/c.csv.bak' }, '/out/c.csv.bak'],
    ['desktop/printReport', { file: '/in/a.csv' }, '/in/a.csv'],
    ['desktop/newBook', { company: 'A', currency: 'EUR', file: '/in/a.csv' }, '/in/a.csv'],
    ['desktop/openBook', { file: '/books/other.seatworth' }, '/books/other.seatworth'],
    ['desktop/restoreBook', { backup: '/books/b.tar' }, '/books/b.tar'],
    ['imports/run', { files: ['a.csv'] }, 'a.csv'],
    ['desktop/joinBook', { from: { file: '/in/x.swinvite' } }, '/in/x.swinvite'],
    ['packets/folderSet', { folder: '/in/a.csv' }, '/in/a.csv'],
    ['trackers/add', { kind: 'git', place: ['/in/a.csv', '/home/x/secret'] }, '/home/x/secret'],
  ])('is refused by %s where nobody did: %j', (request, input, file) => {
    expect(() => paths.demand(request, input)).toThrow(
      expect.objectContaining({ code: 'file_not_chosen', details: { file } }),
    );
  });
});

test('every field of the contract that could name a file is one that the gate knows', async () => {
  const requests = Object.values(await contractRequests());
  const fields = new Set(requests.flatMap(({ input }) => textFields(input)));
  // Of an identity, of a limit; of a tracker, whose folders the gate looks at where it reads such.
  const knownToBeNone = ['source', 'target', 'place'];
  const suspicious = [...fields].filter((name) =>
    /file|path|folder|^out$|dir|backup|place|receipts?$|target|source|document|^against$/i.test(
      name,
    ),
  );
  expect(suspicious.toSorted()).toEqual([...Object.keys(PATH_FIELDS), ...knownToBeNone].toSorted());
});

/** The names of all fields that hold a text or a list of texts. */
function textFields(shape: z.ZodType): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, value] of Object.entries((node as Schema).properties ?? {})) {
      if (holdsText(value)) found.push(name);
    }
    for (const value of Object.values(node)) visit(value);
  };
  visit(z.toJSONSchema(shape, { unrepresentable: 'any', io: 'input' }));
  return found;
}

type Schema = {
  readonly type?: unknown;
  readonly enum?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};

function holdsText({ type, items, anyOf, ...schema }: Schema): boolean {
  if (schema.enum !== undefined) return false;
  if (anyOf?.some(holdsText)) return true;
  return [type].flat().includes('string') || (items !== undefined && holdsText(items));
}
