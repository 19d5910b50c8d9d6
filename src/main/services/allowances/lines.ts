import type {
  allowanceEnd,
  allowanceLines,
  allowancePreset,
  allowancePresets,
  allowanceSet,
  LineDoc,
} from '../../../contract/allowances.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import {
  type AllowanceLine,
  checkLine,
  isSameKey,
  keyOf,
  type Scope,
} from '../../../core/allowances/allowance-line.ts';
import { type Preset, presetLines, presetPool, presets } from '../../../core/allowances/presets.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { addLine, endLine, heldLines } from '../../book/allowance-store.ts';
import { audit } from '../../book/audit.ts';
import { baseCurrency, type Context } from '../context.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';
import {
  lineShape,
  optionalShape,
  quantityShape,
  readLimit,
  readQuantity,
  readScope,
  scopeText,
  unitOf,
} from './allowance-shapes.ts';
import { knownDays } from './company-days.ts';
import { openDaysFrom, signature } from './decision.ts';
import { listPools } from './list-allowances.ts';
import { putPool } from './pools.ts';

/** Every line ever set, by scope, then by day. */
export function listLines(context: Context): OutputOf<typeof allowanceLines> {
  const lines = heldLines(context.book);
  const people = heldPeople(context.book);
  const { today } = knownDays(context);
  return {
    lines: lines
      .map((line) => lineDoc(line, lines, people, today))
      .sort((a, b) => (a.scope < b.scope ? -1 : a.scope > b.scope ? 1 : a.from < b.from ? -1 : 1)),
  };
}

function lineDoc(
  line: AllowanceLine,
  lines: readonly AllowanceLine[],
  people: readonly HeldPerson[],
  today: IsoDay,
): LineDoc {
  const holds = (one: AllowanceLine): boolean =>
    one.from <= today && (one.to === null || one.to >= today);
  const isReplaced = lines.some(
    (one) =>
      one !== line &&
      holds(one) &&
      isSameKey(keyOf(one), keyOf(line)) &&
      scopeText(one.scope, people) === scopeText(line.scope, people) &&
      (one.from > line.from || (one.from === line.from && Number(one.id) > Number(line.id))),
  );
  const { id, at, by, why } = line;
  return { id, ...lineShape(line, people), at, by, why, isInForce: holds(line) && !isReplaced };
}

/** Sets a line from a day on. */
export function setLine(
  context: Context,
  input: InputOf<typeof allowanceSet>,
): OutputOf<typeof allowanceLines> {
  const people = heldPeople(context.book);
  const currency = input.currency ?? baseCurrency(context);
  writeLines(context, people, [
    {
      scope: readScope(input.scope, people),
      modelClass: input.modelClass ?? 'all',
      cadence: input.cadence,
      limit: readLimit(input.limit, input.unit ?? 'money', currency),
      atLimit: input.atLimit ?? 'ask',
      informAt: readInformAt(input, currency),
      approver: input.approver ?? 'owner',
      carryOverPeriods: input.carryOver ?? 0,
      counts: input.counts ?? ['spend'],
      from: input.from,
      to: input.to ?? null,
      ...signature(context, input.why),
    },
  ]);
  return listLines(context);
}

/** Amounts at which to tell, the least first, each once. */
function readInformAt(
  { informAt = [], unit = 'money' }: InputOf<typeof allowanceSet>,
  currency: string,
): bigint[] {
  const amounts = informAt.map((text) => readQuantity(text, unit, currency).amount);
  return [...new Set(amounts)].sort((a, b) => (a < b ? -1 : 1));
}

function writeLines(
  context: Context,
  people: readonly HeldPerson[],
  lines: readonly Omit<AllowanceLine, 'id'>[],
): void {
  const { book } = context;
  const first = openDaysFrom(context);
  book.transaction(() => {
    for (const line of lines) {
      const refused = checkLine({ ...line, id: '' }, first);
      if (refused) throw refused;
      const id = addLine(book, line);
      audit(book, {
        at: line.at,
        who: context.who,
        action: 'set allowance',
        subject: scopeText(line.scope, people),
        detail: { id, ...lineShape({ ...line, id }, people), why: line.why },
      });
    }
  });
}

/** Sets the last day of a line. What held up to then is kept. */
export function endTheLine(
  context: Context,
  { id, to }: InputOf<typeof allowanceEnd>,
): OutputOf<typeof allowanceLines> {
  const { book } = context;
  const people = heldPeople(book);
  const first = openDaysFrom(context);
  book.transaction(() => {
    const line = heldLines(book).find((one) => one.id === id);
    if (!line) throw new Failure('allowance_missing', `There is no allowance line ${id}.`, { id });
    const refused = checkLine({ ...line, to, from: line.from < first ? first : line.from }, first);
    if (refused) throw refused;
    endLine(book, id, to);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'end allowance',
      subject: scopeText(line.scope, people),
      detail: { id, before: line.to, after: to },
    });
  });
  return listLines(context);
}

const PRESET_TEXT: Readonly<Record<string, string>> = {
  'start-low': '100 to 200 a month per person to start with, more on request',
  'flagship-apart': '400 a month per person, the flagship class capped apart, more on request',
  weekly: '50 a week per person, with top-ups',
  'team-pool': 'A pool per team and month that the manager slices by role',
  'general-cap': 'A general cap; going over it needs the supervisor',
  'tokens-once': '100,000,000 tokens per person, once',
  'claims-yearly': '1,000 a year per person for claims',
  unlimited: 'Unlimited: it watches and informs only',
};

