import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VendorTemplate } from '../../../core/invoices/vendor-template.ts';
import { type InvoiceProcess, openInvoiceProcess } from '../../imports/invoice/invoice-process.ts';
import type { Context } from '../context.ts';

const TIMEOUT_MS = 30_000;

let opened: InvoiceProcess | null = null;

/** The thread in which files of strangers are read, opened at the first one; it does not keep the app alive. */
export function invoiceReader(): InvoiceProcess {
  opened ??= openInvoiceProcess({ workerUrl: workerUrl(), timeoutMs: TIMEOUT_MS });
  return opened;
}

/** In a checkout the thread's source; in the built app its bundle, beside this one or above it. */
function workerUrl(): URL {
  const here = import.meta.url;
  if (here.endsWith('.ts')) {
    return new URL('../../imports/invoice/invoice-worker.ts', here);
  }
  const beside = new URL('./invoice-worker.js', here);
  return existsSync(fileURLToPath(beside)) ? beside : new URL('../invoice-worker.js', here);
}

let shipped: { readonly folder: string; readonly templates: readonly VendorTemplate[] } | null =
  null;

function shippedTemplates(folder: string): readonly VendorTemplate[] {
  if (shipped?.folder !== folder) {
    const { templates } = JSON.parse(
      readFileSync(join(folder, 'invoice-vendors.json'), 'utf8'),
    ) as { templates: VendorTemplate[] };
    shipped = { folder, templates };
  }
  return shipped.templates;
}

/** The vendors that the book was taught, then those that the app ships; a taught one outdoes its namesake. */
export function vendorTemplates(context: Context): VendorTemplate[] {
  const taught = context.book.invoices
    .vendorTemplates()
    .map((text) => JSON.parse(text) as VendorTemplate);
  const ids = new Set(taught.map((one) => one.id));
  return [...taught, ...shippedTemplates(context.resources).filter((one) => !ids.has(one.id))];
}

/** A vendor's name by its key, as people know it. */
export function vendorName(context: Context, key: string): string | null {
  return vendorTemplates(context).find((one) => one.id === key)?.name ?? null;
}
