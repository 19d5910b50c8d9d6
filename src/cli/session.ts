import { join } from 'node:path';
import type { Command } from 'commander';
import type { Request } from '../contract/request.ts';
import { Failure } from '../core/failure.ts';
import type { Progress } from '../main/services/context.ts';
import type { Services } from '../main/services/services.ts';
import { systemUser } from '../main/system-user.ts';
import { printJson } from './print.ts';

/** The exit code that a command leaves behind: 0 done, 1 refused or failed. */
export const exitState = { code: 0 };

export const resourcesFolder: string = join(import.meta.dirname, '../../resources');

export type GlobalOptions = {
  readonly book?: string;
  readonly json?: boolean;
  readonly as?: string;
  /** Of the commands that follow things up over months: the day that stands for today. */
  readonly asOf?: string;
};

export function globalOptions(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>();
}

/** The book that a command works on: `--book`, else SEATWORTH_BOOK. */
export function bookFile(options: GlobalOptions): string {
  const file = options.book ?? process.env['SEATWORTH_BOOK'];
  if (!file) throw new Failure('book_unnamed', 'Name the book with --book FILE.', {});
  return file;
}

export function actor(options: GlobalOptions): string {
  return options.as ?? systemUser();
}

/** Opens the book, does the work, closes it whatever happens. */
export async function withBook<T>(
  command: Command,
  mode: 'read' | 'write',
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const options = globalOptions(command);
  const { openServices } = await import('../main/services/services.ts');
  const services = openServices({
    file: bookFile(options),
    mode,
    resources: resourcesFolder,
    who: actor(options),
    isNamed: options.as !== undefined,
    passphrase: process.env['SEATWORTH_ACCESS_PASSPHRASE'],
    asOf: options.asOf,
    progress: options.json || !process.stderr.isTTY ? undefined : showProgress,
  });
  try {
    return await work(services);
  } finally {
    services.close();
  }
}

/** Asks one request, and prints its document as JSON or as a person reads it. */
export async function ask<I, O>(
  command: Command,
  request: Request<I, O>,
  input: I,
  show: (document: O) => void,
  after?: (document: O) => void,
): Promise<void> {
  const document = await withBook(command, request.mode, (services) =>
    services.call(request, input),
  );
  if (globalOptions(command).json) printJson(document);
  else show(document);
  after?.(document);
}

function showProgress({ task, done, total, rows }: Progress): void {
  const share = total ? ` ${Math.floor((done / total) * 100)} %` : '';
  process.stderr.write(`\r${task}:${share} ${rows} rows\u001b[K`);
}
