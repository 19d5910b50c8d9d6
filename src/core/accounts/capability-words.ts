/** What an adapter says its provider can do. `person`, `key`, `team`, `project`, `workspace`, `organization` are what a limit holds for. */
export type LimitScope = 'person' | 'key' | 'team' | 'project' | 'workspace' | 'organization';

export type Capabilities = {
  readonly usage: boolean;
  /** `billed`: what the provider charges; `estimate`: worked out by a gateway; `none`. */
  readonly costs: 'billed' | 'estimate' | 'none';
  readonly members: boolean;
  readonly seats: boolean;
  readonly keys: boolean;
  readonly invoices: false;
  /** What a limit can be set for, the finest first; empty where the provider sets none. */
  readonly setLimit: readonly LimitScope[];
  readonly pauseKey: 'none' | 'reversible' | 'irreversible';
};

const SCOPE_WORDS: Readonly<Record<LimitScope, string>> = {
  person: 'a person',
  key: 'a key',
  team: 'a team',
  project: 'a project',
  workspace: 'a workspace',
  organization: 'the whole organization',
};

/**
 * The capabilities as short English sentences for the account's screen, with the way that works
 * where the provider tells nothing; the window shows the catalogue's text by `code`.
 */
export function capabilityWords(
  can: Capabilities,
): readonly { readonly code: string; readonly text: string }[] {
  const words: { code: string; text: string }[] = [];
  words.push(
    can.usage
      ? { code: 'usage', text: 'Tells who used what, by day.' }
      : { code: 'usage_none', text: 'Tells no usage: import agent logs or the console export.' },
  );
  if (can.costs === 'billed') words.push({ code: 'costs_billed', text: 'Tells what it charges.' });
  if (can.costs === 'estimate')
    words.push({ code: 'costs_estimate', text: 'Tells an estimate of costs, not a bill.' });
  if (can.costs === 'none')
    words.push({ code: 'costs_none', text: 'Tells no costs: enter seat prices, import invoices.' });
  words.push(
    can.seats
      ? { code: 'seats', text: 'Lists the seats.' }
      : { code: 'seats_none', text: 'Lists no seats: enter subscriptions by hand or from a file.' },
  );
  words.push({ code: 'invoices_none', text: 'Gives no invoices: drop the PDF here.' });
  words.push(
    can.setLimit.length > 0
      ? {
          code: 'limit',
          text: `Can limit ${can.setLimit.map((scope) => SCOPE_WORDS[scope]).join(', ')}.`,
        }
      : { code: 'limit_none', text: 'Cannot set a limit.' },
  );
  if (can.pauseKey === 'reversible')
    words.push({ code: 'pause', text: 'Can pause a key and take it up again.' });
  if (can.pauseKey === 'irreversible')
    words.push({ code: 'delete_key', text: 'Can only delete a key for good, not pause it.' });
  return words;
}