/** The policies to start from. */
export function listPresets(_context: Context): OutputOf<typeof allowancePresets> {
  return {
    presets: presets.map((preset) => {
      const first = preset.lines[0];
      return {
        id: preset.id,
        text: PRESET_TEXT[preset.id] ?? preset.id,
        choices: first
          ? preset.choices.map((amount) => quantityShape(amount, unitOf(first.limit)))
          : [],
        lines: preset.lines.map(({ modelClass, cadence, limit, atLimit, approver }) => ({
          modelClass,
          cadence,
          limit: optionalShape(limit.amount, unitOf(limit)),
          atLimit,
          approver,
        })),
        slices:
          preset.pool?.roleSlices.map((amount) =>
            quantityShape(amount, { unit: 'money', currency: preset.pool?.currency ?? '' }),
          ) ?? [],
      };
    }),
  };
}

export function presetNamed(id: string): Preset {
  const found = presets.find((one) => one.id === id);
  if (found) return found;
  const known = presets.map((one) => one.id).join(', ');
  throw new Failure('preset_missing', `There is no preset ${id}. There are ${known}.`, {
    id,
    known,
  });
}

/** A preset's lines with the amount and currency that the owner picked in place of its own. */
export function linesOfPreset(
  preset: Preset,
  scope: Scope,
  decision: { from: IsoDay; at: string; by: string; why: string },
  picked: {
    readonly limit?: string | undefined;
    readonly limits?: readonly string[] | undefined;
    readonly currency?: string | undefined;
  },
): AllowanceLine[] {
  const typed = picked.limits ?? (picked.limit === undefined ? [] : [picked.limit]);
  refuseTooMany(preset.lines.length, typed);
  return presetLines(preset, scope, decision).map((line, index) => {
    if (line.limit.unit === 'tokens') {
      return typed[index] ? { ...line, limit: readLimit(typed[index], 'tokens', '') } : line;
    }
    const currency = (picked.currency || line.limit.currency).toUpperCase();
    if (!typed[index]) return { ...line, limit: { ...line.limit, currency } };
    return { ...line, limit: readLimit(typed[index], 'money', currency) };
  });
}

function refuseTooMany(limits: number, typed: readonly string[]): void {
  if (typed.length <= limits) return;
  throw new Failure(
    'wrong_usage',
    `The preset has ${limits === 1 ? '1 limit' : `${limits} limits`}, and ${typed.length} were typed.`,
    {},
  );
}

/** Sets a preset's lines for a scope, or its pool for a team with a slice per role. */
export function applyPreset(
  context: Context,
  input: InputOf<typeof allowancePreset>,
): OutputOf<typeof allowancePreset> {
  const people = heldPeople(context.book);
  const preset = presetNamed(input.preset);
  const scope = readScope(input.scope ?? 'company', people);
  const isTyped = [input.limit, ...(input.limits ?? []), ...(input.slices ?? [])].some(Boolean);
  const named = PRESET_TEXT[preset.id] ?? preset.id;
  const why = input.why || (isTyped ? `${named}; with other amounts` : named);
  const decision = { from: input.from, ...signature(context, why) };
  if (preset.pool === null) {
    writeLines(context, people, linesOfPreset(preset, scope, decision, input));
    return { ...listLines(context), ...listPools(context, { day: input.from }) };
  }
  if (scope.kind !== 'team') {
    throw new Failure(
      'preset_needs_team',
      'This preset is a team’s pool. Name the team: --scope team:NAME.',
      { id: preset.id },
    );
  }
  const team = people.filter(
    (one) => one.team === scope.team && (one.endDay === null || one.endDay >= input.from),
  );
  const roles = (input.roles?.length ? input.roles : rolesOf(team)).map((role) => ({
    role,
    heads: team.filter((one) => one.role?.toLowerCase() === role.toLowerCase()).length,
  }));
  const currency = (input.currency || preset.pool.currency).toUpperCase();
  const roleSlices = slicesOf(preset.pool.roleSlices, input.slices ?? [], currency);
  const made = presetPool(
    { ...preset, pool: { currency, roleSlices } },
    scope.team,
    roles,
    decision,
  );
  if (made === null || made.slices.length === 0) {
    throw new Failure(
      'team_without_roles',
      `Nobody in ${scope.team} has a role yet. Give the team's people their roles first.`,
      { team: scope.team },
    );
  }
  const typed = input.limits ?? (input.limit === undefined ? [] : [input.limit]);
  refuseTooMany(1, typed);
  const limit = typed[0] ? readQuantity(typed[0], 'money', currency) : made.pool.limit;
  context.book.transaction(() => putPool(context, { ...made.pool, limit }, made.slices));
  return { ...listLines(context), ...listPools(context, { day: input.from }) };
}

/** The preset's slices with the typed ones in their place, and those that were typed beyond them. */
function slicesOf(
  own: readonly bigint[],
  typed: readonly string[],
  currency: string,
): readonly bigint[] {
  // A role beyond the preset's slices for which nothing was typed gets none.
  const count = Math.max(own.length, typed.findLastIndex((one) => one !== '') + 1);
  return Array.from({ length: count }, (_, index) =>
    typed[index]
      ? (readQuantity(typed[index], 'money', currency).amount ?? 0n)
      : (own[index] ?? 0n),
  );
}

/** The roles of a team in the alphabet's order. */
function rolesOf(team: readonly HeldPerson[]): string[] {
  const roles = new Set(team.flatMap(({ role }) => (role === null ? [] : [role])));
  return [...roles].sort((a, b) => a.localeCompare(b, 'en'));
}
