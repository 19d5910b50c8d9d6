import type { allowanceWhatIf } from '../../../contract/allowance-policy.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { type AllowanceLine, checkLine } from '../../../core/allowances/allowance-line.ts';
import { type WhatIfHit, whatIf } from '../../../core/allowances/what-if.ts';
import { addMonths, firstDay, type IsoDay, lastDay, monthOf } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { Context } from '../context.ts';
import { personShape } from '../people/people.ts';
import { AllowanceFacts, allowancePerson } from './allowance-facts.ts';
import { quantityShape, readLimit, readScope, scopeText, unitOf } from './allowance-shapes.ts';
import { signature } from './decision.ts';
import { linesOfPreset, presetNamed } from './lines.ts';
import { isEmployed } from './list-allowances.ts';
import { outputDays } from './output-days.ts';
import { personDays } from './person-days.ts';

/** Who would have reached a policy's limits in the last months, when, and what output was logged by then. */
export function showWhatIf(
  context: Context,
  input: InputOf<typeof allowanceWhatIf>,
): OutputOf<typeof allowanceWhatIf> {
  const facts = new AllowanceFacts(context);
  const { known } = facts;
  const running = monthOf(known.today);
  const lastWhole = lastDay(monthOf(known.lastWhole)) <= known.lastWhole;
  const month =
    input.month ??
    addMonths(monthOf(known.lastWhole), lastWhole || monthOf(known.lastWhole) < running ? 0 : -1);
  const to = lastDay(month);
  const from = firstDay(addMonths(month, 1 - (input.months ?? 6)));
  const lines = linesToTry(context, facts, input, from);
  const spend = personDays(context, facts.reader, from, to);
  const output = outputDays(context.book, from, to);
  const people = facts.people.filter((one) => isEmployed(one, from, to));
  const waiting = new Set<string>();
  const hits = whatIf({
    lines,
    from,
    to,
    people: people.map((one) => ({
      ...allowancePerson(one),
      spend: (spend.get(one.id) ?? []).filter(({ day }) => day <= to),
      output: output.get(one.email.toLowerCase()) ?? [],
    })),
    calendar: facts.calendar,
    baseCurrency: facts.base,
    convert: (micro, one, other, day) => {
      const converted = facts.convert(micro, one, other, day);
      if (converted === null) waiting.add(monthOf(day));
      return converted;
    },
  });
  return {
    from,
    to,
    people: people.length,
    affected: new Set(hits.map(({ person }) => person.id)).size,
    hits: facts.people.flatMap(({ id }) =>
      hits.filter(({ person }) => person.id === String(id)).flatMap((hit) => hitShape(facts, hit)),
    ),
    waitingForRate: [...waiting].sort(),
  };
}

function linesToTry(
  context: Context,
  facts: AllowanceFacts,
  input: InputOf<typeof allowanceWhatIf>,
  from: IsoDay,
): AllowanceLine[] {
  const decision = { from, ...signature(context, '') };
  const tried = (input.lines ?? []).map((draft, index): AllowanceLine => {
    const line: AllowanceLine = {
      id: String(index),
      scope: readScope(draft.scope, facts.people),
      modelClass: draft.modelClass ?? 'all',
      cadence: draft.cadence,
      limit: readLimit(draft.limit, draft.unit ?? 'money', draft.currency ?? facts.base),
      atLimit: draft.atLimit ?? 'ask',
      informAt: [],
      approver: draft.approver ?? 'owner',
      carryOverPeriods: draft.carryOver ?? 0,
      counts: draft.counts ?? ['spend'],
      to: null,
      ...decision,
    };
    const refused = checkLine(line, from);
    if (refused) throw refused;
    return line;
  });
  if (input.preset !== undefined) {
    const preset = presetNamed(input.preset);
    const scope = readScope(input.scope ?? 'company', facts.people);
    tried.push(...linesOfPreset(preset, scope, decision, input));
  }
  if (tried.length > 0) return tried;
  throw new Failure(
    'what_if_without_lines',
    'There is nothing to try: choose a preset with limits, or a line.',
    {},
  );
}

function hitShape(facts: AllowanceFacts, hit: WhatIfHit): OutputOf<typeof allowanceWhatIf>['hits'] {
  const person = facts.people.find(({ id }) => String(id) === hit.person.id);
  if (!person) return [];
  const unit = unitOf(hit.line.limit);
  return [
    {
      person: personShape(person),
      scope: scopeText(hit.line.scope, facts.people),
      modelClass: hit.key.modelClass,
      cadence: hit.key.cadence,
      counts: [...hit.line.counts],
      period: hit.period,
      limit: quantityShape(hit.limit, unit),
      day: hit.day,
      beyond: quantityShape(hit.beyond, unit),
      outputInPeriod: hit.outputInPeriod,
      outputSoFar: hit.outputSoFar,
    },
  ];
}
