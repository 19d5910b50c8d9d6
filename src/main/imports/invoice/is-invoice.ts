import { Failure } from '../../../core/failure.ts';
import { deadlineIn, LIMITS } from './limits.ts';
import { mediaTypeOf } from './media-type.ts';
import { type ZipEntry, zipEntries } from './zip-entries.ts';

const TABLE = /(?:^|\/)\[Content_Types\]\.xml$|\.(?:csv|tsv|txt|tab)$/i;
const PAPER = /(?:^|\/)OFD\.xml$|\.(?:pdf|ofd)$/i;
const SNIFF_MS = 5_000;

/**
 * Whether a file goes the way of invoices by its content: PDF, picture, XML that is neither the ECB's
 * nor a web page, OFD, or a ZIP of these without a table in it. The name is not believed.
 */
export function isInvoiceFile(head: Uint8Array, whole: () => Uint8Array): boolean {
  const mediaType = mediaTypeOf(head);
  if (mediaType === null) return false;
  if (mediaType === 'application/xml') return isInvoiceXml(head);
  return mediaType !== 'application/zip' || isInvoiceZip(whole());
}

function isInvoiceXml(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1').replaceAll('\u0000', '');
  return !/gesmes:|eurofxref|<!doctype\s+html|<html[\s>]|urn:schemas-microsoft-com:office/i.test(
    head,
  );
}

function isInvoiceZip(bytes: Uint8Array): boolean {
  if (bytes.length > LIMITS.fileBytes) return false;
  const names: string[] = [];
  let entries: ZipEntry[];
  try {
    entries = zipEntries(
      bytes,
      (name) => {
        names.push(name);
        return /\.xml$/i.test(name) && !names.some((one) => TABLE.test(one));
      },
      deadlineIn(SNIFF_MS),
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // A bomb or a broken archive: an invoice's reader and a table's both have their sentence for it.
    return names.some((name) => PAPER.test(name)) && !names.some((name) => TABLE.test(name));
  }
  if (names.some((name) => TABLE.test(name))) return false;
  return (
    names.some((name) => PAPER.test(name)) || entries.some((entry) => isInvoiceXml(entry.bytes))
  );
}
