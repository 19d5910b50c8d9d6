import * as invoices from '../../../contract/invoices.ts';
import * as originals from '../../../contract/originals.ts';
import { bind, type Handler } from '../handler.ts';
import { notePayment, setInvoiceTax } from '../ledger/change-books.ts';
import { showAttention } from './attention.ts';
import { confirmInvoice, mendInvoice, setInvoiceAccount } from './change-invoice.ts';
import { listInvoices, showInvoice } from './invoice-docs.ts';
import { pictureOf } from './invoice-picture.ts';
import { readOriginal } from './read-original.ts';
import { listCharges, reconcileTheMonth } from './reconciliation.ts';
import { setSpread } from './set-spread.ts';
import { teachVendor } from './teach-vendor.ts';

export const handlers: readonly Handler[] = [
  bind(invoices.invoicesList, listInvoices),
  bind(invoices.invoicesShow, showInvoice),
  bind(invoices.invoicesMend, mendInvoice),
  bind(invoices.invoicesConfirm, confirmInvoice),
  bind(invoices.invoicesAccount, setInvoiceAccount),
  bind(invoices.invoicesTax, setInvoiceTax),
  bind(invoices.invoicesPaid, notePayment),
  bind(invoices.invoicesSpread, setSpread),
  bind(invoices.invoicesPicture, pictureOf),
  bind(invoices.invoicesTeach, teachVendor),
  bind(invoices.invoicesAttention, showAttention),
  bind(invoices.reconcileMonth, reconcileTheMonth),
  bind(invoices.reconcileCharges, listCharges),
  bind(originals.originalsRead, readOriginal),
];
