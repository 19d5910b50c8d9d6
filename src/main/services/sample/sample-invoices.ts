import { join } from 'node:path';
import { importsRun } from '../../../contract/imports.ts';
import { Failure } from '../../../core/failure.ts';
import { openServices } from '../services.ts';

/**
 * The sample's invoices, each with what it bills: seats as they are charged, one of them from abroad with
 * the tax that the buyer owes; one with a variance; and a year's licence of a vendor whom nobody knows yet, which
 * waits for a person.
 */
const INVOICES = [
  { name: 'cursor-2025-12', account: 'Cursor Pro' },
  { name: 'cursor-2026-06', account: 'Cursor Pro' },
  { name: 'copilot-2026-06', account: 'GitHub Copilot Business' },
  { name: 'grammarly-2025-09', account: undefined },
] as const;

export async function addSampleInvoices(file: string, resources: string): Promise<void> {
  const office = openServices({
    file,
    mode: 'write',
    resources,
    who: 'Ines Vogel',
    asOf: '2026-07-02',
    now: () => '2026-07-02T09:00:00.000Z',
  });
  try {
    for (const { name, account } of INVOICES) {
      const { imports } = await office.call(importsRun, {
        files: [join(resources, 'sample', 'invoices', `${name}.xml`)],
        ...(account ? { account } : {}),
      });
      const refused = imports.find(({ status }) => status !== 'committed');
      if (refused) {
        throw new Failure(
          'sample_damaged',
          `The sample's file ${refused.file} could not be read.`,
          { file: refused.file },
        );
      }
    }
  } finally {
    office.close();
  }
}
