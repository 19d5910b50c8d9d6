import type {
  keysPause,
  keysPlanPause,
  limitsPlan,
  limitsPush,
  PlannedWriteDoc,
} from '../../../contract/account-writes.ts';
import type { AccountDoc } from '../../../contract/accounts.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import type { LimitChange, PauseChange, PlannedWrite } from '../../providers/provider.ts';
import type { Context } from '../context.ts';
import { providerContext } from './account-client.ts';
import { readKey } from './account-keys.ts';
import { type ConnectedAccount, connectedAccount } from './account-record.ts';
import { wayOf } from './add-account.ts';

/** What is sent to a provider by a person's decision: planned first, then sent, read back, recorded. */

async function asked(context: Context, name: string) {
  const account = connectedAccount(context.book, name);
  const key = await readKey(context, account);
  return { account, provider: providerContext(context, wayOf(account), key) };
}

function planDoc(account: string, planned: PlannedWrite): PlannedWriteDoc {
  const { words, ...rest } = planned;
  return { account, ...rest, words: { ...words, details: { ...words.details } } };
}

function limitChange(account: ConnectedAccount, input: InputOf<typeof limitsPlan>): LimitChange {
  const { scope, target, amount, period } = input;
  if (amount !== null && amount.currency !== 'USD') {
    throw new Failure(
      'limit_currency',
      `${account.of.name} takes limits in US dollars, not ${amount.currency}.`,
      { provider: account.of.name, currency: amount.currency },
    );
  }
  return {
    scope,
    target,
    amountMicro: amount === null ? null : (parseMicro(amount.amount) ?? 0n),
    currency: 'USD',
    period,
  };
}

function limitsOf({ of }: ConnectedAccount) {
  if (of.limits) return of.limits;
  throw new Failure('limits_none', `${of.name} lets nobody set a limit from outside.`, {
    provider: of.name,
  });
}

function pauseOf({ of }: ConnectedAccount) {
  if (of.pause) return of.pause;
  throw new Failure('pause_none', `${of.name} lets nobody pause a key from outside.`, {
    provider: of.name,
  });
}

/** What would be sent to set the limit. Nothing is. */
export async function planLimit(
  context: Context,
  input: InputOf<typeof limitsPlan>,
): Promise<OutputOf<typeof limitsPlan>> {
  const { account, provider } = await asked(context, input.account);
  const change = limitChange(account, input);
  return planDoc(account.name, await limitsOf(account).planLimit(provider, change));
}

/** Sets the limit at the provider and gives what it then says. */
export async function pushLimit(
  context: Context,
  input: InputOf<typeof limitsPush>,
): Promise<OutputOf<typeof limitsPush>> {
  const { account, provider } = await asked(context, input.account);
  const change = limitChange(account, input);
  const limits = limitsOf(account);
  const sent = planDoc(account.name, await limits.planLimit(provider, change));
  const limit = await recorded(context, account, 'limit', input.target, sent, async () => {
    const { amountMicro, currency, period } = await limits.doLimit(provider, change);
    return { amount: amountMicro === null ? null : moneyText(amountMicro, currency), period };
  });
  await context.turn(() => {
    if (input.scope !== 'key') return;
    context.book.accountLists.setKeyLimit(
      account.id,
      input.target ?? '',
      limit.amount === null ? null : (parseMicro(limit.amount.amount) ?? null),
      limit.amount === null ? null : limit.period,
    );
  });
  await context.turn(() => showPushed(context, account, input, limit));
  return { account: account.name, sent, limit };
}

/** The list of limits shows it at once where it named this one before; a new one comes with the next sync. */
function showPushed(
  { book }: Context,
  { id }: ConnectedAccount,
  { scope, target }: InputOf<typeof limitsPush>,
  { amount, period }: OutputOf<typeof limitsPush>['limit'],
): void {
  book.accountLists.keepOneLimit(id, scope, target ?? '');
  book.accountLists.setLimit(
    id,
    scope,
    target ?? '',
    amount === null ? null : (parseMicro(amount.amount) ?? null),
    period,
  );
}

function pauseChange(
  { book }: Context,
  account: ConnectedAccount,
  input: InputOf<typeof keysPlanPause>,
): PauseChange {
  const project = book.accountLists.projectOfKey(account.id, input.key);
  if (project === undefined) {
    throw new Failure(
      'key_unknown',
      `${account.name} lists no key ${input.key}. Sync the account first, or look at its keys.`,
      { account: account.name, key: input.key },
    );
  }
  return { keyId: input.key, paused: input.paused, project };
}

/** What would be sent to pause a key, or to take it up again. Nothing is. */
export async function planPause(
  context: Context,
  input: InputOf<typeof keysPlanPause>,
): Promise<OutputOf<typeof keysPlanPause>> {
  const { account, provider } = await asked(context, input.account);
  const change = pauseChange(context, account, input);
  return planDoc(account.name, await pauseOf(account).planPause(provider, change));
}

/** Pauses a key at the provider, or takes it up again, and gives what it then says. */
export async function pauseKey(
  context: Context,
  input: InputOf<typeof keysPause>,
): Promise<OutputOf<typeof keysPause>> {
  const { account, provider } = await asked(context, input.account);
  const change = pauseChange(context, account, input);
  const pause = pauseOf(account);
  const sent = planDoc(account.name, await pause.planPause(provider, change));
  const status = await recorded(context, account, 'pause', input.key, sent, () =>
    pause.doPause(provider, change),
  );
  await context.turn(() =>
    context.book.accountLists.setKeyStatus(
      account.id,
      input.key,
      status === 'deleted' ? 'other' : status,
    ),
  );
  return { account: account.name, sent, status };
}

/** The line is written before anything is sent: a process that ends in between has said what it tried. */
async function recorded<T>(
  context: Context,
  account: ConnectedAccount,
  kind: 'limit' | 'pause',
  target: string | null,
  sent: PlannedWriteDoc,
  send: () => Promise<T>,
): Promise<T> {
  const { book, who } = context;
  const id = await context.turn(() =>
    book.transaction(() => {
      const detail = { target, method: sent.method, url: sent.url, body: sent.body };
      const action = kind === 'limit' ? 'push limit' : sent.words.code;
      audit(book, { at: context.now(), who, action, subject: account.name, detail });
      return book.accounts.addWrite(account.id, {
        kind,
        at: context.now(),
        who,
        target,
        sent: JSON.stringify(sent.words),
      }).id;
    }),
  );
  const outcome = (column: 'answered' | 'error', said: string) =>
    context.turn(() =>
      book.transaction(() => {
        column === 'answered'
          ? book.accounts.setAnswered(id, said)
          : book.accounts.setError(id, said);
        const detail = { target, [column]: said };
        audit(book, {
          at: context.now(),
          who,
          action: `${kind} read back`,
          subject: account.name,
          detail,
        });
      }),
    );
  try {
    const answer = await send();
    await outcome('answered', typeof answer === 'string' ? answer : JSON.stringify(answer));
    return answer;
  } catch (error) {
    await outcome('error', error instanceof Failure ? error.code : 'unexpected');
    throw error;
  }
}

/** What was sent for this account, newest first. */
export function accountWrites(book: Book, accountId: number): AccountDoc['writes'] {
  return book.accounts
    .writes(accountId)
    .map(({ sent, ...one }) => ({ ...one, words: JSON.parse(sent) as PlannedWriteDoc['words'] }));
}
