import * as writes from '../../contract/account-writes.ts';
import * as accounts from '../../contract/accounts.ts';
import * as policy from '../../contract/allowance-policy.ts';
import * as allowances from '../../contract/allowances.ts';
import * as book from '../../contract/book.ts';
import * as budget from '../../contract/budget.ts';
import * as claims from '../../contract/claims.ts';
import * as close from '../../contract/close.ts';
import * as company from '../../contract/company.ts';
import * as imports from '../../contract/imports.ts';
import * as invoices from '../../contract/invoices.ts';
import * as month from '../../contract/month.ts';
import * as originals from '../../contract/originals.ts';
import * as output from '../../contract/output.ts';
import * as rates from '../../contract/rates.ts';
import type { Request } from '../../contract/request.ts';
import * as signals from '../../contract/signals.ts';
import * as spend from '../../contract/spend.ts';
import * as warehouse from '../../contract/warehouse.ts';
import { pauseKey, planLimit, planPause, pushLimit } from './accounts/account-writes.ts';
import {
  addAccount,
  changeAccount,
  checkAccount,
  removeAccount,
  setAccountKey,
} from './accounts/add-account.ts';
import { listAccounts, listProviders, setAccountBilling } from './accounts/list-accounts.ts';
import { runSync } from './accounts/run-sync.ts';
import { listRunaways } from './accounts/runaway-signals.ts';
import { addMembersAsPeople, showAccount } from './accounts/show-account.ts';
import { listSyncRejects, writeSyncRejects } from './accounts/sync-rejects.ts';
import { advisePolicy } from './allowances/advise-policy.ts';
import { listCalendar, setCalendarDay } from './allowances/company-days.ts';
import { setBudget, showForecast } from './allowances/forecast.ts';
import { applyPreset, endTheLine, listLines, listPresets, setLine } from './allowances/lines.ts';
import { listAllowances, listPools } from './allowances/list-allowances.ts';
import { listTopUps } from './allowances/list-top-ups.ts';
import { setPool, slicePool } from './allowances/pools.ts';
import { askTopUp, decideTopUp, endTopUp } from './allowances/top-ups.ts';
import { transferAllowance } from './allowances/transfer.ts';
import { showWhatIf } from './allowances/what-if.ts';
import { listBackups, runDailyBackup } from './backup/daily-backup.ts';
import { runBackup } from './backup/make-backup.ts';
import { listAudit, verifyBook } from './book-checks.ts';
import { listBank, setBank } from './claims/bank-details.ts';
import { setPolicy, showPolicy } from './claims/claim-policy.ts';
import { decideClaim } from './claims/decide-claim.ts';
import { checkClaim, saveClaim, withdrawClaim } from './claims/file-claim.ts';
import { listClaims, showClaim, showWaiting } from './claims/list-claims.ts';
import { failPayment, payClaims } from './claims/pay-claims.ts';
import { showPayCut } from './claims/pay-cut.ts';
import { cancelBatch, listBatches, makeBatch, payBatch } from './claims/payout-batches.ts';
import { readReceipt, showReceipt } from './claims/show-receipt.ts';
import { closeTheMonth, reopenMonth, showChecklist } from './close/close-month.ts';
import { postCorrection } from './close/corrections.ts';
import { listSettings, setSetting, showCompany } from './company.ts';
import type { Context } from './context.ts';
import { runExport } from './exports.ts';
import { assignIdentity, listIdentities } from './identities.ts';
import { listImports, undoAndList, writeRejects, writeTemplate } from './imports/history.ts';
import { importFiles } from './imports/import-files.ts';
import { lookAtFile } from './imports/look-at-file.ts';
import {
  forgetMapping,
  keepMapping,
  listMappings,
  setMapping,
} from './imports/remembered-mappings.ts';
import { showAttention } from './invoices/attention.ts';
import { confirmInvoice, mendInvoice, setInvoiceAccount } from './invoices/change-invoice.ts';
import { listInvoices, showInvoice } from './invoices/invoice-docs.ts';
import { pictureOf } from './invoices/invoice-picture.ts';
import { listCharges, reconcileTheMonth } from './invoices/reconciliation.ts';
import { setSpread } from './invoices/set-spread.ts';
import { teachVendor } from './invoices/teach-vendor.ts';
import { listModels, setModel } from './models.ts';
import {
  acceptOutput,
  listOutput,
  logOutput,
  reopenOutput,
  tickNothingFinished,
} from './output.ts';
import { listBaselines, listKinds, setBaseline, setKind } from './output-rules.ts';
import { showOverview, showSeats } from './overview.ts';
import { listPeople, savePerson } from './people.ts';
import {
  removeOutputForNow,
  removePersonForNow,
  restoreOutput,
  restorePerson,
} from './put-back.ts';
import { fetchRates, listRates, setRate } from './rates.ts';
import { readOriginal } from './read-original.ts';
import { dismissSignal, listSignals, restoreSignal } from './signals/signals.ts';
import { listSubscriptions, saveSubscription } from './subscriptions.ts';
import { showCells, showRows, showUnassigned } from './unassigned.ts';
import { showUsage } from './usage.ts';
import { showVerdicts } from './verdicts.ts';
import { exportWarehouse } from './warehouse-export.ts';

