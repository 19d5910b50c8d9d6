import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { bookVerify } from '../../../contract/book.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { copyKind, readArchive } from '../../backup/archive.ts';
import type { TarSink } from '../../backup/tar.ts';
import { chainBreaks, redactedText, redactionsOf } from '../../book/audit.ts';
import { type Book, openBook } from '../../book/book.ts';
import { ordinaryFile } from '../../ordinary-file.ts';
import { workingName } from '../../working-files.ts';
import { BOOK } from '../backup/make-backup.ts';
import type { AuditHead } from './anchors.ts';

type Check = OutputOf<typeof bookVerify>['checks'][number];

/** Manifests and documents that carry a head are small. */
const LARGEST_DOCUMENT = 64 * 1024 * 1024;
const head = z.object({
  entry: z.number().int().min(0),
  digest: z.string().regex(/^([0-9a-f]{64})?$/),
});

/**
 * Holds the book's trail against what a file outside of it says of it: a copy of the book, entry by entry; or
 * the heads in a manifest, in the document of a close or a copy, in a statement. The first entry that differs is named.
 */
export async function holdAgainst(
  book: Book,
  file: string,
  passphrase: string | null,
): Promise<Check> {
  const { size } = ordinaryFile(file);
  const kind = await copyKind(file);
  const difference =
    kind === null
      ? againstHeads(book, headsIn(file, size), basename(file))
      : await againstCopy(book, file, passphrase);
  return { name: 'against', ...difference };
}

const ALL = ['at', 'who', 'action', 'subject', 'detail', 'hash'] as const;
const CHAINED = ['at', 'action', 'hash'] as const;

type Difference = Pick<Check, 'ok' | 'detail'>;

const differs = (detail: string): Difference => ({ ok: false, detail });

function againstHeads(book: Book, heads: readonly AuditHead[], name: string): Difference {
  const { breaks, next } = chainBreaks(book);
  for (const { entry, digest } of heads.toSorted((a, b) => a.entry - b.entry)) {
    if (entry === 0) continue;
    // A digest that stands yet says nothing of entries that it does not follow from any more.
    const broken = breaks.find((id) => id <= entry);
    if (broken !== undefined) {
      return differs(`entry ${broken} of the trail is not what it was when ${name} was written`);
    }
    const own = book.trail.entry(entry);
    if (own?.hash === digest) continue;
    return differs(
      own === undefined
        ? `entry ${Math.min(next, entry)} of the trail is missing: ${name} knows ${entry} entries`
        : `entry ${entry} of the trail is not what it was when ${name} was written: it, or one before it, was changed`,
    );
  }
  const last = Math.max(...heads.map(({ entry }) => entry));
  return {
    ok: true,
    detail: `entry ${last} and all before it are what they were when ${name} was written; ${next - 1 - last} were added since${redactedText(book, last)}`,
  };
}

async function againstCopy(
  book: Book,
  file: string,
  passphrase: string | null,
): Promise<Difference> {
  const folder = workingName(book.file, 'restoring');
  try {
    mkdirSync(folder, { mode: 0o700 });
    const copied = join(folder, BOOK);
    await takeBook(file, passphrase, copied);
    const other = openBook(copied);
    try {
      return againstTrail(book, other, basename(file));
    } finally {
      other.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function takeBook(file: string, passphrase: string | null, to: string): Promise<void> {
  const handle = await open(to, 'wx', 0o600);
  const sink: TarSink = {
    write: async (chunk) => {
      await handle.write(chunk);
    },
    end: async () => {},
  };
  const nothing: TarSink = { write: async () => {}, end: async () => {} };
  try {
    if ((await copyKind(file)) === 'book') await handle.writeFile(readFileSync(file));
    else await readArchive(file, passphrase, async (name) => (name === BOOK ? sink : nothing));
  } finally {
    await handle.close();
  }
}

function againstTrail(book: Book, other: Book, name: string): Difference {
  const redactions = redactionsOf(book);
  let entries = 0;
  for (const theirs of other.trail.inOrder()) {
    const own = book.trail.entry(theirs.id);
    if (own === undefined) {
      return differs(`entry ${theirs.id} of the trail, which ${name} has, is missing`);
    }
    // An erasure changes words, and neither when nor what was done, nor the hash that the entry was chained by.
    const fields = redactions.has(theirs.id) ? CHAINED : ALL;
    const isSame = fields.every((field) => own[field] === theirs[field]);
    if (!isSame) {
      return differs(`entry ${theirs.id} of the trail is not what it is in ${name}`);
    }
    entries += 1;
  }
  const more = (book.trail.last()?.id ?? 0) - (other.trail.last()?.id ?? 0);
  return {
    ok: true,
    detail: `all ${entries} entries of ${name} are in this book as they are there; ${more} were added since${redactedText(book, other.trail.last()?.id ?? 0)}`,
  };
}

function headsIn(file: string, size: number): AuditHead[] {
  const heads: AuditHead[] = [];
  if (size <= LARGEST_DOCUMENT) {
    try {
      gather(JSON.parse(readFileSync(file, 'utf8')), heads, 12);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  if (heads.length > 0) return heads;
  throw new Failure(
    'anchor_missing',
    `${basename(file)} says nothing of the trail. Give a copy of the book, the manifest of an export, the document of a close (close --json) or a statement, written by this version or a later one.`,
    { file: basename(file) },
  );
}

/** Heads stand under "audit", in a document or in a list of documents. */
function gather(value: unknown, heads: AuditHead[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth === 0) return;
  for (const [field, one] of Object.entries(value)) {
    const read = field === 'audit' ? head.safeParse(one) : null;
    if (read?.success) heads.push(read.data);
    else gather(one, heads, depth - 1);
  }
}
