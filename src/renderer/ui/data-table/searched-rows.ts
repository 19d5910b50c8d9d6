import { useEffect, useMemo, useState } from 'react';
import type { DataColumn } from './data-column.ts';

/** Up to so many rows are searched at once; more of them in slices, so that typing never waits. */
const AT_ONCE = 2_000;
const SLICE_MS = 8;

/**
 * The rows one of whose texts holds what is sought (lower case; empty: all). Each row's texts are made once; while a hundred
 * thousand of them are, the rows found before stay.
 */
export function useSearchedRows<Row extends object>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  sought: string,
  language: string,
): readonly Row[] {
  const isLarge = rows.length > AT_ONCE;
  const [found, setFound] = useState<{
    readonly of: readonly Row[];
    readonly rows: readonly Row[];
  } | null>(null);
  const texts = useMemo(() => textsOfRows<Row>(rows, language), [rows, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: columns are new with each render, their texts follow the rows and the language.
  useEffect(() => {
    if (!isLarge || sought === '') return setFound(null);
    const hits: Row[] = [];
    let next = 0;
    let timer: ReturnType<typeof setTimeout>;
    const slice = (): void => {
      const until = performance.now() + SLICE_MS;
      for (; next < rows.length && performance.now() < until; next += 1) {
        const row = rows[next];
        if (row && texts(row, columns).includes(sought)) hits.push(row);
      }
      if (next < rows.length) timer = setTimeout(slice);
      else setFound({ of: rows, rows: hits });
    };
    timer = setTimeout(slice);
    return () => clearTimeout(timer);
  }, [rows, texts, sought, isLarge]);
  const few = useMemo(
    () =>
      isLarge || sought === '' ? null : rows.filter((row) => texts(row, columns).includes(sought)),
    [rows, columns, texts, sought, isLarge],
  );
  if (few !== null) return few;
  return sought !== '' && found?.of === rows ? found.rows : rows;
}

/** A row's texts as one, in lower case, kept once made where there are many rows. */
function textsOfRows<Row extends object>(rows: readonly Row[], language: string) {
  const known = rows.length > AT_ONCE ? new WeakMap<Row, string>() : null;
  return (row: Row, columns: readonly DataColumn<Row>[]): string => {
    const before = known?.get(row);
    if (before !== undefined) return before;
    const all = columns
      .map(({ text }) => text(row))
      .join('\n')
      .toLocaleLowerCase(language);
    known?.set(row, all);
    return all;
  };
}
