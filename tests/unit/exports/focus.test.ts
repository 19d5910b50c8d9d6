import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHARGE_SOURCES } from '../../../src/core/spend/spend-cells.ts';
import { writeFocus } from '../../../src/main/exports/focus.ts';
import { focusColumns } from '../../../src/main/exports/focus-columns.ts';
import { chargeOf, charges } from './export-samples.ts';

type Row = Readonly<Record<string, string>>;
const read = (bytes: Uint8Array): Row[] => parse(bytes, { columns: true, bom: true });

const rows = read(writeFocus(charges));
const header = Object.keys(rows[0] ?? {});

/** What the specification's pages of these columns allow in them, word for word. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  ChargeClass: ['', 'Correction'],
  ChargeFrequency: ['One-Time', 'Recurring', 'Usage-Based'],
  ServiceCategory: ['AI and Machine Learning'],
  ServiceSubcategory: [
    'AI Platforms',
    'Bots',
    'Generative AI',
    'Machine Learning',
    'Natural Language Processing',
    'Other (AI and Machine Learning)',
  ],
};
const shapes = {
  // String handling: no white space before or behind.
  string: /^\S(?:.*\S)?$/su,
  // Numeric format: no sign but a minus, no separators, no currency.
  decimal: /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/,
  // Date/time format: UTC, to the second.
  instant: /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/,
  json: /^\{.*\}$/s,
} as const;

/** Which of the specification's rules a row breaks, each in words. */
function broken(row: Row): string[] {
  const faults: string[] = [];
  const rule = (isKept: boolean, what: string): void => {
    if (!isKept) faults.push(what);
  };
  const cell = (name: string): string => row[name] ?? '';
  for (const { name, nulls, type, level } of focusColumns) {
    rule(level !== 'mandatory' || name in row, `${name} is mandatory`);
    if (!(name in row)) continue;
    if (cell(name) === '') rule(nulls, `${name} must not be null`);
    else rule(shapes[type].test(cell(name)), `${name} is no ${type}: ${cell(name)}`);
  }
  for (const [name, values] of Object.entries(allowed))
    rule(values.includes(cell(name)), `${name} is ${cell(name)}`);
  rule(/^[A-Z]{3}$/.test(cell('BillingCurrency')), 'BillingCurrency is a code of ISO 4217');
  const category = cell('ChargeCategory');
  const isCorrection = cell('ChargeClass') === 'Correction';
  const isPriced = category === 'Usage' || category === 'Purchase';
  for (const name of ['PricingQuantity', 'PricingUnit'])
    rule(!isPriced || isCorrection || cell(name) !== '', `${name} of a charge that has a price`);
  rule(category !== 'Tax' || cell('PricingQuantity') === '', 'PricingQuantity of a tax');
  rule(
    (cell('PricingQuantity') === '') === (cell('PricingUnit') === ''),
    'a quantity has its unit',
  );
  rule(
    (cell('ConsumedQuantity') === '') === (cell('ConsumedUnit') === ''),
    'what is used, its unit',
  );
  rule(category === 'Usage' || cell('ConsumedQuantity') === '', 'only usage consumes');
  rule(
    category !== 'Usage' || isCorrection || cell('ConsumedQuantity') !== '',
    'usage consumes something',
  );
  rule(
    category !== 'Purchase' || cell('ChargeFrequency') !== 'Usage-Based',
    'a purchase is not by use',
  );
  if (!isPriced)
    for (const name of ['ListCost', 'ContractedCost', 'EffectiveCost'])
      rule(cell(name) === cell('BilledCost'), `${name} of what has no unit price`);
  for (const period of ['BillingPeriod', 'ChargePeriod'])
    rule(cell(`${period}Start`) < cell(`${period}End`), `${period} ends after it starts`);
  for (const [key, value] of Object.entries(JSON.parse(cell('Tags') || '{}')))
    rule(key !== '' && !/^(object)$/.test(typeof value), `the tag ${key} is plain`);
  return faults;
}

