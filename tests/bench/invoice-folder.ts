import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Field, InvoiceDraft } from '../../src/core/invoices/invoice.ts';
import { checkSums, postable } from '../../src/core/invoices/postable.ts';
import { type Micro, parseMicro } from '../../src/core/money.ts';

/** What `expected.json` may state of a file; what it leaves out is not measured, `null` must not be found. */
type Stated = {
  readonly number?: string | null;
  readonly vendor?: string | null;
  readonly buyer?: string | null;
  readonly issued?: string | null;
  readonly due?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly currency?: string | null;
  readonly net?: string | null;
  readonly tax?: string | null;
  readonly total?: string | null;
  readonly payable?: string | null;
  readonly credits?: string | null;
  readonly lines?: number;
  readonly linesTotal?: string;
  readonly isCredit?: boolean;
  /** `false`: a quote, a test, a cancelled one: it must wait for a person. */
  readonly isOwed?: boolean;
};
type Key = Exclude<keyof Stated, 'isOwed'>;
type Found = string | number | boolean | bigint | null;

export type FolderScore = {
  readonly files: number;
  readonly refused: readonly string[];
  readonly fields: ReadonlyMap<string, { readonly right: number; readonly stated: number }>;
  readonly misses: readonly string[];
  readonly tied: number;
  /** Files that would be posted by themselves, were their vendor known, though something is wrong. */
  readonly postedWrong: readonly string[];
};

const plain = (field: Field<string>): string | null => field?.value ?? null;
const money = (field: Field<Micro>): Micro | null => field?.value ?? null;

// Lines of the document's own, without the allowances and charges that the reader adds to them.
const ownLines = (draft: InvoiceDraft) =>
  draft.lines.filter(
    (line) =>
      !('path' in line.at) || !/(?:AllowanceCharge|ServiceCharge)(?:\[\d+\])?$/.test(line.at.path),
  );

const READ: Readonly<Record<Key, (draft: InvoiceDraft) => Found>> = {
  number: (draft) => plain(draft.number),
  vendor: (draft) => plain(draft.vendor),
  buyer: (draft) => plain(draft.buyer),
  issued: (draft) => plain(draft.issueDay),
  due: (draft) => plain(draft.dueDay),
  from: (draft) => plain(draft.periodStart),
  to: (draft) => plain(draft.periodEnd),
  currency: (draft) => plain(draft.currency),
  net: (draft) => money(draft.netMicro),
  tax: (draft) => money(draft.taxMicro),
  total: (draft) => money(draft.totalMicro),
  payable: (draft) => money(draft.payableMicro),
  credits: (draft) => money(draft.creditsMicro),
  lines: (draft) => ownLines(draft).length,
  linesTotal: (draft) => ownLines(draft).reduce((sum, line) => sum + line.amountMicro, 0n),
  isCredit: (draft) => draft.kind === 'credit-note',
};
const MONEY: ReadonlySet<string> = new Set<Key>([
  'net',
  'tax',
  'total',
  'payable',
  'credits',
  'linesTotal',
]);
/** What an invoice must not be wrong in when it is posted without a person. */
const POSTED: ReadonlySet<string> = new Set<Key>([
  'number',
  'vendor',
  'issued',
  'currency',
  'net',
  'tax',
  'total',
  'lines',
  'linesTotal',
  'isCredit',
]);

/** Holds what the reader makes of a folder's files against the folder's `expected.json`. */
export async function scoreFolder(
  folder: string,
  read: (path: string) => Promise<InvoiceDraft[]>,
): Promise<FolderScore> {
  const expected: Readonly<Record<string, Stated>> = JSON.parse(
    readFileSync(join(folder, 'expected.json'), 'utf8'),
  );
  const names = readdirSync(folder).filter((name) => name in expected);
  const fields = new Map<string, { right: number; stated: number }>();
  const refused: string[] = [];
  const misses: string[] = [];
  const postedWrong: string[] = [];
  let tied = 0;
  for (const name of names.sort()) {
    const stated = expected[name] ?? {};
    const [draft] = await read(join(folder, name)).catch((cause: unknown) => {
      refused.push(`${name} (${String(Reflect.get(Object(cause), 'code'))})`);
      return [];
    });
    const wrong = new Set<string>();
    for (const key of Object.keys(READ) as Key[]) {
      if (!(key in stated)) continue;
      const count = fields.get(key) ?? { right: 0, stated: 0 };
      fields.set(key, count);
      count.stated += 1;
      const found = draft ? READ[key](draft) : null;
      if (same(key, stated[key] ?? null, found)) count.right += 1;
      else {
        wrong.add(key);
        misses.push(`${name} ${key}: ${String(found)}, not ${String(stated[key])}`);
      }
    }
    if (!draft) continue;
    if (checkSums(draft).ok) tied += 1;
    const isWrong = stated.isOwed === false || [...wrong].some((key) => POSTED.has(key));
    if (isWrong && postable({ ...draft, vendorKey: 'known' }).ok) postedWrong.push(name);
  }
  return { files: names.length, refused, fields, misses, tied, postedWrong };
}

function same(key: Key, stated: string | number | boolean | null, found: Found): boolean {
  if (stated === null || !MONEY.has(key)) return found === stated;
  return found === parseMicro(String(stated));
}
