import { describe, expect, test } from 'vitest';
import { settingRules } from '../../src/core/settings.ts';

const takes = (key: string, value: string): boolean | undefined =>
  settingRules[key]?.accepts(value);

describe('settings', () => {
  test('every default is one that its own rule takes, but for the name that nobody can guess', () => {
    const refused = Object.entries(settingRules)
      .filter(([, rule]) => !rule.accepts(rule.default))
      .map(([key]) => key);
    expect(refused).toEqual(['company.name']);
  });

  test('every rule says in words what it takes', () => {
    for (const rule of Object.values(settingRules)) expect(rule.expects).not.toBe('');
    expect(settingRules['verdict.window']?.expects).toBe('a whole number from 1 to 24');
    expect(settingRules['verdict.required-uplift']?.expects).toBe('a number from 0 to 10, or none');
    expect(settingRules['rates.fetch']?.expects).toBe('one of on, off');
  });

  test.each([
    ['verdict.window', ['1', '6', '24'], ['0', '25', '2.5', '', 'six', 'none', '1e999']],
    ['verdict.required-return', ['0', '1.5', '100'], ['-0.1', '100.1', 'none', '1,5']],
    ['verdict.required-uplift', ['none', '0', '0.5', '10'], ['10.01', '-1', 'None', '']],
    ['verdict.unit-value', ['none', '0', '1000000000'], ['1000000001', '-1']],
    ['verdict.shared-shock', ['on', 'off'], ['yes', '']],
    ['signals.noteworthy', ['0', '10', '1000000'], ['1000000.1', '-1', 'none']],
    [
      'signals.runaway',
      ['auto', 'none', '0.01', '1000000000'],
      ['0', '-5', '1000000000.01', 'often'],
    ],
    [
      'signals.jobs',
      ['none', 'Cursor = coding', 'Cursor = coding; Claude = chat, coding'],
      ['Cursor', 'Cursor =', '= coding', 'a = b = c', 'Cursor = coding;'],
    ],
    ['company.name', ['Acme'], ['', '  ']],
    ['company.owners', ['none', 'Ana, Bo'], ['', ' ']],
    ['company.street', ['none', 'Öl-Weg 1'], ['', ' ', 'a\nb']],
    ['company.postcode', ['none', '10115'], ['']],
    ['company.town', ['none', '上海'], [' ']],
    ['company.country', ['none', 'DE', 'gb'], ['Germany', '']],
    ['company.week-start', ['monday', 'sunday'], ['Monday', 'someday']],
    ['company.locale', ['en', 'zh-CN'], ['zh', 'de', '']],
    ['company.time-zone', ['UTC', 'Europe/Berlin'], ['Mars/Olympus', '']],
    [
      'company.workdays',
      ['sunday monday', 'friday'],
      ['monday monday', 'monday  tuesday', '', 'monday,tuesday'],
    ],
    ['ledger.pack', ['none', 'DE-SKR03', 'CN', 'generic'], ['SKR03', '']],
    ['ledger.expense', ['none', '6837 AI tools', 'Software'], ['6837', '']],
    ['ledger.input-tax', ['none', '19 = 1406 Vorsteuer; 7 = 1401 V'], ['1406 V', '19 =', '']],
    ['ledger.accruals', ['on', 'off'], ['none']],
    ['ledger.accruals-from', ['0', '250.50'], ['-1', 'none']],
    ['ledger.by-tool', ['none', 'Cursor = 6838 Editors'], ['Cursor = 6838']],
    ['ledger.cost-centres', ['none', 'Sales = 4100'], ['Sales']],
    ['ledger.vendors', ['none', '3300 Vendors'], ['']],
    ['ledger.claims', ['3720 Owed'], ['']],
    ['ledger.xero-tax-rate', ['Tax Exempt'], [' ']],
    ['ledger.xero-taxes', ['none', 'domestic 19 = A; reverse-charge 19% = B'], ['19 = A', '']],
    ['ledger.xero-tracking', ['none', 'Teams'], [' ']],
    ['ledger.datev-adviser', ['none', '1001', '9999999'], ['1000', '10000000', '1001.5']],
    ['ledger.datev-client', ['none', '1', '99999'], ['0', '100000']],
    ['ledger.datev-service-case', ['none', '7'], ['0', 'x']],
    ['ledger.datev-service-day', ['on', 'off'], ['yes']],
    ['ledger.datev-code-length', ['4', '8'], ['3', '9']],
    ['ledger.fiscal-year-month', ['1', '12'], ['0', '13']],
    ['claims.pay-in', ['base', 'claimed'], ['USD']],
    ['tax.recoverable', ['on', 'off'], ['yes']],
    ['invoices.spread', ['unassigned', 'by-use'], ['none']],
    ['rates.fetch', ['on', 'off'], ['daily']],
    ['usage.agent-logs', ['auto', 'plan', 'use'], ['none']],
  ] as const)('%s takes %j and refuses %j', (key, taken, refused) => {
    expect(taken.filter((value) => takes(key, value) !== true)).toEqual([]);
    expect(refused.filter((value) => takes(key, value) !== false)).toEqual([]);
  });
});
