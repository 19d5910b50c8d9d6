import { describe, expect, it } from 'vitest';
import { type Capabilities, capabilityWords } from '../../../src/core/accounts/capability-words.ts';

const everything: Capabilities = {
  usage: true,
  costs: 'billed',
  members: true,
  seats: true,
  keys: true,
  invoices: false,
  setLimit: ['person', 'key'],
  pauseKey: 'reversible',
};
const codes = (changes: Partial<Capabilities>): string[] =>
  capabilityWords({ ...everything, ...changes }).map(({ code }) => code);

describe('what an account can do, in words', () => {
  it('names what works', () => {
    expect(codes({})).toEqual([
      'usage',
      'costs_billed',
      'seats',
      'invoices_none',
      'limit',
      'pause',
    ]);
    expect(capabilityWords(everything).find(({ code }) => code === 'limit')?.text).toBe(
      'Can limit a person, a key.',
    );
  });

  it('names the way that works where the provider tells nothing', () => {
    const words = codes({
      usage: false,
      costs: 'none',
      seats: false,
      setLimit: [],
      pauseKey: 'none',
    });
    expect(words).toEqual([
      'usage_none',
      'costs_none',
      'seats_none',
      'invoices_none',
      'limit_none',
    ]);
  });

  it('says delete where a key cannot be paused, and estimate where it is no bill', () => {
    expect(codes({ pauseKey: 'irreversible', costs: 'estimate' })).toEqual(
      expect.arrayContaining(['delete_key', 'costs_estimate']),
    );
  });
});
