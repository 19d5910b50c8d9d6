import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { importsRun } from '../../../contract/imports.ts';
import { Failure } from '../../../core/failure.ts';
import { forgetBook } from '../../book/book.ts';
import { originalsFolder } from '../../book/originals.ts';
import { createCompany } from '../company/company.ts';
import { openServices } from '../services.ts';
import { addSampleAllowances } from './sample-allowances.ts';
import { addSampleAssets } from './sample-assets.ts';
import { addSampleClaims } from './sample-claims.ts';
import { addSampleDecisions } from './sample-decisions.ts';
import { addSampleInvoices } from './sample-invoices.ts';
import { addSampleRenewals } from './sample-renewals.ts';
import { addSampleTracker } from './sample-tracker.ts';
import { addSampleTrials } from './sample-trials.ts';

/** In the order in which a company would bring them. */
const FILES = ['people', 'rates', 'subscriptions', 'usage', 'output'] as const;

/**
 * Makes the sample company's book from the files that the app ships, through the same imports as
 * anybody's files. If it cannot be finished, nothing of it stays.
 */
export async function createSampleBook(file: string, resources: string): Promise<void> {
  const who = 'Sample';
  createCompany(file, {
    company: 'Fernwerk',
    currency: 'USD',
    weekStart: 'monday',
    ledgerPack: 'generic',
    who,
    at: new Date().toISOString(),
  }).close();
  const services = openServices({ file, mode: 'write', resources, who });
  try {
    const { imports } = await services.call(importsRun, {
      files: FILES.map((name) => join(resources, 'sample', `${name}.csv`)),
    });
    const failed = imports.find((one) => one.error !== null || one.rejected > 0);
    if (failed) {
      throw new Failure('sample_damaged', `The sample's file ${failed.file} could not be read.`, {
        file: failed.file,
      });
    }
    await addSampleInvoices(file, resources);
    await addSampleTracker(file, resources);
    await addSampleClaims(file, resources);
    await addSampleAllowances(file, resources);
    await addSampleDecisions(file, resources);
    await addSampleRenewals(file, resources);
    await addSampleTrials(file, resources);
    await addSampleAssets(file, resources);
  } catch (error) {
    services.close();
    forgetBook(file);
    rmSync(originalsFolder(file), { recursive: true, force: true });
    throw error;
  }
  services.close();
}
