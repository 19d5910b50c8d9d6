export { claimExportRows as claimRowsOf } from '../claims/claim-export.ts';
