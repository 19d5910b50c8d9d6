import { describe, expect, it } from 'vitest';
import { claimFindings } from '../../../src/core/claims/claim-findings.ts';
import { findingsForClaimant, findingText } from '../../../src/core/claims/finding.ts';
import { presetClaimRules } from '../../../src/core/claims/finding-input.ts';
import { givenRates } from '../given-rates.ts';
import { filedOf, inputOf, lineOf, receiptOf } from './claim-samples.ts';

const codes = (change: Parameters<typeof inputOf>[0]): string[] =>
  claimFindings(inputOf(change)).map(({ code }) => code);
const rules = (change: object) => ({ ...inputOf().rules, ...change });

describe('claimFindings', () => {
  it('finds nothing in a claim within all rules', () => {
    expect(codes({})).toEqual([]);
  });

  it('names what a line goes over the yearly cap by, and what of it is left', () => {
    const usedSoFar = [
      { month: '2026-01', baseMicro: 940_000_000n },
      { month: '2025-12', baseMicro: 900_000_000n },
    ];
    const [over] = claimFindings(inputOf({ usedSoFar }));
    expect(over).toMatchObject({
      code: 'over_year_cap',
      severity: 'warns',
      lineId: 'a',
      untouchedBaseMicro: 60_000_000n,
      params: { year: '2026', limit: '1000.00', used: '940.00', left: '60.00', over: '40.00' },
    });
    expect(over && findingText(over)).toBe(
      'Goes 40.00 USD over the cap of 1000.00 USD for 2026; 60.00 USD of it are left.',
    );
  });

  it('adds the lines of one claim up before it looks at the cap', () => {
    const lines = [
      lineOf({ id: 'late', day: '2026-06-12', tool: 'Cursor', amountMicro: 600_000_000n }),
      lineOf({ id: 'early', amountMicro: 500_000_000n }),
    ];
    expect(claimFindings(inputOf({ lines }))).toMatchObject([
      { lineId: 'late', untouchedBaseMicro: 500_000_000n, params: { over: '100.00' } },
    ]);
  });

  it('takes the cap of the person before that of the role and the company', () => {
    const cap = (scope: object, limitMicro: bigint) => ({
      scope,
      cadence: 'month',
      limitMicro,
      currency: 'USD',
    });
    const company = cap({ kind: 'company' }, 10_000_000n);
    const role = cap({ kind: 'role', role: 'Developer' }, 50_000_000n);
    const person = cap({ kind: 'person', person: 'li@example.com' }, 200_000_000n);
    expect(codes({ rules: rules({ caps: [company] }) })).toEqual(['over_month_cap']);
    expect(claimFindings(inputOf({ rules: rules({ caps: [company, role] }) }))).toMatchObject([
      { params: { limit: '50.00' } },
    ]);
    expect(codes({ rules: rules({ caps: [company, role, person] }) })).toEqual([]);
  });

  it('says once that a cap waits for a rate, and never takes it for no cap', () => {
    const yuan = { baseCurrency: 'CNY', today: '2026-07-20' };
    const lines = [
      lineOf({ id: 'july', day: '2026-07-03', tool: 'Cursor', currency: 'CNY' }),
      lineOf({ id: 'june', day: '2026-06-12', currency: 'CNY' }),
    ];
    const [waits, ...more] = claimFindings(inputOf({ ...yuan, lines }));
    expect(more).toEqual([]);
    expect(waits).toMatchObject({ code: 'cap_rate_missing', severity: 'warns', lineId: null });
    expect(waits && findingText(waits)).toBe(
      'The cap of 1000.00 USD waits for a USD rate for 2026-06, so nobody can tell what of it is used.',
    );
    const rates = givenRates([
      { day: '2026-06-01', from: 'USD', to: 'CNY', rate: '7.2', source: 'typed' },
    ]);
    expect(claimFindings(inputOf({ ...yuan, lines, rates }))).toMatchObject([
      { code: 'cap_rate_missing', params: { month: '2026-07' } },
    ]);
    const june = lines.filter(({ id }) => id === 'june');
    expect(codes({ ...yuan, lines: june, rates })).toEqual([]);
  });

  it('asks for a receipt above the threshold, whatever the share for work', () => {
    const strict = rules({ receiptAboveMicro: 25_000_000n });
    const lines = [lineOf({ workPercent: '10' })];
    expect(codes({ rules: strict, lines })).toEqual(['receipt_missing']);
    expect(codes({ rules: strict, lines: [lineOf({ amountMicro: 25_000_000n })] })).toEqual([]);
    expect(codes({ rules: strict, lines: [lineOf({ receipts: [receiptOf('1')] })] })).toEqual([]);
  });

  it('takes role and person of a cap as people write them', () => {
    const cap = (scope: object) => ({
      scope,
      cadence: 'month',
      limitMicro: 1_000_000n,
      currency: 'USD',
    });
    const caps = (scope: object) => codes({ rules: rules({ caps: [cap(scope)] }) });
    expect(caps({ kind: 'role', role: 'developer ' })).toEqual(['over_month_cap']);
    expect(caps({ kind: 'person', person: 'Li@Example.com' })).toEqual(['over_month_cap']);
    expect(caps({ kind: 'role', role: 'designer' })).toEqual([]);
  });

  it('rounds what a person reads to the minor unit, and keeps the exact amount beside it', () => {
    const lines = [lineOf({ amountMicro: 1_000_010_000n, workPercent: '33.3333' })];
    const caps = [{ ...presetClaimRules('USD').caps[0], limitMicro: 300_000_000n }];
    const [over] = claimFindings(inputOf({ lines, rules: rules({ caps }) }));
    expect(over?.params).toMatchObject({ over: '33.336333' });
    expect(over && findingText(over)).toContain('Goes 33.34 USD over the cap of 300.00 USD');
  });

  it('asks about a day on which the person did not work here', () => {
    const employed = (from: string | null, to: string | null) => codes({ employed: { from, to } });
    expect(employed('2026-06-10', '2026-06-10')).toEqual([]);
    expect(employed('2026-06-11', null)).toEqual(['not_employed']);
    expect(employed(null, '2026-06-09')).toEqual(['not_employed']);
  });

  it('holds what is claimed against the total that its receipts say', () => {
    const printed = (totalMicro: bigint | null, currency = 'USD') => [
      receiptOf('1', { totalMicro, currency }),
    ];
    expect(codes({ lines: [lineOf({ receipts: printed(100_000_000n) })] })).toEqual([]);
    const [over] = claimFindings(inputOf({ lines: [lineOf({ receipts: printed(99_990_000n) })] }));
    expect(over).toMatchObject({ code: 'over_receipt', severity: 'warns', lineId: 'a' });
    expect(over && findingText(over)).toBe(
      'Together 100.00 USD are claimed on this receipt, which says 99.99 USD.',
    );
    expect(codes({ lines: [lineOf({ receipts: printed(1n, 'EUR') })] })).toEqual([]);
    expect(codes({ lines: [lineOf({ receipts: printed(null) })] })).toEqual([]);
    const two = [
      ...printed(60_000_000n),
      receiptOf('2', { totalMicro: 40_000_000n, currency: 'USD' }),
    ];
    expect(codes({ lines: [lineOf({ receipts: two })] })).toEqual([]);
    const shared = printed(150_000_000n);
    const lines = [lineOf({ receipts: shared }), lineOf({ id: 'b', receipts: shared })];
    expect(claimFindings(inputOf({ lines }))).toMatchObject([
      { code: 'over_receipt', lineId: 'b', params: { claimed: '200.00', total: '150.00' } },
    ]);
  });

  it('asks about lines paid too long ago or dated ahead', () => {
    expect(codes({ today: '2026-09-08' })).toEqual([]);
    expect(codes({ today: '2026-09-09' })).toEqual(['too_old']);
    expect(codes({ today: '2026-06-09' })).toEqual(['dated_ahead']);
  });

  it('finds a seat of the tool that the company pays for', () => {
    const seat = (endDay: string | null) => [{ tool: 'claude', startDay: '2026-01-01', endDay }];
    expect(codes({ companySeats: seat(null) })).toEqual(['company_pays_seat']);
    expect(codes({ companySeats: seat('2026-06-09') })).toEqual([]);
    const lines = [lineOf({ periodStart: '2026-06-01', periodEnd: '2026-06-30' })];
    expect(codes({ companySeats: seat('2026-06-09'), lines })).toEqual(['company_pays_seat']);
  });

  it('asks about tools and currencies that are not on the lists, closed months and missing rates', () => {
    expect(codes({ rules: rules({ tools: ['Cursor'] }) })).toEqual(['tool_not_listed']);
    expect(codes({ rules: rules({ tools: ['CLAUDE'] }) })).toEqual([]);
    expect(codes({ rules: rules({ currencies: ['EUR'] }) })).toEqual(['currency_not_allowed']);
    expect(codes({ closedMonths: ['2026-06'], openMonth: '2026-07' })).toEqual(['month_closed']);
    expect(codes({ lines: [lineOf({ currency: 'CNY' })] })).toEqual(['rate_missing']);
  });

  it('says how far output is from the uplift asked for, with its range', () => {
    const strict = rules({ requiredUplift: 0.5 });
    const uplift = { middle: 0.31, low80: 0.12, high80: 0.55 };
    const [finding] = claimFindings(inputOf({ rules: strict, uplift }));
    expect(finding && findingText(finding)).toBe(
      'Output is up 31 % (12 % to 55 %); the rule asks for 50 %, 19 points more.',
    );
    expect(codes({ rules: strict, uplift: { ...uplift, middle: 0.5 } })).toEqual([]);
    const [unknown] = claimFindings(inputOf({ rules: strict }));
    expect(unknown && findingText(unknown)).toContain('not enough to tell');
  });

  it('uses the severities the company chose, and puts what blocks first', () => {
    const strict = rules({ tools: ['Cursor'], severities: { too_old: 'blocks' } });
    expect(claimFindings(inputOf({ rules: strict, today: '2026-12-01' }))).toMatchObject([
      { code: 'too_old', severity: 'blocks' },
      { code: 'tool_not_listed', severity: 'warns' },
    ]);
  });

  it('starts a company with 1,000 per person and year in its own currency, or about as much', () => {
    expect(presetClaimRules('EUR').caps).toMatchObject([
      { limitMicro: 1_000_000_000n, currency: 'EUR' },
    ]);
    expect(presetClaimRules('CNY').caps).toMatchObject([
      { limitMicro: 7_000_000_000n, currency: 'CNY' },
    ]);
    expect(presetClaimRules('USD').caps).toMatchObject([
      { cadence: 'year', limitMicro: 1_000_000_000n },
    ]);
  });
});

