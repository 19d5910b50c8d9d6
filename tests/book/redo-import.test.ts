import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { peopleList } from '../../src/contract/company.ts';
import {
  importsFollowers,
  importsList,
  importsRedo,
  importsUndo,
} from '../../src/contract/imports.ts';
import { freshBook } from './fresh-book.ts';

const PEOPLE = 'name,email\nAna Lee,ana@acme.example\nBo Ray,bo@acme.example\n';
const USAGE = 'date,identity,tool,cost,currency\n2026-06-01,ana@acme.example,Claude API,4.00,USD\n';

describe('an import that was undone', () => {
  test('is taken again from its file, as it was said to be read', async () => {
    const book = freshBook();
    const mapping = { kind: 'people', columns: { name: 'Wer', email: 'Adresse' } };
    const { id } = await book.take('leute.csv', 'Wer;Adresse\nAna Lee;ana@acme.example\n', {
      mapping,
    });
    await book.services.call(importsUndo, { id: id ?? 0 });
    expect((await book.services.call(peopleList, {})).people).toEqual([]);
    await book.services.call(importsRedo, { id: id ?? 0 });
    expect((await book.services.call(peopleList, {})).people).toMatchObject([{ name: 'Ana Lee' }]);
    expect((await book.services.call(importsList, {})).imports).toHaveLength(2);
  });

  test('is refused where its file is no longer the same, and where it was not undone', async () => {
    const book = freshBook();
    const { id } = await book.take('people.csv', PEOPLE);
    await expect(book.services.call(importsRedo, { id: id ?? 0 })).rejects.toMatchObject({
      code: 'import_not_undone',
    });
    await book.services.call(importsUndo, { id: id ?? 0 });
    writeFileSync(join(book.folder, 'people.csv'), 'name,email\nCy Orr,cy@acme.example\n');
    await expect(book.services.call(importsRedo, { id: id ?? 0 })).rejects.toMatchObject({
      code: 'import_file_changed',
    });
    expect((await book.services.call(peopleList, {})).people).toEqual([]);
  });

  test('tells beforehand which identities and later imports hang on it', async () => {
    const book = freshBook();
    const people = await book.take('people.csv', PEOPLE);
    await book.take('usage.csv', USAGE);
    const first = await book.services.call(importsFollowers, { id: people.id ?? 0 });
    expect(first).toEqual({ identities: 1, laterImports: 0 });
    await book.take('people.csv', PEOPLE.replace('Bo Ray', 'Bo Reyes'));
    const later = await book.services.call(importsFollowers, { id: people.id ?? 0 });
    expect(later).toEqual({ identities: 1, laterImports: 1 });
  });
});
