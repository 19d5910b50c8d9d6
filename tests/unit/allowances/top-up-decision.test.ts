import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beforeOpen,
  isOwner,
  type TopUpDecision,
  type TopUpToDecide,
  topUpRefusal,
  topUpToEnd,
} from '../../../src/core/allowances/top-up-decision.ts';
import { Failure } from '../../../src/core/failure.ts';

const asked: TopUpToDecide = {
  id: 4,
  state: 'asked',
  day: '2026-06-10',
  personNames: ['Mira Sol', 'mira@atelier.example'],
};
const approval: TopUpDecision = { decision: 'approve', as: 'owner', by: 'Ines', why: '' };
const rules = { owners: 'none', openFrom: '2026-06-01' };

const codeOf = (
  request: Partial<TopUpToDecide> = {},
  decision: Partial<TopUpDecision> = {},
  more: Partial<typeof rules> = {},
) =>
  topUpRefusal({ ...asked, ...request }, { ...approval, ...decision }, { ...rules, ...more })
    ?.code ?? null;

describe('a decision on a request for more', () => {
  test('is taken once', () => {
    for (const state of ['approved', 'rejected', 'withdrawn'] as const) {
      for (const decision of ['approve', 'reject', 'withdraw'] as const) {
        expect(codeOf({ state }, { decision, why: 'x' })).toBe('top_up_decided');
      }
    }
    expect(codeOf()).toBe(null);
  });

  test('says why where it is a rejection, and only there', () => {
    expect(codeOf({}, { decision: 'reject' })).toBe('reason_needed');
    expect(codeOf({}, { decision: 'reject', why: 'too much' })).toBe(null);
    expect(codeOf({}, { decision: 'withdraw' })).toBe(null);
  });

  test("is never a person's own, by name or address, except to withdraw", () => {
    for (const by of ['mira sol', ' Mira Sol ', 'MIRA@atelier.example']) {
      expect(codeOf({}, { by })).toBe('top_up_own_decision');
      expect(codeOf({}, { by, decision: 'reject', why: 'x' })).toBe('top_up_own_decision');
      expect(codeOf({}, { by, decision: 'withdraw' })).toBe(null);
    }
  });

  test('reaches back to the first open day and no further; a rejection changes nothing there', () => {
    expect(codeOf({ day: '2026-06-01' })).toBe(null);
    expect(codeOf({ day: '2026-05-31' })).toBe('allowance_rewrites_history');
    expect(codeOf({ day: '2026-05-31' }, { decision: 'reject', why: 'x' })).toBe(null);
  });

  test("in the owner's place takes an owner; in the manager's anybody may try", () => {
    const owners = 'Ines, Bo';
    expect(codeOf({}, { by: 'bo' }, { owners })).toBe(null);
    expect(codeOf({}, { by: 'Cleo' }, { owners })).toBe('not_owner');
    expect(codeOf({}, { by: 'Cleo', as: 'manager' }, { owners })).toBe(null);
    expect(codeOf({}, { by: 'Cleo' }, { owners: 'none' })).toBe(null);
  });
});

test('an owner is named among commas, whatever the case and the spaces, and never by a part of a name', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[A-Za-z]{2,8}$/), { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      (names, at) => {
        const name = names[at % names.length] ?? '';
        fc.pre(!names.some((one) => one.toLowerCase() === 'none'));
        expect(isOwner(names.join(' , '), ` ${name.toUpperCase()}`)).toBe(true);
        expect(isOwner(names.join(','), `${name}+`)).toBe(false);
      },
    ),
  );
});

test('a change on the first open day counts, one on the day before is refused with both days', () => {
  expect(beforeOpen('2026-03-01', '2026-03-01')).toBe(null);
  expect(beforeOpen('2026-02-28', '2026-03-01')).toMatchObject({
    code: 'allowance_rewrites_history',
    details: { from: '2026-02-28', openFrom: '2026-03-01' },
  });
});

test('a permanent top-up is taken back from its first day on, once', () => {
  const standing = { day: '2026-04-05', isEnded: false };
  expect(topUpToEnd(7, standing, '2026-04-05')).toBe(standing);
  expect(topUpToEnd(7, standing, '2026-04-04')).toMatchObject({ code: 'dates_reversed' });
  expect(topUpToEnd(7, { ...standing, isEnded: true }, '2026-05-01')).toMatchObject({
    code: 'top_up_not_permanent',
  });
  expect(topUpToEnd(7, null, '2026-05-01')).toBeInstanceOf(Failure);
});