const anyText = fc.option(
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(' a ', '\t', '=1+1', '"', 'ü,\n;', '')),
);
const anyCharge = fc
  .record({
    source: fc.constantFrom(...CHARGE_SOURCES),
    tool: anyText,
    account: anyText,
    provider: anyText,
    model: anyText,
    project: anyText,
    description: anyText,
    invoiceNumber: anyText,
    tokens: fc.option(fc.nat()),
    requests: fc.option(fc.nat()),
    amountMicro: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    currency: fc.constantFrom('USD', 'JPY', 'CNY', 'EUR'),
    correctsMonth: fc.constantFrom(null, '2026-02'),
    day: fc.constantFrom('2026-06-01', '2026-06-30'),
  })
  .map((change) => chargeOf({ ...change, lastDay: '2026-06-30' }));

describe('writeFocus', () => {
  it('keeps every rule of the specification, whatever charges hold', () => {
    for (const row of rows) expect(broken(row)).toEqual([]);
    fc.assert(
      fc.property(fc.array(anyCharge, { minLength: 1, maxLength: 8 }), (made) => {
        const written = read(writeFocus(made));
        expect(written).toHaveLength(made.length);
        for (const row of written) expect(broken(row)).toEqual([]);
      }),
    );
  });

  it('is found wanting by these rules where it would be', () => {
    const [row = {}] = rows;
    const changed = (name: string, value: string) => broken({ ...row, [name]: value });
    expect(changed('BilledCost', '1,000.00')).toEqual(['BilledCost is no decimal: 1,000.00']);
    expect(changed('ServiceName', '')).toEqual(['ServiceName must not be null']);
    expect(changed('ChargeCategory', 'Use')).toContain('ChargeCategory is Use');
    expect(changed('PricingUnit', '')).toContain('PricingUnit of a charge that has a price');
    expect(changed('ChargePeriodStart', '2026-06-02')).toHaveLength(1);
    const { PublisherName: _, ...without } = row;
    expect(broken(without)).toEqual(['PublisherName is mandatory']);
  });

  it('has every mandatory column once, and others only by their FOCUS name or with x_', () => {
    const mandatory = focusColumns.filter(({ level }) => level === 'mandatory');
    expect(mandatory).toHaveLength(21);
    for (const { name } of mandatory) expect(header.filter((one) => one === name)).toEqual([name]);
    const known = new Set(focusColumns.map(({ name }) => name));
    expect(header.filter((name) => !known.has(name) && !name.startsWith('x_'))).toEqual([]);
  });

  it('has quantities exactly where the rules ask for them', () => {
    for (const row of rows) {
      const isUsage = row['ChargeCategory'] === 'Usage';
      const isPriced = isUsage || row['ChargeCategory'] === 'Purchase';
      expect(row['PricingQuantity'] !== '').toBe(isPriced);
      expect(row['PricingUnit'] !== '').toBe(isPriced);
      expect(row['ConsumedQuantity'] !== '').toBe(isUsage);
      expect(row['ConsumedUnit'] !== '').toBe(isUsage);
      if (row['ChargeCategory'] === 'Purchase')
        expect(row['ChargeFrequency']).not.toBe('Usage-Based');
      if (!isPriced) {
        expect(row['ListCost']).toBe(row['BilledCost']);
        expect(row['EffectiveCost']).toBe(row['BilledCost']);
      }
    }
    expect(new Set(rows.map((row) => row['ChargeCategory']))).toEqual(
      new Set(['Usage', 'Purchase', 'Credit', 'Adjustment']),
    );
  });

  it('has periods whose end is not in them, the charge within its own', () => {
    for (const row of rows) {
      expect(row['BillingPeriodStart']).toBe('2026-06-01T00:00:00Z');
      expect(row['BillingPeriodEnd']).toBe('2026-07-01T00:00:00Z');
      expect((row['ChargePeriodStart'] ?? '') < (row['ChargePeriodEnd'] ?? '')).toBe(true);
    }
    expect(rows[0]?.['ChargePeriodEnd']).toBe('2026-06-03T00:00:00Z');
    expect(rows[3]?.['ChargePeriodEnd']).toBe('2026-07-01T00:00:00Z');
  });

  it('says who carries a charge, and what corrects a closed month', () => {
    expect(JSON.parse(rows[0]?.['Tags'] ?? '')).toEqual({
      person: 'ana@example.com',
      team: 'Produkt',
      role: 'Developer',
      model: 'claude-sonnet-4-5',
    });
    expect(rows.map((row) => row['ChargeClass'])).toEqual(['', '', '', '', '', '', 'Correction']);
  });
});
