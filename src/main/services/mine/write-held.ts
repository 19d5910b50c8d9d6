import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { heldWrite } from '../../../contract/mine.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { originalPath } from '../../book/originals.ts';
import { writeOwnFile } from '../../whole-file.ts';
import type { Context } from '../context.ts';
import { fileFailure } from '../exports/write-whole.ts';
import { personByEmail } from '../people/people.ts';
import { heldAbout } from './held-about.ts';

/** Writes what is held about a person: the document, a page to read beside it, and a folder with the receipts. */
export function writeHeld(
  context: Context,
  { person: email, out }: InputOf<typeof heldWrite>,
): OutputOf<typeof heldWrite> {
  const { book } = context;
  const person = personByEmail(book, email);
  const file = resolve(out);
  if (existsSync(file)) {
    throw new Failure('file_exists', `${file} exists already. Choose another name.`, { file });
  }
  const held = heldAbout(context, person);
  const content = Buffer.from(`${JSON.stringify(held, null, 2)}\n`);
  const page = `${file}.html`;
  const folder = `${file}.files`;
  const ids = book.claims.ofPerson(person.id);
  const missing = new Set<string>();
  const made: string[] = [];
  try {
    writeOwnFile(file, content);
    made.push(file);
    writeOwnFile(page, Buffer.from(pageOf(person.name, held)));
    made.push(page, folder);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const { sha256, mediaType } of book.receipts.ofClaims(ids)) {
      const from = originalPath(book.file, sha256, mediaType);
      if (existsSync(from))
        copyFileSync(from, join(folder, `${sha256.slice(0, 12)}${extname(from)}`));
      else missing.add(sha256);
    }
  } catch (error) {
    for (const one of made) rmSync(one, { recursive: true, force: true });
    throw fileFailure(file, error);
  }
  return {
    file,
    sha256: createHash('sha256').update(content).digest('hex'),
    page,
    receipts: folder,
    missingReceipts: [...missing],
  };
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

/** A page without anything of its own: headings and tables, readable in every browser, and nothing loaded. */
export function pageOf(name: string, held: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(held)
    .map(([title, value]) => `<section><h2>${escaped(words(title))}</h2>${shown(value)}</section>`)
    .join('\n');
  return `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(name)}</title>
<style>body{font:14px/1.5 system-ui;margin:2em;max-width:70em}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:2px 8px;text-align:left;vertical-align:top}</style>
<h1>${escaped(name)}</h1>
${parts}
`;
}

/** A field's name as words: `nothingFinished`, `claim_line`. */
const words = (field: string): string => {
  const text = field
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return listed(value);
  if (!isFields(value)) return escaped(String(value));
  // An amount is read with its currency.
  const { amount, currency } = value;
  if (typeof amount === 'string' && typeof currency === 'string' && Object.keys(value).length === 2)
    return escaped(`${amount} ${currency}`);
  const rows = Object.entries(value)
    .map(([key, one]) => `<tr><th>${escaped(words(key))}</th><td>${shown(one)}</td></tr>`)
    .join('');
  return `<table>${rows}</table>`;
}

/** Rows of one kind are one table; anything else stands one beneath the other. */
function listed(list: readonly unknown[]): string {
  if (list.length === 0) return '–';
  if (!list.every(isFields)) return list.map((one) => `<div>${shown(one)}</div>`).join('');
  const columns = [...new Set(list.flatMap((one) => Object.keys(one)))];
  const head = columns.map((one) => `<th>${escaped(words(one))}</th>`).join('');
  const rows = list.map(
    (one) => `<tr>${columns.map((column) => `<td>${shown(one[column])}</td>`).join('')}</tr>`,
  );
  return `<table><tr>${head}</tr>${rows.join('')}</table>`;
}