describe('duplicates', () => {
  const receipts = [receiptOf('1')];

  it('are found across all people by the same receipt', () => {
    const filed = [filedOf({ receipts, amountMicro: 1n, vendor: 'Other', tool: null })];
    const found = claimFindings(inputOf({ lines: [lineOf({ receipts })], filed }));
    expect(found).toMatchObject([
      { code: 'duplicate_receipt', severity: 'blocks', other: { person: 'ana@example.com' } },
    ]);
  });

  it('are found by vendor and invoice number, however they are written', () => {
    const lines = [lineOf({ invoiceNumber: 'INV-0042' })];
    const other = { vendor: 'ANTHROPIC', day: '2026-01-01', tool: null };
    const filed = (invoiceNumber: string) => [filedOf({ ...other, invoiceNumber })];
    expect(codes({ lines, filed: filed('inv 0042') })).toEqual(['duplicate_invoice']);
    expect(codes({ lines, filed: filed('INV-42') })).toEqual([]);
    expect(
      codes({ lines, filed: [filedOf({ ...other, invoiceNumber: 'INV-0042', vendor: 'X' })] }),
    ).toEqual([]);
  });

  it('are found by the same vendor and amount within three days', () => {
    const filed = (change: object) => [filedOf(change)];
    expect(codes({ filed: filed({ day: '2026-06-13' }) })).toEqual(['duplicate_amount']);
    expect(codes({ filed: filed({ day: '2026-06-14' }) })).toEqual([]);
    expect(codes({ filed: filed({ currency: 'EUR' }) })).toEqual([]);
    expect(codes({ filed: filed({ amountMicro: 100_000_001n }) })).toEqual([]);
  });

  it('are found by nearly equal pictures', () => {
    const picture = (pictureHash: string, fill: string) => [receiptOf(fill, { pictureHash })];
    const lines = [lineOf({ receipts: picture('ff00'.repeat(16), '1') })];
    const filed = (hash: string) => [filedOf({ day: '2026-01-01', receipts: picture(hash, '2') })];
    expect(codes({ lines, filed: filed(`${'ff00'.repeat(15)}ff3f`) })).toEqual([
      'duplicate_picture',
    ]);
    expect(codes({ lines, filed: filed('ff7f'.repeat(16)) })).toEqual([]);
  });

  it.each(['withdrawn', 'rejected', 'draft'] as const)('are not found in a %s claim', (state) => {
    const filed = [filedOf({ receipts, state })];
    expect(codes({ lines: [lineOf({ receipts })], filed })).toEqual([]);
  });

  it('do not stand between two lines of one receipt in one claim, unless they say the same twice', () => {
    const pair = (change: object, mine = receipts) => [
      lineOf({ receipts: mine }),
      lineOf({ id: 'b', receipts: mine, ...change }),
    ];
    expect(codes({ lines: pair({ amountMicro: 50_000_000n }) })).toEqual([]);
    expect(codes({ lines: pair({}) })).toEqual(['duplicate_amount']);
    const told = [receiptOf('1', { totalMicro: 200_000_000n, currency: 'USD' })];
    expect(codes({ lines: pair({}, told) })).toEqual([]);
    expect(codes({ lines: [lineOf(), lineOf({ id: 'b' })] })).toEqual(['duplicate_amount']);
  });

  it('are only asked about where a receipt of known total holds both claims', () => {
    const shared = (totalMicro: bigint) => [receiptOf('1', { totalMicro, currency: 'USD' })];
    const filed = [filedOf({ receipts: shared(0n), amountMicro: 50_000_000n })];
    const lines = (total: bigint) => [lineOf({ receipts: shared(total) })];
    expect(codes({ lines: lines(150_000_000n), filed })).toEqual(['receipt_over_two_claims']);
    expect(codes({ lines: lines(149_999_999n), filed })).toEqual(['duplicate_receipt']);
  });

  it('are asked about where a yearly plan is claimed by the month', () => {
    const yearly = { periodStart: '2026-01-15', periodEnd: '2027-01-14', day: '2026-01-15' };
    const mine = filedOf({ ...yearly, person: 'li@example.com' });
    expect(codes({ filed: [mine] })).toEqual(['yearly_claimed_monthly']);
    expect(codes({ filed: [{ ...mine, person: 'ana@example.com' }] })).toEqual([]);
    expect(codes({ filed: [{ ...mine, tool: 'Cursor', vendor: null }] })).toEqual([]);
    const single = filedOf({ person: 'li@example.com', day: '2026-03-02' });
    expect(codes({ lines: [lineOf(yearly)], filed: [single], today: '2026-03-05' })).toEqual([
      'yearly_claimed_monthly',
    ]);
  });

  it('ask the claimant once where several colleagues claimed it before', () => {
    const filed = [
      filedOf({ receipts }),
      filedOf({ receipts, claimId: 'c8', person: 'bo@example.com' }),
    ];
    const found = claimFindings(inputOf({ lines: [lineOf({ receipts })], filed }));
    expect(found).toHaveLength(2);
    expect(findingsForClaimant(found, 'li@example.com')).toHaveLength(1);
  });

  it('name no colleague to the claimant', () => {
    const filed = [filedOf({ receipts })];
    const found = claimFindings(inputOf({ lines: [lineOf({ receipts })], filed }));
    const shown = findingsForClaimant(found, 'li@example.com');
    expect(JSON.stringify(shown, (_, v) => (typeof v === 'bigint' ? `${v}` : v))).not.toMatch(
      /ana@|c9/,
    );
    expect(findingsForClaimant(found, 'ana@example.com')).toEqual(found);
  });
});
