import { describe, expect, test } from 'vitest';
import { findTaxAccount } from '../../../src/core/ledger/ledger-rules.ts';
import { missingTaxAccounts } from '../../../src/core/ledger/missing-tax-accounts.ts';
import type { TaxLine } from '../../../src/core/ledger/tax-line.ts';
import { micro, rulesOf } from './ledger-book.ts';

const listed = (...accounts: readonly (readonly [rate: string, code: string, name: string])[]) =>
  accounts.map(([rate, code, name]) => ({ rate, account: { code, name } }));

describe('the account of a tax rate', () => {
  test('is that of its rate, however many digits it is written with', () => {
    const both = listed(['19', '1406', 'VAT'], ['7', '1401', 'VAT']);
    expect(findTaxAccount(both, '7.00')?.code).toBe('1401');
  });

  test('of one that is not listed is that of all others, where they have one and the same', () => {
    const one = listed(['13', '2221', 'VAT'], ['6', '2221', 'VAT']);
    expect(findTaxAccount(one, '9')?.code).toBe('2221');
    expect(findTaxAccount(listed(['13', '1', 'VAT'], ['6', '2', 'VAT']), '9')).toBeNull();
    expect(findTaxAccount(listed(['13', '1', 'VAT'], ['6', '1', 'Tax']), '9')).toBeNull();
    expect(findTaxAccount(listed(['19', '1406', 'VAT']), '16')).toBeNull();
  });
});

describe('what a document misses', () => {
  const { taxAccounts } = rulesOf('DE-SKR04');
  const line = (more: Partial<TaxLine>): TaxLine => ({
    ...{ kind: 'domestic', rate: '16', recoverable: '100' },
    ...{ netMicro: micro('100'), taxMicro: micro('16') },
    ...more,
  });
  const missing = (more: Partial<TaxLine>) =>
    missingTaxAccounts({ taxLines: [line(more)] }, taxAccounts).map(({ role }) => role);

  test('is an account for tax that is recoverable, and two for what the buyer owes', () => {
    expect(missing({})).toEqual(['input-tax']);
    expect(missing({ kind: 'reverse-charge', taxMicro: 0n })).toEqual([
      'reverse-charge-in',
      'reverse-charge-out',
    ]);
    expect(missing({ kind: 'reverse-charge', taxMicro: 0n, recoverable: '0' })).toEqual([
      'reverse-charge-out',
    ]);
  });

  test('is nothing where no tax is booked, or its rate has its account', () => {
    expect(missing({ rate: '19' })).toEqual([]);
    expect(missing({ recoverable: '0' })).toEqual([]);
    expect(missing({ kind: 'not-recoverable' })).toEqual([]);
    expect(missing({ kind: 'exempt', rate: '0', taxMicro: 0n })).toEqual([]);
    expect(missing({ kind: 'reverse-charge', rate: '0', taxMicro: 0n })).toEqual([]);
    expect(missing({ kind: 'reverse-charge', netMicro: 0n, taxMicro: 0n })).toEqual([]);
  });
});
