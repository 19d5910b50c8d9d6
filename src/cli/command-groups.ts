import type { Command } from 'commander';

type Group = {
  /** The commands that it adds, as they are called. */
  readonly names: readonly string[];
  readonly add: (program: Command) => Promise<void>;
};

/**
 * All commands, in the order of the help. A command's group is loaded when it is called, since loading
 * them all takes longer than most of them work.
 */
export const COMMAND_GROUPS: readonly Group[] = [
  {
    names: ['init', 'settings'],
    add: async (program) => (await import('./commands/company.ts')).addCompanyCommands(program),
  },
  {
    names: ['people', 'identities'],
    add: async (program) =>
      (await import('./commands/people.ts')).addPeopleAndIdentityCommands(program),
  },
  {
    names: ['kinds', 'baseline'],
    add: async (program) => (await import('./commands/kinds.ts')).addKindCommands(program),
  },
  {
    names: ['models', 'prices'],
    add: async (program) => (await import('./commands/models.ts')).addModelCommands(program),
  },
  {
    names: ['plans'],
    add: async (program) => (await import('./commands/plans.ts')).addPlanCommands(program),
  },
  {
    names: ['accounts', 'sync'],
    add: async (program) => (await import('./commands/accounts.ts')).addAccountCommands(program),
  },
  {
    names: ['mappings', 'agents', 'import', 'imports'],
    add: async (program) => (await import('./commands/imports.ts')).addImportCommands(program),
  },
  {
    names: ['trackers'],
    add: async (program) => (await import('./commands/trackers.ts')).addTrackerCommands(program),
  },
  {
    names: ['output'],
    add: async (program) => (await import('./commands/output.ts')).addOutputCommands(program),
  },
  {
    names: ['overview', 'seats', 'verdict', 'worth', 'usage', 'unassigned'],
    add: async (program) => (await import('./commands/month.ts')).addMonthCommands(program),
  },
  {
    names: ['allowance'],
    add: async (program) =>
      (await import('./commands/allowances.ts')).addAllowanceCommands(program),
  },
  {
    names: ['budget', 'forecast', 'calendar', 'signals'],
    add: async (program) => (await import('./commands/budget.ts')).addBudgetCommands(program),
  },
  {
    names: ['asset'],
    add: async (program) => (await import('./commands/assets.ts')).addAssetCommands(program),
  },
  {
    names: ['trial'],
    add: async (program) => (await import('./commands/trials.ts')).addTrialCommands(program),
  },
  {
    names: ['decision'],
    add: async (program) => (await import('./commands/decisions.ts')).addDecisionCommands(program),
  },
  {
    names: ['invoices', 'reconcile'],
    add: async (program) => (await import('./commands/invoices.ts')).addInvoiceCommands(program),
  },
  {
    names: ['ledger', 'vendors'],
    add: async (program) => (await import('./commands/ledger.ts')).addLedgerCommands(program),
  },
  {
    names: ['renewals'],
    add: async (program) => (await import('./commands/renewals.ts')).addRenewalCommands(program),
  },
  {
    names: ['rates'],
    add: async (program) => (await import('./commands/rates.ts')).addRateCommands(program),
  },
  {
    names: ['audit', 'verify'],
    add: async (program) => (await import('./commands/book.ts')).addBookCommands(program),
  },
  {
    names: ['claim'],
    add: async (program) => (await import('./commands/claims.ts')).addClaimCommands(program),
  },
  {
    names: ['close', 'correct', 'export', 'warehouse'],
    add: async (program) => (await import('./commands/close.ts')).addCloseCommands(program),
  },
  {
    names: ['mine'],
    add: async (program) => (await import('./commands/mine.ts')).addMineCommands(program),
  },
  {
    names: ['access'],
    add: async (program) => (await import('./commands/access.ts')).addAccessCommands(program),
  },
  {
    names: ['invite', 'join', 'pair', 'packets', 'sync-folder', 'keys'],
    add: async (program) => (await import('./commands/packets.ts')).addPacketCommands(program),
  },
  {
    names: ['backup', 'restore', 'salvage'],
    add: async (program) => (await import('./commands/backup.ts')).addBackupCommands(program),
  },
];

/** Adds the commands that these arguments can mean: those of one group, or all where none is named first. */
export async function addCommandsFor(program: Command, args: readonly string[]): Promise<void> {
  const called = commandIn(args);
  const group = COMMAND_GROUPS.find(({ names }) => called !== null && names.includes(called));
  for (const one of group === undefined ? COMMAND_GROUPS : [group]) await one.add(program);
}

/** The first word that is no option of the program and no value of one. */
function commandIn(args: readonly string[]): string | null {
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (!word.startsWith('-')) return word;
    if (word === '--book' || word === '--as') at += 1;
  }
  return null;
}
