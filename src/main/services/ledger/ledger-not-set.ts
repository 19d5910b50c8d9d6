import { Failure } from '../../../core/failure.ts';

/** What is refused without a chart of accounts. */
export const ledgerNotSet = (): Failure =>
  new Failure(
    'ledger_not_set',
    'Choose the chart of accounts with your accountant: Settings, Ledger, or the setting ledger.pack.',
  );
