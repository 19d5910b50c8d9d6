import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { postable } from '../../../src/core/invoices/postable.ts';
import type { VendorTemplate } from '../../../src/core/invoices/vendor-template.ts';
import { readInvoice } from '../../../src/main/imports/invoice/read-invoice.ts';
import { type MadeRandomBill, randomBill } from '../../fixtures/invoices/random-bill.ts';

const vendors: { templates: VendorTemplate[] } = JSON.parse(
  readFileSync('resources/invoice-vendors.json', 'utf8'),
);

const wrongIn = (made: MadeRandomBill, draft: Awaited<ReturnType<typeof readInvoice>>) => {
  const cents = (micro: bigint | undefined): number | null =>
    micro === undefined ? null : Number(micro / 10_000n);
  const found = {
    number: draft.number?.value,
    issued: draft.issueDay?.value,
    currency: draft.currency?.value,
    tax: cents(draft.taxMicro?.value) ?? 0,
    total: cents(draft.totalMicro?.value),
    lines: draft.lines.map((line) => cents(line.amountMicro)),
  };
  return (Object.keys(found) as (keyof typeof found)[]).filter(
    (key) => JSON.stringify(found[key]) !== JSON.stringify(made.truth[key]),
  );
};

describe('bills in chance layouts, languages and ways to write figures', () => {
  it('are mostly read whole, and never posted by themselves with something wrong', async () => {
    const posted: string[] = [];
    let whole = 0;
    const count = 120;
    for (let seed = 1; seed <= count; seed += 1) {
      const made = randomBill(seed);
      const options = { templates: vendors.templates, timeoutMs: 20_000 };
      const draft = await readInvoice(made.bytes, 'a.pdf', options);
      const wrong = wrongIn(made, draft);
      if (wrong.length === 0) whole += 1;
      if (wrong.length > 0 && postable({ ...draft, vendorKey: 'known' }).ok)
        posted.push(`${seed}: ${wrong.join(', ')}`);
    }
    expect(posted).toEqual([]);
    expect(whole / count).toBeGreaterThan(0.9);
  });
});
