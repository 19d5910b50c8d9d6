import { describe, expect, test } from 'vitest';
import {
  isAccountsByTool,
  isCostCentresByTeam,
  ledgerSettings,
} from '../../../src/core/close/ledger-settings.ts';
import { parseLedgerAccount } from '../../../src/core/ledger/ledger-text.ts';

const set = (more: Readonly<Record<string, string>> = {}) => {
  const values: Readonly<Record<string, string>> = {
    'ledger.expense': '6837 AI tools',
    'ledger.vendors': '3300 Vendors',
    'ledger.claims': '3720 Owed to people',
    'ledger.by-tool': 'none',
    'ledger.cost-centres': 'none',
    ...more,
  };
  return ledgerSettings((key) => values[key] ?? '');
};

describe('an account of the ledger', () => {
  test.each([
    ['6837 AI tools', '6837', 'AI tools'],
    ['  6837   AI tools ', '6837', 'AI tools'],
    ['A.1-b AI', 'A.1-b', 'AI'],
    [`${'1'.repeat(20)} A`, '1'.repeat(20), 'A'],
    ['Prepaid Expenses', null, 'Prepaid Expenses'],
    ['429 Software', '429', 'Software'],
    ['Parent:Sub', null, 'Parent:Sub'],
  ])('%j has the code %j and the name %j', (text, code, name) => {
    expect(parseLedgerAccount(text)).toEqual({ code, name });
  });

  test.each([
    [`${'1'.repeat(21)} A`],
    [`1 ${'a'.repeat(81)}`],
    ['6837'],
    ['6837 '],
    ['none'],
    [''],
  ])('%j is none', (text) => {
    expect(parseLedgerAccount(text)).toBeNull();
  });

  test('is what the chart proposes where none is set, and empty without a chart', () => {
    const none = { 'ledger.expense': 'none', 'ledger.vendors': 'none', 'ledger.claims': 'none' };
    expect(set({ ...none, 'ledger.pack': 'DE-SKR03' }).accounts.expense.code).toBe('4964');
    expect(set({ ...none, 'ledger.pack': 'US' }).accounts.expense).toEqual({
      code: 'Software',
      name: 'Software',
    });
    expect(set(none).accounts.expense).toEqual({ code: '', name: '' });
  });
});

describe('accounts by tool', () => {
  test.each([
    ['none', true],
    ['Cursor = 6838 Editors', true],
    ['Cursor = 6838 Editors; Claude=6839 Chat', true],
    ['= 6838 Editors', false],
    ['Cursor = 6838', false],
    ['Cursor = Software:Editors', true],
    ['Cursor', false],
    ['Cursor = 6838 Editors;', false],
    ['', false],
  ])('%j is taken: %s', (text, isTaken) => {
    expect(isAccountsByTool(text)).toBe(isTaken);
  });

  test('are found whatever their case; other tools, and none, have no code of their own', () => {
    const { codeFor, accounts } = set({
      'ledger.by-tool': ' Cursor = 6839 Editors; Claude = 6838 Chat; Codex = 6838 Chat',
    });
    expect(codeFor('CURSOR')).toBe('6839');
    expect(codeFor('claude')).toBe('6838');
    expect(codeFor('Copilot')).toBeNull();
    expect(codeFor(null)).toBeNull();
    expect(accounts.others).toEqual([
      { code: '6838', name: 'Chat' },
      { code: '6839', name: 'Editors' },
    ]);
    expect(set().codeFor('none')).toBeNull();
    expect(set().accounts.others).toEqual([]);
  });
});

describe('cost centres by team', () => {
  test.each([
    ['none', true],
    ['Sales = 4100', true],
    ['Sales = 4100; Support=S 42', true],
    [`Sales = ${'4'.repeat(36)}`, true],
    [`Sales = ${'4'.repeat(37)}`, false],
    ['Sales =', false],
    ['= 4100', false],
    ['Sales = 4100 = 5', false],
    ['Sales', false],
  ])('%j is taken: %s', (text, isTaken) => {
    expect(isCostCentresByTeam(text)).toBe(isTaken);
  });

  test('stand for the team whatever its case; without one the team’s own name does', () => {
    const { costCentreOf } = set({ 'ledger.cost-centres': 'Sales = 4100 ; Support = 4200' });
    expect(costCentreOf('SALES')).toBe('4100');
    expect(costCentreOf('support')).toBe('4200');
    expect(costCentreOf('Web')).toBe('Web');
    expect(costCentreOf(null)).toBeNull();
    expect(set().costCentreOf('none')).toBe('none');
  });
});
