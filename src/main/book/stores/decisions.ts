import type { DecisionKind } from '../../../core/decisions/decision.ts';
import type { Lean, VerdictWord } from '../../../core/verdict/company-verdicts.ts';
import { flag, micro, optional, type RowOf, real, text, whole, word } from '../columns.ts';
import { change, rows, sole, sql } from '../statement.ts';

const decision = {
  id: whole,
  day: text,
  fromDay: text,
  personId: whole,
  tool: optional(text),
  kind: word<DecisionKind>(),
  toMicro: optional(micro),
  expectedMicro: optional(micro),
  isHandedOn: flag,
  why: text,
  at: text,
  byName: text,
  verdict: optional(word<VerdictWord>()),
  lean: optional(word<Lean>()),
  p: optional(real),
  allowanceId: optional(whole),
  step: optional(word<'confirm' | 'take-back'>()),
  stepDay: optional(text),
  stepBy: optional(text),
  stepWhy: optional(text),
};
const pace = { decisionId: whole, tool: text, micro };

/** A decision with what was said of it later, where it was. */
export type HeldDecision = RowOf<typeof decision>;
type NewDecision = Omit<HeldDecision, 'id' | 'step' | 'stepDay' | 'stepBy' | 'stepWhy'>;

/** Decisions on seats, what they were held against, and what was said of them later. */
export const decisions = {
  all: rows(
    decision,
    () => sql`
      SELECT decision.id, decision.day, from_day AS fromDay, person_id AS personId, tool, decision.kind,
        to_micro AS toMicro, expected_micro AS expectedMicro, is_handed_on AS isHandedOn,
        decision.why, decision.at, decision.by_name AS byName, verdict, lean, p,
        allowance_id AS allowanceId, step.kind AS step, step.day AS stepDay,
        step.by_name AS stepBy, step.why AS stepWhy
      FROM decision LEFT JOIN decision_step AS step ON step.decision_id = decision.id
      ORDER BY decision.id`,
  ),
  paces: rows(pace, () => sql`SELECT decision_id AS decisionId, tool, micro FROM decision_pace`),
  isAnyOf: sole(
    flag,
    (personId: number) => sql`SELECT EXISTS (SELECT 1 FROM decision WHERE person_id = ${personId})`,
  ),
  add: change(
    (one: NewDecision) => sql`
      INSERT INTO decision (day, from_day, person_id, tool, kind, to_micro, expected_micro, is_handed_on,
        why, at, by_name, verdict, lean, p, allowance_id)
      VALUES (${one.day}, ${one.fromDay}, ${one.personId}, ${one.tool}, ${one.kind}, ${one.toMicro},
        ${one.expectedMicro}, ${one.isHandedOn ? 1 : 0}, ${one.why}, ${one.at}, ${one.byName},
        ${one.verdict}, ${one.lean}, ${one.p}, ${one.allowanceId})`,
  ),
  addPace: change(
    (decisionId: number, tool: string, amount: bigint) => sql`
      INSERT INTO decision_pace (decision_id, tool, micro) VALUES (${decisionId}, ${tool}, ${amount})`,
  ),
  settle: change(
    (
      decisionId: number,
      kind: 'confirm' | 'take-back',
      said: {
        readonly day: string;
        readonly why: string;
        readonly at: string;
        readonly by: string;
      },
    ) => sql`
      INSERT INTO decision_step (decision_id, kind, day, why, at, by_name)
      VALUES (${decisionId}, ${kind}, ${said.day}, ${said.why}, ${said.at}, ${said.by})`,
  ),
};
