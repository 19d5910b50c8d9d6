import * as book from '../../contract/book.ts';
import * as claims from '../../contract/claims.ts';
import * as close from '../../contract/close.ts';
import * as company from '../../contract/company.ts';
import * as imports from '../../contract/imports.ts';
import * as invoices from '../../contract/invoices.ts';
import * as month from '../../contract/month.ts';
import * as output from '../../contract/output.ts';
import * as rates from '../../contract/rates.ts';
import type { Request } from '../../contract/request.ts';
import * as spend from '../../contract/spend.ts';
import { listBackups, runDailyBackup } from './backup/daily-backup.ts';
import { runBackup } from './backup/make-backup.ts';
import { listAudit, verifyBook } from './book-checks.ts';
import { listBank, setBank } from './claims/bank-details.ts';
import { setPolicy, showPolicy } from './claims/claim-policy.ts';
import { decideClaim } from './claims/decide-claim.ts';
import { checkClaim, saveClaim, withdrawClaim } from './claims/file-claim.ts';
import { listClaims, showClaim } from './claims/list-claims.ts';
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
import { importFiles, lookAtFile } from './imports/import-files.ts';
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
import { pastePeople } from './paste-people.ts';
import { listAccounts, listPeople, savePerson, setAccountBilling } from './people.ts';
import { fetchRates, listRates, setRate } from './rates.ts';
import {
  removeOutputForNow,
  removePersonForNow,
  restoreOutput,
  restorePerson,
} from './put-back.ts';
import { listSubscriptions, saveSubscription } from './subscriptions.ts';
import { showCells, showRows, showUnassigned } from './unassigned.ts';
import { showUsage } from './usage.ts';
import { showVerdicts } from './verdicts.ts';

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
bind(company.settingsList, listSettings);
bind(company.settingsSet, setSetting);
bind(company.peopleList, listPeople);
bind(company.peopleSave, savePerson);
bind(company.peopleRemove, removePersonForNow);
bind(company.peopleRestore, restorePerson);
bind(company.peoplePaste, pastePeople);
bind(company.accountsList, listAccounts);
bind(company.accountsBilling, setAccountBilling);
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

/** Every request that the book answers, by name. */
export const handlers: ReadonlyMap<string, Handler> = bound;
