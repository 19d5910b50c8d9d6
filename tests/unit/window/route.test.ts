import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute } from '../../../src/renderer/route.ts';

describe('the address of a place in the window', () => {
  it('names the screen, the thing, and the month looked at', () => {
    expect(parseRoute('#/seats/ana%40example.com?month=2026-05')).toEqual({
      screen: 'seats',
      key: 'ana@example.com',
      month: '2026-05',
    });
    expect(parseRoute('')).toEqual({ screen: 'overview', key: null, month: null });
  });

  it('a month that is none is not looked at', () => {
    for (const month of ['2026-13', '2026', '', 'x', '2026-06-01']) {
      expect(parseRoute(`#/seats?month=${month}`).month).toBeNull();
    }
  });

  it('any key comes back as it was: names with slashes, question marks and percent signs', () => {
    for (const key of ['tool:A/B test?', 'tool:50% off', 'team:研发 & QA', 'tool:#1']) {
      expect(parseRoute(hrefOf('charges', key, '2026-01'))).toEqual({
        screen: 'charges',
        key,
        month: '2026-01',
      });
    }
  });
});
