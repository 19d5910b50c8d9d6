import { afterEach, describe, expect, it } from 'vitest';
import { daysBetween } from '../../src/core/calendar.ts';
import { githubCopilot } from '../../src/main/providers/github-copilot/github-copilot.ts';
import type { LimitChange } from '../../src/main/providers/provider.ts';
import {
  type CopilotRecord,
  type CopilotServer,
  copilotRecords,
  copilotServer,
} from './servers/github-copilot.ts';
import { MANY, ofMany } from './servers/many.ts';
import { contextFor, emptyStore, type Store, syncInto, TEST_KEY } from './sync-harness.ts';

let server: CopilotServer;
afterEach(() => server.close());
const start = async (records: CopilotRecord[]): Promise<void> => {
  server = await copilotServer(records, TEST_KEY);
};
const context = (changes: Parameters<typeof contextFor>[2] = {}) =>
  contextFor(githubCopilot, server.base, { settings: { organization: 'acme' }, ...changes });

const sum = (records: readonly CopilotRecord[], of: (record: CopilotRecord) => number): number =>
  records.reduce((total, record) => total + of(record), 0);

function billed(store: Store, who?: string | null) {
  const total = { net: 0n, gross: 0n };
  for (const { stream, row } of store.rows) {
    if (stream !== 'credits' || row.kind !== 'usage') continue;
    if (who !== undefined && row.identity !== who) continue;
    total.net += row.costMicro ?? 0n;
    total.gross += row.grossMicro ?? 0n;
  }
  return total;
}

const told = (records: readonly CopilotRecord[]) => ({
  net: BigInt(sum(records, (one) => one.net)),
  gross: BigInt(sum(records, (one) => one.gross)),
});

