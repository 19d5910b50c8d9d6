import type { IsoDay } from '../calendar.ts';
import { MICRO } from '../money.ts';
import type { AllowanceLine, Scope } from './allowance-line.ts';
import type { Pool, PoolSlice } from './pool.ts';

type PresetLine = Pick<
  AllowanceLine,
  | 'modelClass'
  | 'cadence'
  | 'limit'
  | 'atLimit'
  | 'informAt'
  | 'approver'
  | 'carryOverPeriods'
  | 'counts'
>;

/** A policy to start from: lines for everyone, or a pool with a slice per role. */
export type Preset = {
  readonly id: string;
  /** What the owner may pick the first line's limit from, lowest first; empty where it is as it stands. */
  readonly choices: readonly bigint[];
  readonly lines: readonly PresetLine[];
  /** Slices per person and month, for as many roles of the team as the owner names. */
  readonly pool: {
    readonly currency: string;
    readonly roleSlices: readonly bigint[];
  } | null;
};

const units = (amount: number): bigint => BigInt(amount) * MICRO;

const line = (
  amount: number | null,
  cadence: PresetLine['cadence'],
  more: Partial<PresetLine> = {},
): PresetLine => ({
  modelClass: 'all',
  cadence,
  limit: { unit: 'money', amount: amount === null ? null : units(amount), currency: 'USD' },
  atLimit: 'ask',
  informAt: [],
  approver: 'owner',
  carryOverPeriods: 0,
  counts: ['spend'],
  ...more,
});

/** Policies that companies have used, as figures an owner picks and then changes. */
export const presets: readonly Preset[] = [
  {
    id: 'start-low',
    choices: [units(100), units(150), units(200)],
    lines: [line(100, 'month')],
    pool: null,
  },
  {
    id: 'flagship-apart',
    choices: [],
    lines: [line(400, 'month'), line(200, 'month', { modelClass: 'flagship' })],
    pool: null,
  },
  { id: 'weekly', choices: [], lines: [line(50, 'week')], pool: null },
  {
    id: 'team-pool',
    choices: [],
    lines: [],
    pool: { currency: 'CNY', roleSlices: [units(7000), units(5250), units(1000)] },
  },
  {
    id: 'general-cap',
    choices: [units(300), units(500), units(1000)],
    lines: [line(500, 'month', { approver: 'manager' })],
    pool: null,
  },
  {
    id: 'tokens-once',
    choices: [],
    lines: [line(null, 'once', { limit: { unit: 'tokens', amount: 100_000_000n } })],
    pool: null,
  },
  {
    id: 'claims-yearly',
    choices: [],
    lines: [line(1000, 'year', { counts: ['claims'] })],
    pool: null,
  },
  { id: 'unlimited', choices: [], lines: [line(null, 'month', { atLimit: 'inform' })], pool: null },
];

/** Who sets what from when, as it will be written beside each line. */
export type PresetDecision = {
  readonly from: IsoDay;
  readonly at: string;
  readonly by: string;
  readonly why: string;
};

/** A preset's lines for a scope, ready to be checked and set. */
export function presetLines(
  preset: Preset,
  scope: Scope,
  decision: PresetDecision,
): AllowanceLine[] {
  return preset.lines.map((one, index) => ({
    ...one,
    ...decision,
    id: `${preset.id}-${index + 1}@${decision.from}`,
    scope,
    to: null,
  }));
}

/**
 * A preset's pool for a team and its slices, the roles in the order of the slices (a role too many gets none). The pool holds
 * what the slices of so many people (`heads`, per role) come to.
 */
export function presetPool(
  preset: Preset,
  team: string,
  roles: readonly { readonly role: string; readonly heads: number }[],
  decision: PresetDecision,
): { readonly pool: Pool; readonly slices: readonly PoolSlice[] } | null {
  if (preset.pool === null) return null;
  const { currency, roleSlices } = preset.pool;
  const id = `${preset.id}-${team}@${decision.from}`;
  const given = roles.slice(0, roleSlices.length).map(({ role, heads }, index) => ({
    role,
    heads,
    amount: roleSlices[index] ?? 0n,
  }));
  const amount = given.reduce((sum, one) => sum + one.amount * BigInt(one.heads), 0n);
  return {
    pool: {
      ...decision,
      id,
      team,
      modelClass: 'all',
      cadence: 'month',
      limit: { unit: 'money', amount, currency },
      atLimit: 'ask',
      carryOverPeriods: 0,
      counts: ['spend'],
      to: null,
    },
    slices: given.map((one) => ({
      ...decision,
      id: `${id}-${one.role}`,
      poolId: id,
      holder: { kind: 'role', role: one.role },
      amount: one.amount,
      to: null,
    })),
  };
}
