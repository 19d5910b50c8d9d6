export { undecidedClaims as openClaimsIn } from '../claims/claim-export.ts';
export { openInvoicesIn } from '../invoices/open-invoices.ts';
