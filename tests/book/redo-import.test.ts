import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { identitiesAssign, identitiesList, peopleList } from '../../src/contract/company.ts';
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

  test('gives its people back the identities that they were given by hand, with shares and days', async () => {
    const book = freshBook();
    const people = await book.take('people.csv', PEOPLE);
    await book.take(
      'usage.csv',
      `${USAGE}2026-06-02,build-key,Claude API,10.00,USD\n2026-06-02,bo@acme.example,Claude API,1.00,USD\n`,
    );
    await book.services.call(identitiesAssign, {
      identity: 'build-key',
      shares: [
        { email: 'ana@acme.example', percent: '60' },
        { email: 'bo@acme.example', percent: '40' },
      ],
      from: '2026-06-01',
    });
    // What equals an e-mail finds its person by itself; here somebody has said otherwise.
    await book.services.call(identitiesAssign, {
      identity: 'bo@acme.example',
      shares: [{ email: 'ana@acme.example', percent: '100' }],
    });
    const before = await book.services.call(identitiesList, {});
    await book.services.call(importsUndo, { id: people.id ?? 0 });
    expect((await book.services.call(identitiesList, {})).identities).not.toEqual(
      before.identities,
    );
    await book.services.call(importsRedo, { id: people.id ?? 0 });
    expect((await book.services.call(identitiesList, {})).identities).toEqual(before.identities);
  });

  test('takes nothing from somebody who carries it by now', async () => {
    const book = freshBook();
    const people = await book.take('people.csv', PEOPLE);
    await book.take('usage.csv', USAGE.replace('ana@acme.example', 'build-key'));
    await book.services.call(identitiesAssign, {
      identity: 'build-key',
      shares: [{ email: 'ana@acme.example', percent: '100' }],
    });
    await book.services.call(importsUndo, { id: people.id ?? 0 });
    await book.take('more.csv', 'name,email\nCy Orr,cy@acme.example\n');
    const given = await book.services.call(identitiesAssign, {
      identity: 'build-key',
      shares: [{ email: 'cy@acme.example', percent: '100' }],
    });
    await book.services.call(importsRedo, { id: people.id ?? 0 });
    expect((await book.services.call(identitiesList, {})).identities).toEqual(given.identities);
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
