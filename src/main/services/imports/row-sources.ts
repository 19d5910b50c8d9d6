import type { IsoDay } from '../../../core/calendar.ts';
import type { Book } from '../../book/book.ts';
import { ensureAccount, type Source, sourceNamed } from '../../book/sources.ts';

/** Where the rows of one import come from: the account that was named, else each row's tool. */
export class RowSources {
  /** The tool that the file's format implies. */
  readonly tool: string | null;
  readonly provider: string | null;
  /** Whether the account's use is covered by a plan and charges nothing. */
  readonly isPlan: boolean;
  readonly #book: Book;
  readonly #fixed: Source | null;
  readonly #byTool = new Map<string, Source>();
  readonly #reported = new Map<number, ReadonlySet<IsoDay>>();
  /** Said by whoever brings the rows (a sync); `null`: the days with a cost report say it. */
  readonly #isReported: boolean | null;

  constructor(
    book: Book,
    named: { account: string | null; tool: string | null; provider: string | null } | Source,
    isReported: boolean | null = null,
  ) {
    this.#book = book;
    this.provider = 'id' in named ? null : named.provider;
    this.#isReported = isReported;
    if ('id' in named) {
      this.tool = null;
      this.#fixed = named;
    } else {
      this.tool = named.tool;
      this.#fixed =
        named.account === null ? null : accountSource(book, named.account, named.provider);
    }
    const accountId = this.#fixed?.accountId ?? null;
    this.isPlan = accountId !== null && book.accounts.billing(accountId) === 'plan';
  }

  of(tool: string | null): Source {
    if (this.#fixed) return this.#fixed;
    const name = tool ?? this.tool ?? '';
    let found = this.#byTool.get(name);
    if (!found) {
      found = sourceNamed(this.#book, 'tool', name);
      this.#byTool.set(name, found);
    }
    return found;
  }

  /** The account that lists of seats are of: the one that was named, else one of the tool's own name. */
  accountFor(tool: string): number {
    return this.#fixed?.accountId ?? ensureAccount(this.#book, tool, this.provider);
  }

  /** Whether a cost report of this source speaks for the day: then money wins over the price list. */
  isReported(sourceId: number, day: IsoDay): boolean {
    if (this.#isReported !== null) return this.#isReported;
    let days = this.#reported.get(sourceId);
    if (!days) {
      days = new Set(this.#book.charges.reportedDays(sourceId));
      this.#reported.set(sourceId, days);
    }
    return days.has(day);
  }
}

export function accountSource(book: Book, account: string, provider: string | null): Source {
  const accountId = ensureAccount(book, account, provider);
  const name = book.accounts.known(accountId)?.name ?? account;
  return sourceNamed(book, 'account', name, accountId);
}
