import * as invoices from '../../../contract/invoices.ts';
import * as originals from '../../../contract/originals.ts';
import { showAttention } from '../invoices/attention.ts';
import { confirmInvoice, mendInvoice, setInvoiceAccount } from '../invoices/change-invoice.ts';
import { listInvoices, showInvoice } from '../invoices/invoice-docs.ts';
import { pictureOf } from '../invoices/invoice-picture.ts';
import { readOriginal } from '../invoices/read-original.ts';
import { listCharges, reconcileTheMonth } from '../invoices/reconciliation.ts';
import { setSpread } from '../invoices/set-spread.ts';
import { teachVendor } from '../invoices/teach-vendor.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [
  bind(invoices.invoicesList, listInvoices),
  bind(invoices.invoicesShow, showInvoice),
  bind(invoices.invoicesMend, mendInvoice),
  bind(invoices.invoicesConfirm, confirmInvoice),
  bind(invoices.invoicesAccount, setInvoiceAccount),
  bind(invoices.invoicesSpread, setSpread),
  bind(invoices.invoicesPicture, pictureOf),
  bind(invoices.invoicesTeach, teachVendor),
  bind(invoices.invoicesAttention, showAttention),
  bind(invoices.reconcileMonth, reconcileTheMonth),
  bind(invoices.reconcileCharges, listCharges),
  bind(originals.originalsRead, readOriginal),
];
