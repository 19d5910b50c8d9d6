import { describe, expect, test } from 'vitest';
import {
  NO_PERSON_ROWS,
  PERSON_ROWS,
  personRows,
} from '../../src/main/book/erasing/person-rows.ts';
import { columnsIn, tablesIn } from '../../src/main/book/row-rules.ts';
import { freshBook } from './fresh-book.ts';

/** Columns that tell a person by number, or by what they are called. */
const NAMES_SOMEBODY = /^(?:person|email|holder|owner|identity)$|person_id$|identity_id$/;

describe('what is held about a person', () => {
  test('is looked for in every table of the book: a new one says whether it holds any of it', () => {
    const { book } = freshBook().services;
    expect([...Object.keys(PERSON_ROWS), ...Object.keys(NO_PERSON_ROWS)].sort()).toEqual(
      tablesIn(book),
    );
  });

  test('is in no table that is said to hold none, by its columns', () => {
    const { book } = freshBook().services;
    const naming = Object.keys(NO_PERSON_ROWS).flatMap((table) =>
      columnsIn(book, table)
        .filter((column) => NAMES_SOMEBODY.test(column))
        .map((column) => `${table}.${column}`),
    );
    // Told from usage_month and from the trail.
    expect(naming).toEqual(['usage.identity_id', 'erased_key.identity_id']);
  });

  test('is asked for by columns that are there', () => {
    const { book } = freshBook().services;
    expect(personRows(book, { id: 1, email: 'a@x.example' })).toEqual({});
  });
});
