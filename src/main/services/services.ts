import type { Reply, Request } from '../../contract/request.ts';
import type { IsoDay } from '../../core/calendar.ts';
import { Failure } from '../../core/failure.ts';
import { type Book, openBook, openFailure } from '../book/book.ts';
import { makeBookPrivate } from '../book/book-rights.ts';
import { sweepBook } from '../book/sweep-book.ts';
import { type Keychain, runOnlyKeys, systemKeychain } from '../keychain.ts';
import { settingsFolder } from '../packets/sent-marks.ts';
import { systemNetwork } from '../providers/system-network.ts';
import { systemUser } from '../system-user.ts';
import { admit } from './access/admit.ts';
import { conceal } from './access/conceal.ts';
import { ownInput } from './access/own-input.ts';
import type { Sitting } from './access/sitting.ts';
import { checkedInput } from './checked-input.ts';
import { type Context, companyDay, type Progress } from './context.ts';
import { fileFailure } from './exports/write-whole.ts';
import { handlerOf } from './handlers.ts';
import { withDelivery } from './packets/deliveries.ts';
import { inThisBook } from './packets/person-mode.ts';

export type ServiceOptions = {
  readonly file: string;
  readonly mode: 'read' | 'write';
  /** The folder of the app's own resources. */
  readonly resources: string;
  readonly who?: string | undefined;
  readonly now?: (() => string) | undefined;
  /** A day that stands for the company's today; what is written still says when that was. */
  readonly asOf?: IsoDay | undefined;
  readonly progress?: ((progress: Progress) => void) | undefined;
  /** Else the system's own, which is loaded when a key is first asked for. */
  readonly keychain?: Keychain | undefined;
  /** Keys that live as long as this run; a caller that opens books one after the other may share them. */
  readonly runKeys?: Keychain | undefined;
  /** Else the computer's network, with the proxy that its environment names. */
  readonly network?: Context['network'] | undefined;
  /** Else at once: nothing else writes the book meanwhile. */
  readonly turn?: Context['turn'] | undefined;
  /** Whether `who` was said, and does not only stand for this computer's user. */
  readonly isNamed?: boolean | undefined;
  /** Unlocks the access of whoever asks. */
  readonly passphrase?: string | undefined;
  /** Else the one that the system keeps for the app. */
  readonly settingsFolder?: string | undefined;
};

/** The services over one open book: the window's workers, the command line and the tests call the same ones. */
export type Services = {
  readonly book: Book;
  /** Checks the input, does the work, checks the answer. Throws `Failure` where it cannot be done. */
  call<I, O>(
    request: Request<I, O>,
    input: I,
    signal?: AbortSignal,
    /** Who sits at the window that asks; left out, whoever `who` and `passphrase` say. */
    sitting?: Sitting,
  ): Promise<O>;
  /** The same by name, with every outcome as a value. */
  answer(name: string, input: unknown, signal?: AbortSignal, sitting?: Sitting): Promise<Reply>;
  close(): void;
};

export function openServices(options: ServiceOptions): Services {
  sweepBook(options.file);
  const book = openBook(options.file, options.mode);
  makeBookPrivate(options.file);
  const now = options.now ?? (() => new Date().toISOString());
  const context: Context = {
    book,
    who: options.who ?? systemUser(),
    now,
    today: () => options.asOf ?? companyDay(book, now()),
    resources: options.resources,
    progress: options.progress ?? (() => {}),
    signal: undefined,
    keychain: options.keychain ?? systemKeychain(),
    runKeys: options.runKeys ?? runOnlyKeys(),
    network: options.network ?? ((extraCa) => systemNetwork({ environment: process.env, extraCa })),
    turn: options.turn ?? (async (work) => work()),
    settingsFolder: options.settingsFolder ?? settingsFolder(),
    isNamed: options.isNamed ?? false,
    access: null,
  };
  const call = async <I, O>(
    request: Request<I, O>,
    input: I,
    signal?: AbortSignal,
    sitting?: Sitting,
  ): Promise<O> => {
    const handler = await handlerOf(request.name);
    if (!handler) throw new Failure('unknown_request', `There is no request ${request.name}.`, {});
    try {
      const admitted = admit({ ...context, signal }, request.name, {
        passphrase: options.passphrase ?? null,
        sitting,
      });
      const own = ownInput(admitted, request.name, checkedInput(request.input, input));
      const here = inThisBook(admitted, request, own);
      const answer = await handler.work(here.context, here.input);
      const done = withDelivery(
        here.context,
        request.name,
        conceal(admitted, request.name, answer),
      );
      return request.output.parse(done);
    } catch (error) {
      throw storeFailure(book.file, error);
    }
  };
  return {
    book,
    call,
    answer: async (name, input, signal, sitting) => {
      const handler = await handlerOf(name);
      if (!handler) {
        return {
          ok: false,
          error: { code: 'unknown_request', message: `There is no request ${name}.`, details: {} },
        };
      }
      try {
        return { ok: true, value: await call(handler.request, input, signal, sitting) };
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const { code, message, details } = error;
        return { ok: false, error: { code, message, details } };
      }
    },
    close: () => book.close(),
  };
}

/** What the store refuses, in words: a closed month, a full disk, a busy or damaged book. */
function storeFailure(file: string, error: unknown): unknown {
  if (error instanceof Error && error.message === 'month_closed') {
    return new Failure(
      'month_closed',
      'The month is closed. Reopen it with a reason first; nothing was changed.',
      {},
    );
  }
  if (error instanceof RangeError && /bigint is too big|BigInt value/i.test(error.message)) {
    return new Failure(
      'number_too_large',
      'A number is too large to be true, and no book holds it. Nothing was changed; check what was given.',
      {},
    );
  }
  const nameless = namelessFile(error);
  if (nameless !== null) {
    return new Failure('file_missing', `There is no file ${nameless}.`, { file: nameless });
  }
  const failure = openFailure(file, error);
  if (failure instanceof Failure) return failure;
  // What the system refuses of a file that somebody named.
  const path = (error as NodeJS.ErrnoException | null)?.path;
  return typeof path === 'string' ? fileFailure(path, error) : error;
}

/** A name that no file can have, as Node quotes it: with a NUL in it. */
function namelessFile(error: unknown): string | null {
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code !== 'ERR_INVALID_ARG_VALUE' || !message.includes('null bytes')) return null;
  return /Received '(.*)'$/s.exec(message)?.[1] ?? '?';
}
