import * as ledger from '../../../contract/ledger.ts';
import { bind, type Handler } from '../handler.ts';
import { agreeSettings, showLedgerSettings } from './agreements.ts';
import { listOpeningCredits, removeOpeningCredits, setOpeningCredits } from './opening-credits.ts';
import { showLedger } from './show-ledger.ts';
import { setTaxAccount } from './tax-account.ts';
import { listVendors, removeVendor, setVendor } from './vendors.ts';

export const handlers: readonly Handler[] = [
  bind(ledger.ledgerMonth, showLedger),
  bind(ledger.ledgerSettings, showLedgerSettings),
  bind(ledger.ledgerAgree, agreeSettings),
  bind(ledger.ledgerTaxAccount, setTaxAccount),
  bind(ledger.openingCreditsList, listOpeningCredits),
  bind(ledger.openingCreditsSet, setOpeningCredits),
  bind(ledger.openingCreditsRemove, removeOpeningCredits),
  bind(ledger.vendorsList, listVendors),
  bind(ledger.vendorsSet, setVendor),
  bind(ledger.vendorsRemove, removeVendor),
];
