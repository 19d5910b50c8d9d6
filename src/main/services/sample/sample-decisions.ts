import { decisionsAdd, decisionsConfirm } from '../../../contract/decisions.ts';
import type { InputOf } from '../../../contract/request.ts';
import { openServices } from '../services.ts';

type SampleDecision = InputOf<typeof decisionsAdd> & { readonly day: string };

/** What the sample's owner decided in spring, so that something has come of it by the end of June. */
const DECISIONS: readonly SampleDecision[] = [
  {
    day: '2026-02-26',
    kind: 'trim',
    person: 'jonas@fernwerk.example',
    to: '340',
    from: '2026-03-01',
    why: 'Long agent runs at night that nobody read',
  },
  {
    day: '2026-02-26',
    kind: 'raise',
    person: 'priya@fernwerk.example',
    to: '5500',
    from: '2026-03-01',
    why: 'Evaluation of the new search, until it is decided',
  },
  {
    day: '2026-02-26',
    kind: 'keep',
    person: 'li.xiaomei@fernwerk.example',
    from: '2026-03-01',
    why: 'Brings more than it costs',
  },
  {
    day: '2026-03-30',
    kind: 'trim',
    person: 'elif@fernwerk.example',
    to: '600',
    from: '2026-04-01',
    why: 'Variants of the same picture, most of them thrown away',
  },
];

/** The sample company's decisions on seats, each recorded on its day; the first was confirmed. */
export async function addSampleDecisions(file: string, resources: string): Promise<void> {
  const owner = (day: string) =>
    openServices({
      file,
      mode: 'write',
      resources,
      who: 'Ines Vogel',
      asOf: day,
      now: () => `${day}T10:00:00.000Z`,
    });
  for (const { day, ...decision } of DECISIONS) {
    const services = owner(day);
    await services.call(decisionsAdd, decision);
    services.close();
  }
  const services = owner('2026-06-03');
  await services.call(decisionsConfirm, { id: 3, why: 'Nothing speaks against it' });
  services.close();
}