describe('GitHub Copilot', () => {
  it('asks once per month and person, lays it on the days by the reports, and leaves the difference unassigned, cut off after any unit', async () => {
    await start(copilotRecords('2026-10-20', 15, 9));
    const store = emptyStore();
    for (let cut = 0; cut < 12; cut += 1)
      await syncInto(store, githubCopilot, context({ firstDay: '2026-10-20' }), 11);
    await syncInto(store, githubCopilot, context({ firstDay: '2026-10-20' }));
    expect(store.done).toBe(true);
    expect(billed(store)).toEqual(told(server.records));
    for (const user of [0, 8])
      expect(billed(store, `dev-${user}`)).toEqual(
        told(server.records.filter((one) => one.user === user)),
      );
    // One without a seat stands in the reports.
    expect(billed(store, 'guest')).toEqual(told(server.records.filter((one) => one.user === -1)));
    expect(billed(store, null)).toEqual({ net: 0n, gross: 0n });
    for (const day of ['2026-10-20', '2026-10-31', '2026-11-02'])
      expect(store.rows.some(({ stream, row }) => stream === 'credits' && row.day === day)).toBe(
        true,
      );
  });

  it('splits many records of a large organization by its reports, to the micro', async () => {
    await start(copilotRecords('2026-09-01', 65, ofMany(800)));
    expect(server.records.length).toBeGreaterThan(MANY);
    server.seats = ofMany(800);
    const store = emptyStore();
    for (const units of [3, 30]) await syncInto(store, githubCopilot, context(), units);
    await syncInto(store, githubCopilot, context());
    expect(billed(store)).toEqual(told(server.records));
    // By credits used: the gross share is exact to the rounding of each day and model.
    expect(billed(store, null)).toEqual({ net: 0n, gross: 0n });
    const tokens = store.rows.reduce(
      (total, { row }) => total + (row.kind === 'usage' ? row.inputTokens : 0),
      0,
    );
    expect(tokens).toBe(
      sum(
        server.records.filter(({ day }) => day < '2026-11-05'),
        (one) => one.promptTokens,
      ),
    );
    expect(server.asked.length).toBeLessThan(400);
  });

  it('asks under 1,500 questions for 30 seats over two years', async () => {
    // Nobody works on two days of seven.
    await start(
      copilotRecords('2024-12-01', 705, 30).filter(
        ({ day }) => daysBetween('2024-12-01', day) % 7 < 5,
      ),
    );
    const at = { firstDay: '2024-11-20' };
    const store = await syncInto(emptyStore(), githubCopilot, context(at));
    expect(store.done).toBe(true);
    expect(server.asked.length).toBeLessThan(1500);
    expect(billed(store)).toEqual(told(server.records));
    for (const user of [0, 29])
      expect(billed(store, `dev-${user}`)).toEqual(
        told(server.records.filter((one) => one.user === user)),
      );
    server.asked.length = 0;
    await syncInto(store, githubCopilot, context(at));
    expect(server.asked.length).toBeLessThan(100);
    expect(billed(store)).toEqual(told(server.records));
  }, 300_000);

  it('reads the bill of an organization that an enterprise owns at the enterprise', async () => {
    await start(copilotRecords('2026-10-20', 10, 2));
    server.enterprise = 'acme-corp';
    const at = { firstDay: '2026-10-20' };
    const store = await syncInto(emptyStore(), githubCopilot, context(at));
    expect(store.outcomes.filter(({ state }) => state !== 'done')).toMatchObject([
      { stream: 'budgets', state: 'closed' },
    ]);
    expect(billed(store)).toEqual(told(server.records));
    server.closed = /^.enterprises/;
    const shut = await syncInto(emptyStore(), githubCopilot, context(at));
    expect(shut.notes).toContainEqual(
      expect.objectContaining({
        code: 'billed_by_enterprise',
        details: { enterprise: 'acme-corp' },
      }),
    );
    expect(shut.done).toBe(true);
    expect(shut.seats.length).toBe(2);
    expect(shut.outcomes).toContainEqual(
      expect.objectContaining({ stream: 'credits', state: 'closed', tellsMoney: true }),
    );
  });

  it('takes instants of any offset, and takes one that is none for not told', async () => {
    await start([]);
    server.seats = 1;
    const at = async (instant: unknown) => {
      server.bend.answer = ({ path }, reply) =>
        path.endsWith('/seats')
          ? {
              json: {
                seats: [{ last_activity_at: instant, plan_type: 7, assignee: { login: 'dev-0' } }],
              },
            }
          : reply;
      return syncInto(emptyStore(), githubCopilot, context({ firstDay: '2026-11-05' }));
    };
    const days = [
      ['2026-11-03T22:02:11-06:00', '2026-11-04'],
      ['2026-11-04T01:30:00+08:00', '2026-11-03'],
      ['2026-11-03T23:59:59.999Z', '2026-11-03'],
      ['2026-11-03T00:00:00+05:45', '2026-11-02'],
      ['soon', null],
      [17, null],
      ['2026-02-30T00:00:00Z', null],
    ] as const;
    for (const [instant, day] of days) {
      const store = await at(instant);
      expect(store.seats).toMatchObject([{ identity: 'dev-0', lastActivityDay: day, plan: null }]);
      expect(store.notes).toContainEqual(
        expect.objectContaining({
          code: 'fields_spoiled',
          details: { stream: 'seats', count: day === null ? 2 : 1 },
        }),
      );
    }
  });

  it('asks for premium requests before June 2026 and for credits from then on', async () => {
    await start(copilotRecords('2026-05-30', 4, 2));
    const store = await syncInto(
      emptyStore(),
      githubCopilot,
      context({ firstDay: '2026-05-30', today: '2026-06-02' }),
    );
    expect(billed(store)).toEqual(told(server.records));
  });

  it('counts premium requests as requests, and AI credits exactly in their own unit', async () => {
    await start(copilotRecords('2026-05-30', 4, 2));
    const at = { firstDay: '2026-05-30', today: '2026-06-02' };
    const store = await syncInto(emptyStore(), githubCopilot, context(at));
    const used = (from: string, to: string) =>
      store.rows
        .flatMap(({ stream, row }) => (stream === 'credits' && row.kind === 'usage' ? [row] : []))
        .filter(({ day }) => day >= from && day <= to);
    const before = used('2026-05-01', '2026-05-31');
    const since = used('2026-06-01', '2026-06-30');
    const grossOf = (from: string) =>
      sum(
        server.records.filter(({ day }) => (day < '2026-06-01' ? '2026-05' : '2026-06') === from),
        (one) => one.gross,
      );
    // A unit is 10,000 micro-dollars on this server: a hundredth of a dollar.
    expect(before.every(({ creditsMicro }) => creditsMicro === undefined)).toBe(true);
    const requests = before.reduce((total, row) => total + row.requests, 0);
    expect(Math.abs(requests - grossOf('2026-05') / 10_000)).toBeLessThanOrEqual(before.length);
    expect(since.every((row) => row.requests === 0)).toBe(true);
    expect(since.reduce((total, row) => total + (row.creditsMicro ?? 0n), 0n)).toBe(
      BigInt(grossOf('2026-06')) * 100n,
    );
  });

  it('charges the licences once, and neither credits nor other products with them', async () => {
    await start([]);
    const store = await syncInto(emptyStore(), githubCopilot, context({ firstDay: '2026-09-01' }));
    const again = await syncInto(store, githubCopilot, context({ firstDay: '2026-09-01' }));
    const licences = again.rows.filter(({ stream }) => stream === 'licences').map(({ row }) => row);
    expect(licences.map(({ day }) => day).sort()).toEqual([
      '2026-09-01',
      '2026-10-01',
      '2026-11-01',
    ]);
    expect(licences[0]).toMatchObject({
      kind: 'charge',
      amountMicro: 228_000_000n,
      description: 'Copilot Business',
    });
  });

  it.each(['lines', 'array', 'wrapped'] as const)(
    'reads a report of %s, whose use is never priced',
    async (report) => {
      await start(copilotRecords('2026-11-01', 3, 2));
      server.report = report;
      const store = await syncInto(
        emptyStore(),
        githubCopilot,
        context({ firstDay: '2026-11-01' }),
      );
      const activity = store.rows.filter(({ stream }) => stream === 'activity');
      expect(
        activity.every(
          ({ moneyFrom, row }) =>
            moneyFrom === 'cost-report' && row.kind === 'usage' && row.costMicro === null,
        ),
      ).toBe(true);
      expect(
        activity.reduce((total, { row }) => total + (row.kind === 'usage' ? row.requests : 0), 0),
      ).toBe(sum(server.records, (one) => one.interactions));
    },
  );

  it('keeps what it has while a report is not ready, and takes it when it is', async () => {
    await start(copilotRecords('2026-11-01', 4, 1));
    const store = await syncInto(emptyStore(), githubCopilot, context({ firstDay: '2026-11-01' }));
    const days = () =>
      new Set(store.rows.filter(({ stream }) => stream === 'activity').map(({ row }) => row.day));
    expect(days().size).toBe(4);
    server.reportsUntil = '2026-11-03';
    await syncInto(store, githubCopilot, context({ firstDay: '2026-11-01' }));
    expect(days().size).toBe(4);
  });

  it('calls no unknown host for a report, and says which it was', async () => {
    await start(copilotRecords('2026-11-04', 1, 1));
    server.reportHost = 'https://reports.example.org';
    const store = await syncInto(emptyStore(), githubCopilot, context({ firstDay: '2026-11-04' }));
    expect(store.notes).toMatchObject([
      { code: 'report_host_unknown', details: { host: 'reports.example.org' } },
    ]);
    expect(billed(store)).toEqual(told(server.records));
  });

  it('lists one seat per person, with the last activity', async () => {
    await start([]);
    server.seats = 205;
    const { seats } = await syncInto(
      emptyStore(),
      githubCopilot,
      context({ firstDay: '2026-11-05' }),
    );
    expect(seats.length).toBe(205);
    expect(seats[0]).toMatchObject({
      identity: 'dev-0',
      lastActivityDay: '2026-11-03',
      plan: 'business',
    });
    expect(seats[1]?.lastActivityDay).toBeNull();
  });

  it('says on which day a cancelled seat ends, and forgets it where that was taken back', async () => {
    await start([]);
    server.seats = 3;
    server.cancelled.set(1, '2026-11-30');
    server.cancelled.set(2, '2026-11-30T00:00:00Z');
    const at = { firstDay: '2026-11-05' };
    const { seats } = await syncInto(emptyStore(), githubCopilot, context(at));
    expect(seats.map(({ endsDay }) => endsDay)).toEqual([null, '2026-11-30', '2026-11-30']);
    server.cancelled.clear();
    const later = await syncInto(emptyStore(), githubCopilot, context(at));
    expect(later.seats.map(({ endsDay }) => endsDay)).toEqual([null, null, null]);
  });

  it('lists the budgets of people, of everybody and of the organization, page by page', async () => {
    await start([]);
    const budget = (number: number) => ({
      id: `b${number}`,
      user: `dev-${number}`,
      budget_amount: 30,
      budget_scope: 'user',
      consumed_amount: 12.4,
      ...(number % 2 === 0
        ? { budget_product_sku: 'ai_credits' }
        : { budget_product_skus: ['ai_credits', 'other'] }),
    });
    const other = { user: '', budget_amount: 500, budget_product_sku: 'ai_credits' };
    server.budgets = [
      ...Array.from({ length: 130 }, (_, number) => budget(number)),
      { ...other, id: 'all', budget_scope: 'multi_user_customer', consumed_amount: 77 },
      { ...other, id: 'org', budget_scope: 'organization', consumed_amount: 77 },
      { ...other, id: 'repo', budget_scope: 'repository' },
      { ...other, id: 'ci', budget_scope: 'organization', budget_product_sku: 'actions' },
    ];
    const { limits } = await syncInto(
      emptyStore(),
      githubCopilot,
      context({ firstDay: '2026-11-05' }),
    );
    expect(limits.length).toBe(132);
    expect(limits[129]).toEqual({
      scope: 'person',
      target: 'dev-129',
      name: null,
      limit: { amountMicro: 30_000_000n, currency: 'USD', period: 'month' },
      usedMicro: 12_400_000n,
    });
    expect(limits.slice(130)).toMatchObject([
      { scope: 'person', target: null, usedMicro: null },
      { scope: 'organization', target: null, usedMicro: 77_000_000n },
    ]);
  });

  it('reads a month that has ended once more as a whole, as it was settled', async () => {
    await start(copilotRecords('2026-10-01', 36, 1));
    const at = (today: string) => context({ firstDay: '2026-10-01', today });
    const store = await syncInto(emptyStore(), githubCopilot, at('2026-10-31'));
    server.records = server.records
      .filter(({ day }) => day <= '2026-11-02')
      .map((one) => ({ ...one, net: one.gross }));
    await syncInto(store, githubCopilot, at('2026-11-02'));
    const until = server.records.filter(({ day }) => day <= '2026-11-02');
    expect(billed(store)).toEqual(told(until));
  });

  it('goes on without billing where the token may not read it', async () => {
    await start(copilotRecords('2026-11-01', 2, 2));
    server.closed = /settings\/billing/;
    const store = await syncInto(emptyStore(), githubCopilot, context({ firstDay: '2026-11-01' }));
    expect(store.notes.map(({ details }) => details['stream'])).toEqual([
      'budgets',
      'licences',
      'credits',
    ]);
    expect(store.seats.length).toBe(2);
    expect(await githubCopilot.check(context())).toMatchObject({
      ok: true,
      found: ['seats', 'members'],
    });
  });

  it('asks for the organization where it is not set', async () => {
    await start([]);
    const result = await githubCopilot.check(contextFor(githubCopilot, server.base));
    expect(result).toMatchObject({ ok: false, failure: { code: 'organization_missing' } });
  });

  it('sets a budget in whole dollars, changes the same one, and takes it away', async () => {
    await start([]);
    const limit: LimitChange = {
      scope: 'person',
      target: 'dev-0',
      amountMicro: 30_000_000n,
      currency: 'USD',
      period: 'month',
    };
    const set = (amountMicro: bigint | null) =>
      githubCopilot.limits?.doLimit(context(), { ...limit, amountMicro });
    expect(await set(30_000_000n)).toMatchObject({ amountMicro: 30_000_000n });
    expect(await githubCopilot.limits?.planLimit(context(), limit)).toMatchObject({
      method: 'PATCH',
      body: '{"budget_amount":30,"prevent_further_usage":true}',
    });
    expect(await set(45_000_000n)).toMatchObject({ amountMicro: 45_000_000n });
    expect(server.budgets.length).toBe(1);
    expect(await set(null)).toMatchObject({ amountMicro: null });
    expect(server.budgets).toEqual([]);
  });
});
