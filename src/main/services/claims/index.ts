import * as claims from '../../../contract/claims.ts';
import { bind, type Handler } from '../handler.ts';
import { listBank, setBank } from './bank-details.ts';
import { setPolicy, showPolicy } from './claim-policy.ts';
import { decideClaim } from './decide-claim.ts';
import { checkClaim, saveClaim, withdrawClaim } from './file-claim.ts';
import { listClaims, showClaim, showWaiting } from './list-claims.ts';
import { makeBatch, writeBatchAgain } from './make-batch.ts';
import { failPayment, payClaims } from './pay-claims.ts';
import { showPayCut } from './pay-cut.ts';
import { cancelBatch, listBatches, payBatch } from './payout-batches.ts';
import { reviewTax } from './review-tax.ts';
import { readReceipt, showReceipt } from './show-receipt.ts';

export const handlers: readonly Handler[] = [
  bind(claims.claimsList, listClaims),
  bind(claims.claimsWaiting, showWaiting),
  bind(claims.claimsShow, showClaim),
  bind(claims.claimsCheck, checkClaim),
  bind(claims.claimsSave, saveClaim),
  bind(claims.claimsWithdraw, withdrawClaim),
  bind(claims.claimsDecide, decideClaim),
  bind(claims.claimsTax, reviewTax),
  bind(claims.claimsPay, payClaims),
  bind(claims.claimsBatch, makeBatch),
  bind(claims.claimsBatchFile, writeBatchAgain),
  bind(claims.claimsBatches, listBatches),
  bind(claims.claimsBatchPaid, payBatch),
  bind(claims.claimsBatchCancel, cancelBatch),
  bind(claims.claimsFailed, failPayment),
  bind(claims.claimsPolicy, showPolicy),
  bind(claims.claimsPolicySet, setPolicy),
  bind(claims.claimsBank, listBank),
  bind(claims.claimsBankSet, setBank),
  bind(claims.claimsPayCut, showPayCut),
  bind(claims.claimsReadReceipt, readReceipt),
  bind(claims.claimsReceipt, showReceipt),
];
