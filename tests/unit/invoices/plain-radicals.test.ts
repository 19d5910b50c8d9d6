import { describe, expect, it } from 'vitest';
import { plainRadicals } from '../../../src/main/imports/invoice/plain-radicals.ts';

describe('plainRadicals', () => {
  it('writes characters for the radicals that browsers name in their place', () => {
    expect(plainRadicals('2026年6⽉11⽇ ⻘⽲ ⻓⻔')).toBe('2026年6月11日 青禾 长门');
    expect(plainRadicals('Plain, 平常 text')).toBe('Plain, 平常 text');
  });
});
