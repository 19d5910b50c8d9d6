import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/failure.ts';
import type { InvoiceDraft } from '../../../src/core/invoices/invoice.ts';
import { postable } from '../../../src/core/invoices/postable.ts';
import type { VendorTemplate } from '../../../src/core/invoices/vendor-template.ts';
import { readInvoiceFile } from '../../../src/main/imports/invoice/read-invoice.ts';
import { seededRandom } from '../../fixtures/agent-logs/seeded-random.ts';
import { seatBill } from '../../fixtures/invoices/made-invoices.ts';
import { vendorBill } from '../../fixtures/invoices/made-vendor-bill.ts';
import { ciiXml, redEInvoiceXml, ublXml } from '../../fixtures/invoices/made-xml.ts';
import { makePdf } from '../../fixtures/invoices/make-pdf.ts';

const vendors: { templates: VendorTemplate[] } = JSON.parse(
  readFileSync('resources/invoice-vendors.json', 'utf8'),
);
const options = { templates: vendors.templates, timeoutMs: 10_000 };
const known = (text: string): string =>
  text.replace(/Modèle &amp; Fils SAS|Rechenkern Hosting GmbH/, 'Anthropic, PBC');

/** Files that may be posted by themselves as they are. */
const whole: readonly (readonly [string, Uint8Array])[] = [
  ['PDF', seatBill()],
  ['PDF of one line', vendorBill()],
  [
    'Factur-X',
    makePdf({
      pages: [[{ x: 40, y: 700, text: 'Invoice' }]],
      attachment: { name: 'factur-x.xml', text: known(ciiXml()) },
    }),
  ],
  ['UBL', strToU8(known(ublXml()))],
  ['CII', strToU8(known(ciiXml()))],
  ['ZIP', zipSync({ 'a.xml': strToU8(known(ublXml())) })],
  [
    'OFD',
    zipSync({
      'OFD.xml': strToU8('<ofd:OFD xmlns:ofd="o"><ofd:DocBody/></ofd:OFD>'),
      'Doc_0/Attachs/original_invoice.xml': strToU8(redEInvoiceXml()),
    }),
  ],
];

/** The drafts of a file, or none where it was refused with a code and a sentence. */
async function draftsOf(bytes: Uint8Array): Promise<InvoiceDraft[]> {
  try {
    return await readInvoiceFile(bytes, 'x', options);
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    expect(cause.code).toMatch(/^(?:pdf|xml|zip|ofd|invoice)_/);
    expect(cause.message).toMatch(/\.$/);
    return [];
  }
}

const money = (draft: InvoiceDraft): string =>
  [
    draft.kind,
    draft.currency?.value,
    draft.totalMicro?.value,
    draft.taxMicro?.value ?? 0n,
    ...draft.lines.map((line) => line.amountMicro),
  ].join(' ');

describe.each(whole)('a damaged %s', (_, bytes) => {
  it('cut off anywhere is refused, waits, or is posted as it was', async () => {
    const original = (await draftsOf(bytes)).map(money);
    expect(original).toHaveLength(1);
    for (let share = 5; share < 100; share += 5) {
      const cut = bytes.slice(0, Math.floor((bytes.length * share) / 100));
      for (const draft of await draftsOf(cut))
        if (postable(draft).ok) expect(original).toContain(money(draft));
    }
  });

  it('with bytes changed is refused, waits, or is posted with the same amounts', async () => {
    const original = (await draftsOf(bytes)).map(money);
    const random = seededRandom(26);
    for (let round = 0; round < 25; round += 1) {
      const changed = bytes.slice();
      for (let count = 0; count <= random.below(10); count += 1)
        changed[random.below(changed.length)] = random.below(256);
      for (const draft of await draftsOf(changed))
        if (postable(draft).ok) expect(original).toContain(money(draft));
    }
  });
});

describe('a damaged text', () => {
  it('whose number has letters that no program numbers by waits for a person', async () => {
    const [draft] = await draftsOf(
      vendorBill({
        facts: [
          ['Invoice number', 'AB12-0Ó01'],
          ['Date of issue', 'June 3, 2026'],
        ],
      }),
    );
    expect(draft && postable(draft)).toMatchObject({ ok: false, reasons: [{ code: 'unsure' }] });
  });

  it('whose day lost its label waits for a person', async () => {
    const [draft] = await draftsOf(
      vendorBill({
        facts: [
          ['Invoice number', 'AB12-0001'],
          ['Dxtx xf issue', 'June 3, 2026'],
        ],
      }),
    );
    expect(draft?.issueDay?.value).toBe('2026-06-03');
    expect(draft && postable(draft)).toMatchObject({ ok: false, reasons: [{ code: 'unsure' }] });
  });
});
