import { Failure } from '../../core/failure.ts';
import { type Micro, microText } from '../../core/money.ts';
import type {
  LimitChange,
  PauseActions,
  PauseChange,
  PlannedWrite,
  ProviderContext,
  SyncNote,
} from './provider.ts';
import type { Answer } from './provider-client.ts';

/** A write to a provider as the adapter words it; planning and doing use the same one. */
export type WriteSpec = {
  readonly method: PlannedWrite['method'];
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly words: SyncNote;
  readonly reversible: boolean;
};

/** What exactly would be sent. Nothing is. */
export function planned({ client }: ProviderContext, spec: WriteSpec): PlannedWrite {
  return {
    method: spec.method,
    url: client.urlOf(spec.path),
    body: spec.body === null ? null : JSON.stringify(spec.body),
    words: spec.words,
    reversible: spec.reversible,
  };
}

/** Sends it once. */
export function sendWrite({ client }: ProviderContext, spec: WriteSpec): Promise<Answer> {
  return client.send({
    method: spec.method,
    path: spec.path,
    writes: true,
    ...(spec.body === null ? {} : { body: JSON.stringify(spec.body) }),
  });
}

/** An amount as a whole number of a provider's unit (a cent is 10,000 micros, a dollar 1,000,000). */
export function wholeUnits(amountMicro: Micro, unitMicro: bigint, unit: string): number {
  if (amountMicro >= 0n && amountMicro % unitMicro === 0n) return Number(amountMicro / unitMicro);
  throw new Failure(
    'limit_not_whole',
    `This provider takes limits in whole ${unit} only, not ${microText(amountMicro)}.`,
    { unit, amount: microText(amountMicro) },
  );
}

export function limitNotPossible(provider: string, change: LimitChange): Failure {
  return new Failure(
    'limit_not_possible',
    `${provider} cannot set a limit for this ${change.scope} and period. Set one that it can, or keep the allowance here only.`,
    { provider, scope: change.scope, period: change.period },
  );
}

/** After a write, the provider shows something else than what was sent. */
export function notReadBack(provider: string): Failure {
  return new Failure(
    'write_not_confirmed',
    `${provider} took the change, but does not show it. Look at its console before you try again.`,
    { provider, plan: 'ask' },
  );
}

/** The words of a limit that would be set. */
export function limitWords(change: LimitChange): SyncNote {
  const amount = change.amountMicro === null ? null : microText(change.amountMicro);
  const whom = change.target === null ? change.scope : `${change.scope} ${change.target}`;
  return {
    code: amount === null ? 'limit_removed' : 'limit_set',
    text:
      amount === null
        ? `Remove the limit of ${whom}.`
        : `Set the limit of ${whom} to ${amount} ${change.currency} per ${change.period}.`,
    details: { scope: change.scope, target: change.target, amount, period: change.period },
  };
}

/** Pausing a key that can be made active again: sent once, then read back by `stateOf`. */
export function reversiblePause(
  provider: string,
  specOf: (change: PauseChange) => WriteSpec,
  stateOf: (context: ProviderContext, keyId: string) => Promise<string | null | undefined>,
): PauseActions {
  return {
    planPause: async (context, change) => planned(context, specOf(change)),
    doPause: async (context, change) => {
      await sendWrite(context, specOf(change));
      const wanted = change.paused ? 'paused' : 'active';
      if ((await stateOf(context, change.keyId)) !== wanted) throw notReadBack(provider);
      return wanted;
    },
  };
}