export type Handler = {
  readonly request: Request;
  readonly work: (context: Context, input: unknown) => unknown;
};

const bound = new Map<string, Handler>();

/** Ties a request to the service that answers it; the types of both are held against each other here. */
function bind<I, O>(
  request: Request<I, O>,
  work: (context: Context, input: I) => O | Promise<O>,
): void {
  bound.set(request.name, { request: request as Request, work: work as Handler['work'] });
}

bind(company.companyShow, showCompany);
bind(warehouse.warehouseExport, exportWarehouse);
bind(company.settingsList, listSettings);
bind(company.settingsSet, setSetting);
bind(company.peopleList, listPeople);
bind(company.peopleSave, savePerson);
bind(company.peopleRemove, removePersonForNow);
bind(company.peopleRestore, restorePerson);
bind(accounts.providersList, listProviders);
bind(accounts.accountsList, listAccounts);
bind(accounts.accountShow, showAccount);
bind(accounts.accountsBilling, setAccountBilling);
bind(accounts.accountsAdd, addAccount);
bind(accounts.accountsCheck, checkAccount);
bind(accounts.accountsKey, setAccountKey);
bind(accounts.accountsRemove, removeAccount);
bind(accounts.accountsChange, changeAccount);
bind(accounts.accountsPeople, addMembersAsPeople);
bind(accounts.runawaysList, listRunaways);
bind(accounts.syncRun, runSync);
bind(accounts.syncRejects, listSyncRejects);
bind(accounts.syncRejectsFile, writeSyncRejects);
bind(writes.limitsPlan, planLimit);
bind(writes.limitsPush, pushLimit);
bind(writes.keysPlanPause, planPause);
bind(writes.keysPause, pauseKey);
bind(company.identitiesList, listIdentities);
bind(company.identitiesAssign, assignIdentity);
bind(company.subscriptionsList, listSubscriptions);
bind(company.subscriptionsSave, saveSubscription);
bind(company.kindsList, listKinds);
bind(company.kindsSet, setKind);
bind(company.baselinesList, listBaselines);
bind(company.baselineSet, setBaseline);
bind(company.modelsList, listModels);
bind(company.modelsSet, setModel);
bind(imports.importsRun, importFiles);
bind(imports.importsLook, lookAtFile);
bind(imports.importsList, listImports);
bind(imports.importsUndo, undoAndList);
bind(imports.importsRejects, writeRejects);
bind(imports.importsTemplate, writeTemplate);
bind(imports.mappingsList, listMappings);
bind(imports.mappingsSet, setMapping);
bind(imports.mappingsKeep, keepMapping);
bind(imports.mappingsForget, forgetMapping);
bind(invoices.invoicesList, listInvoices);
bind(invoices.invoicesShow, showInvoice);
bind(invoices.invoicesMend, mendInvoice);
bind(invoices.invoicesConfirm, confirmInvoice);
bind(invoices.invoicesAccount, setInvoiceAccount);
bind(invoices.invoicesSpread, setSpread);
bind(invoices.invoicesPicture, pictureOf);
bind(invoices.invoicesTeach, teachVendor);
bind(invoices.invoicesAttention, showAttention);
bind(invoices.reconcileMonth, reconcileTheMonth);
bind(invoices.reconcileCharges, listCharges);
bind(originals.originalsRead, readOriginal);
bind(rates.ratesList, listRates);
bind(rates.ratesSet, setRate);
bind(rates.ratesFetch, fetchRates);
bind(spend.usageShow, showUsage);
bind(spend.unassignedShow, showUnassigned);
bind(spend.spendCellsShow, showCells);
bind(spend.spendRowsShow, showRows);
bind(month.overviewMonth, showOverview);
bind(month.seatsMonth, showSeats);
bind(month.verdictMonth, showVerdicts);
bind(output.outputList, listOutput);
bind(output.outputLog, logOutput);
bind(output.outputAccept, acceptOutput);
bind(output.outputReopen, reopenOutput);
bind(output.outputRemove, removeOutputForNow);
bind(output.outputRestore, restoreOutput);
bind(output.outputNothing, tickNothingFinished);
bind(claims.claimsList, listClaims);
bind(claims.claimsWaiting, showWaiting);
bind(claims.claimsShow, showClaim);
bind(claims.claimsCheck, checkClaim);
bind(claims.claimsSave, saveClaim);
bind(claims.claimsWithdraw, withdrawClaim);
bind(claims.claimsDecide, decideClaim);
bind(claims.claimsPay, payClaims);
bind(claims.claimsBatch, makeBatch);
bind(claims.claimsBatches, listBatches);
bind(claims.claimsBatchPaid, payBatch);
bind(claims.claimsBatchCancel, cancelBatch);
bind(claims.claimsFailed, failPayment);
bind(claims.claimsPolicy, showPolicy);
bind(claims.claimsPolicySet, setPolicy);
bind(claims.claimsBank, listBank);
bind(claims.claimsBankSet, setBank);
bind(claims.claimsPayCut, showPayCut);
bind(claims.claimsReadReceipt, readReceipt);
bind(claims.claimsReceipt, showReceipt);
bind(close.closeChecklist, showChecklist);
bind(close.closeMonth, closeTheMonth);
bind(close.closeReopen, reopenMonth);
bind(close.closeCorrect, postCorrection);
bind(close.backupRun, runBackup);
bind(close.backupDaily, runDailyBackup);
bind(close.backupList, listBackups);
bind(book.bookVerify, verifyBook);
bind(book.auditList, listAudit);
bind(book.exportRun, runExport);
bind(allowances.allowanceList, listAllowances);
bind(allowances.allowanceLines, listLines);
bind(allowances.allowanceSet, setLine);
bind(allowances.allowanceEnd, endTheLine);
bind(allowances.allowancePresets, listPresets);
bind(allowances.allowancePreset, applyPreset);
bind(allowances.poolList, listPools);
bind(allowances.poolSet, setPool);
bind(allowances.poolSlice, slicePool);
bind(allowances.topUpList, listTopUps);
bind(allowances.topUpAsk, askTopUp);
bind(allowances.topUpDecide, decideTopUp);
bind(allowances.topUpEnd, endTopUp);
bind(allowances.allowanceTransfer, transferAllowance);
bind(policy.allowanceWhatIf, showWhatIf);
bind(policy.allowanceAdvice, advisePolicy);
bind(budget.forecastShow, showForecast);
bind(budget.budgetSet, setBudget);
bind(budget.calendarList, listCalendar);
bind(budget.calendarSet, setCalendarDay);
bind(signals.signalsMonth, listSignals);
bind(signals.signalDismiss, dismissSignal);
bind(signals.signalRestore, restoreSignal);

/** Every request that the book answers, by name. */
export const handlers: ReadonlyMap<string, Handler> = bound;
