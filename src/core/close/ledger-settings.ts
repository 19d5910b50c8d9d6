import type { LedgerAccount as Account } from '../ledger/ledger-account.ts';
import { parseLedgerAccount } from '../ledger/ledger-text.ts';
import type { PackKey } from '../ledger/packs.ts';
import { ledgerValue } from '../ledger/set-rules.ts';
import type { JournalAccounts, LedgerAccount } from './journal.ts';

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
  /** The expense account of a tool that has one of its own. */
  readonly expenseFor: (tool: string | null) => Account | null;
  /** The expense account's code for a tool's charges; `null`: the default one. */
  readonly codeFor: (tool: string | null) => string | null;
  /** A team's cost centre: its own name where no code is set. */
  readonly costCentreOf: (team: string | null) => string | null;
};

/** Reads what charges say of the ledger. An account that neither a setting nor the chart names is empty. */
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
  const named = (key: PackKey): LedgerAccount =>
    coded(parseLedgerAccount(ledgerValue(valueFor, key)) ?? { code: '', name: '' });
  const others = new Map([...byTool.values()].map(coded).map((account) => [account.code, account]));
  const expenseFor = (tool: string | null): Account | null =>
    tool === null ? null : (byTool.get(tool.toLowerCase()) ?? null);
  return {
    accounts: {
      expense: named('ledger.expense'),
      others: [...others.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
      vendors: named('ledger.vendors'),
      claims: named('ledger.claims'),
    },
    costCentreOf: (team) => (team === null ? null : (byTeam.get(team.toLowerCase()) ?? team)),
    codeFor: (tool) => {
      const account = expenseFor(tool);
      return account && coded(account).code;
    },
    expenseFor,
  };
}

/** Where an account has no code, its name stands for it. */
const coded = ({ code, name }: Account): LedgerAccount => ({ code: code ?? name, name });

function parts(text: string): (readonly [string, Account] | null)[] {
  return text.split(';').map((part) => {
    const [tool = '', held = ''] = part.split('=');
    const account = parseLedgerAccount(held);
    return tool.trim() !== '' && account ? ([tool.trim().toLowerCase(), account] as const) : null;
  });
}

function centres(text: string): (readonly [string, string] | null)[] {
  return text.split(';').map((part) => {
    const [team = '', code = '', ...more] = part.split('=').map((one) => one.trim());
    const isCode = code !== '' && code.length <= 36 && more.length === 0;
    return team !== '' && isCode ? ([team.toLowerCase(), code] as const) : null;
  });
}
