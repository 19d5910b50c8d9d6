import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transfersOf } from '../../../src/core/claims/transfers.ts';

const owed = (payee: number, claimId: string, cents: bigint, currency = 'EUR') => ({
  payee,
  payout: {
    ...{ reference: `${claimId}-${currency}-1`, claimId, person: `P${payee}`, currency },
    amountMicro: cents * 10_000n,
    account: null,
  },
});
const numbered = () => {
  let place = 0;
  return () => `B1-T${++place}`;
};
const purpose = (claims: string): string => `Claim ${claims}`;

describe('transfersOf', () => {
  it('pays one person once per currency, whatever the names', () => {
    const made = transfersOf(
      [
        owed(1, 'C1', 46n),
        owed(2, 'C2', 500n),
        owed(1, 'C3', 46n),
        owed(1, 'C4', 46n),
        owed(1, 'C5', 9n, 'USD'),
      ],
      purpose,
      numbered(),
    );
    expect(made).toMatchObject([
      { reference: 'B1-T1', claimIds: ['C1', 'C3', 'C4'], amountMicro: 1_380_000n },
      { reference: 'C2-EUR-1', claimIds: ['C2'], purpose: 'Claim C2' },
      { reference: 'C5-USD-1', currency: 'USD' },
    ]);
    expect(made[0]?.purpose).toBe('Claim C1, C3, C4');
  });

  it('names first, last and how many where the statement has no room for all', () => {
    const many = Array.from({ length: 60 }, (_, index) => owed(1, `C${index + 1}`, 1n));
    expect(transfersOf(many, purpose, numbered())[0]?.purpose).toBe('Claim C1 ... C60 (60)');
  });

  it('keeps every cent and every claim', () => {
    const one = fc.record({
      payee: fc.integer({ min: 1, max: 4 }),
      cents: fc.bigInt({ min: 1n, max: 9_999n }),
      currency: fc.constantFrom('EUR', 'USD', 'CNY'),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (all) => {
        const list = all.map(({ payee, cents, currency }, index) =>
          owed(payee, `C${index}`, cents, currency),
        );
        const made = transfersOf(list, purpose, numbered());
        const keys = made.map(({ person, currency }) => `${person} ${currency}`);
        expect(new Set(keys).size).toBe(made.length);
        expect(new Set(made.map(({ reference }) => reference)).size).toBe(made.length);
        expect(made.flatMap(({ claimIds }) => claimIds).sort()).toEqual(
          list.map(({ payout }) => payout.claimId).sort(),
        );
        for (const { payouts, amountMicro, purpose: said } of made) {
          expect(payouts.reduce((sum, payout) => sum + payout.amountMicro, 0n)).toBe(amountMicro);
          expect(said.length).toBeLessThanOrEqual(140);
        }
      }),
    );
  });
});
