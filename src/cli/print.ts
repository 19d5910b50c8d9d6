import { Failure } from '../core/failure.ts';
import { isolated } from '../core/isolated-text.ts';

/** Prints one JSON document for programs. */
export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

/** Prints rows as aligned columns for people; numbers and money to the right. */
export function printTable(header: readonly string[], lines: readonly (readonly string[])[]): void {
  const rows = lines.map((line) => line.map(onOneLine));
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  const isNumber = header.map(
    (_, column) =>
      rows.length > 0 &&
      rows.every((row) => /^(-?[\d.,]+( [A-Z]{3})?|–)?$/.test(row[column] ?? '')),
  );
  for (const row of all) {
    const cells = row.map((cell, column) => {
      const space = ' '.repeat((widths[column] ?? 0) - width(cell));
      return isNumber[column] ? space + cell : cell + space;
    });
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

/**
 * Names come from files: a line's end would break the table, control characters could steer the
 * terminal, and text from right to left would turn its neighbours round.
 */
const onOneLine = (text: string): string => isolated(text.replace(/\p{Cc}+/gu, ' '));

/** Columns on a terminal: a Chinese character takes two. */
function width(text: string): number {
  let columns = 0;
  // Marks of direction take no room.
  for (const character of text.replace(/[\u2066-\u2069]/gu, ''))
    columns +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u.test(
        character,
      )
        ? 2
        : 1;
  return columns;
}

export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** Puts an error on standard error, and with `--json` on standard output as well; gives the exit code. */
export function printError(error: unknown, isJson: boolean, exitCode = 1): number {
  const document =
    error instanceof Failure
      ? { code: error.code, message: error.message, details: error.details }
      : {
          code: 'unexpected',
          message: error instanceof Error ? error.message : String(error),
          details: {},
        };
  say(document.message);
  if (isJson) printJson({ error: document });
  return exitCode;
}
