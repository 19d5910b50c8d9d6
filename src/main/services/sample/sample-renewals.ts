import { renewalsList, renewalsSet } from '../../../contract/renewals.ts';
import { openServices } from '../services.ts';

/** The sample's yearly licence: a month's notice, and a cheaper plan beside it. */
export async function addSampleRenewals(file: string, resources: string): Promise<void> {
  const owner = openServices({
    file,
    mode: 'write',
    resources,
    who: 'Ines Vogel',
    asOf: '2026-06-15',
    now: () => '2026-06-15T10:00:00.000Z',
  });
  const { renewals } = await owner.call(renewalsList, {});
  const yearly = renewals.find(({ cadence }) => cadence === 'year');
  if (yearly) {
    await owner.call(renewalsSet, { id: yearly.id, noticeDays: 30, downgradeTo: '72' });
  }
  owner.close();
}
