import { Failure } from '../failure.ts';
import type { JournalAccounts, LedgerAccount } from './journal.ts';

/** An account as it is set: its code, a space, its name (`6837 AI tools`). */
const ACCOUNT = /^\s*([\w.-]{1,20})\s+(\S.{0,79})\s*$/;

export function isLedgerAccount(text: string): boolean {
  return ACCOUNT.test(text);
}

/** Accounts by tool as they are set: `Cursor = 6838 Editors; Claude = 6839 Chat`. */
export function isAccountsByTool(text: string): boolean {
  return text === 'none' || parts(text).every((part) => part !== null);
}

/** Cost centres by team as they are set: `Sales = 4100; Support = 4200`. */
export function isCostCentresByTeam(text: string): boolean {
  return text === 'none' || centres(text).every((part) => part !== null);
}

export type LedgerSettings = {
  readonly accounts: JournalAccounts;
  /** The expense account's code for a tool's charges; `null`: the default one. */
  readonly codeFor: (tool: string | null) => string | null;
  /** A team's cost centre: its own name where no code is set. */
  readonly costCentreOf: (team: string | null) => string | null;
};

/** Reads the settings of the ledger. `setting_refused` where one is not as it should be. */
export function ledgerSettings(valueFor: (key: string) => string): LedgerSettings {
  const byTool = new Map(
    valueFor('ledger.by-tool') === 'none'
      ? []
      : parts(valueFor('ledger.by-tool')).flatMap((part) => (part ? [part] : [])),
  );
  const byTeam = new Map(
    valueFor('ledger.cost-centres') === 'none'
      ? []
      : centres(valueFor('ledger.cost-centres')).flatMap((part) => (part ? [part] : [])),
  );
  const others = new Map([...byTool.values()].map((account) => [account.code, account]));
  return {
    accounts: {
      expense: account(valueFor('ledger.expense')),
      others: [...others.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
      vendors: account(valueFor('ledger.vendors')),
      claims: account(valueFor('ledger.claims')),
    },
    costCentreOf: (team) => (team === null ? null : (byTeam.get(team.toLowerCase()) ?? team)),
    codeFor: (tool) => (tool === null ? null : (byTool.get(tool.toLowerCase())?.code ?? null)),
  };
}

function account(text: string): LedgerAccount {
  const [, code, name] = ACCOUNT.exec(text) ?? [];
  if (code === undefined || name === undefined) {
    throw new Failure('setting_refused', `An account is a code and a name, not "${text}".`, {
      value: text,
      expects: 'a code and a name, such as 6837 AI tools',
    });
  }
  return { code, name: name.trim() };
}

function parts(text: string): (readonly [string, LedgerAccount] | null)[] {
  return text.split(';').map((part) => {
    const [tool = '', held = ''] = part.split('=');
    return tool.trim() !== '' && isLedgerAccount(held)
      ? ([tool.trim().toLowerCase(), account(held)] as const)
      : null;
  });
}

function centres(text: string): (readonly [string, string] | null)[] {
  return text.split(';').map((part) => {
    const [team = '', code = '', ...more] = part.split('=').map((one) => one.trim());
    const isCode = code !== '' && code.length <= 36 && more.length === 0;
    return team !== '' && isCode ? ([team.toLowerCase(), code] as const) : null;
  });
}
