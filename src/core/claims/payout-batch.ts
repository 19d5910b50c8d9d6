import type { Micro } from '../money.ts';

/** Where a person's money goes. Which fields are needed depends on the file the bank takes. */
export type PayeeAccount = {
  readonly holder: string;
  readonly iban: string | null;
  readonly bic: string | null;
  /** A bank's own account number where it has no IBAN. */
  readonly accountNumber: string | null;
  readonly bankName: string | null;
};

/** What is owed on one claim in one currency, in whole minor units. */
export type Payout = {
  /** Ours, unique in the book. */
  readonly reference: string;
  readonly claimId: string;
  readonly person: string;
  readonly amountMicro: Micro;
  readonly currency: string;
  readonly account: PayeeAccount | null;
};

/** One transfer to a person: what is owed on one or more claims in one currency. */
export type Transfer = Omit<Payout, 'reference' | 'claimId'> & {
  /** Unique in the book: travels to the bank and back as the end-to-end reference. */
  readonly reference: string;
  readonly claimIds: readonly string[];
  /** What it settles; their amounts add up to its own. */
  readonly payouts: readonly Payout[];
  /** What the person reads on the statement. */
  readonly purpose: string;
};

export type PayoutBatch = {
  readonly currency: string;
  readonly totalMicro: Micro;
  readonly transfers: readonly Transfer[];
};

/** Groups transfers by currency, currencies in alphabetical order, transfers in the order given. */
export function payoutBatches(transfers: readonly Transfer[]): PayoutBatch[] {
  const currencies = [...new Set(transfers.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = transfers.filter((transfer) => transfer.currency === currency);
    const totalMicro = own.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
    return { currency, totalMicro, transfers: own };
  });
}
