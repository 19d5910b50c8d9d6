export { claimExportRows as claimRowsOf } from '../claims/claim-export.ts';
export { payoutExportRows as payoutRowsOf } from '../claims/payout-export.ts';
