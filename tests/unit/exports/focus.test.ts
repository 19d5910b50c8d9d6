import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { writeFocus } from '../../../src/main/exports/focus.ts';
import { focusColumns } from '../../../src/main/exports/focus-columns.ts';
import { charges } from './export-samples.ts';

const rows = parse(writeFocus(charges), { columns: true, bom: true }) as Record<string, string>[];
const header = Object.keys(rows[0] ?? {});

/** The rules of FOCUS 1.2's column pages that bind the columns we write. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  ChargeClass: ['', 'Correction'],
  ChargeFrequency: ['One-Time', 'Recurring', 'Usage-Based'],
  ServiceCategory: ['AI and Machine Learning'],
  ServiceSubcategory: ['Generative AI'],
};
const shapes = {
  string: /^[^\s](?:.*[^\s])?$/su,
  decimal: /^-?\d+(\.\d+)?(E-?\d+)?$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  json: /^\{.*\}$/s,
} as const;

describe('writeFocus', () => {
  it('has every mandatory column once, and others only by their FOCUS name or with x_', () => {
    const mandatory = focusColumns.filter(({ level }) => level === 'mandatory');
    expect(mandatory).toHaveLength(21);
    for (const { name } of mandatory) expect(header.filter((one) => one === name)).toEqual([name]);
    const known = new Set(focusColumns.map(({ name }) => name));
    expect(header.filter((name) => !known.has(name) && !name.startsWith('x_'))).toEqual([]);
  });

  it('leaves no cell empty that may not be null, and keeps each type', () => {
    for (const row of rows) {
      for (const { name, nulls, type } of focusColumns) {
        const value = row[name];
        if (value === undefined || (value === '' && nulls)) continue;
        expect([name, value]).toEqual([name, expect.stringMatching(shapes[type])]);
        if (type === 'json') JSON.parse(value);
      }
    }
  });

  it('uses allowed values only', () => {
    for (const row of rows) {
      for (const [name, values] of Object.entries(allowed)) expect(values).toContain(row[name]);
      expect(row['BillingCurrency']).toMatch(/^[A-Z]{3}$/);
    }
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

const published = join(import.meta.dirname, '../../../../shared/data/focus/columns.json');
describe.skipIf(!existsSync(published))('focusColumns (skipped without ../shared/data)', () => {
  it('are those of the published specification', () => {
    const spec = JSON.parse(readFileSync(published, 'utf8'))['v1.2'] as Record<
      string,
      { type: string; level: string; nulls: string }
    >;
    const types: Record<string, string> = {
      String: 'string',
      Decimal: 'decimal',
      'Date/Time': 'instant',
      JSON: 'json',
    };
    expect(focusColumns).toEqual(
      Object.entries(spec).map(([name, { type, level, nulls }]) => ({
        name,
        type: types[type],
        level: level.toLowerCase(),
        nulls: nulls === 'True',
      })),
    );
  });
});
