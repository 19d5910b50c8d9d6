import * as claims from '../../../contract/claims.ts';
import { listBank, setBank } from '../claims/bank-details.ts';
import { setPolicy, showPolicy } from '../claims/claim-policy.ts';
import { decideClaim } from '../claims/decide-claim.ts';
import { checkClaim, saveClaim, withdrawClaim } from '../claims/file-claim.ts';
import { listClaims, showClaim, showWaiting } from '../claims/list-claims.ts';
import { failPayment, payClaims } from '../claims/pay-claims.ts';
import { showPayCut } from '../claims/pay-cut.ts';
import { cancelBatch, listBatches, makeBatch, payBatch } from '../claims/payout-batches.ts';
import { readReceipt, showReceipt } from '../claims/show-receipt.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [
  bind(claims.claimsList, listClaims),
  bind(claims.claimsWaiting, showWaiting),
  bind(claims.claimsShow, showClaim),
  bind(claims.claimsCheck, checkClaim),
  bind(claims.claimsSave, saveClaim),
  bind(claims.claimsWithdraw, withdrawClaim),
  bind(claims.claimsDecide, decideClaim),
  bind(claims.claimsPay, payClaims),
  bind(claims.claimsBatch, makeBatch),
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
