import { join } from 'node:path';
import { assetsList, assetsUse } from '../../../contract/assets.ts';
import { importsRun } from '../../../contract/imports.ts';
import { outputList } from '../../../contract/output.ts';
import { openServices } from '../services.ts';

/** Who used what, when, and how many minutes that saved as it felt. */
const USES = [
  ['Ticket triage', 'maya', '2026-04-14', 25],
  ['Ticket triage', 'tom', '2026-05-06', 30],
  ['Ticket triage', 'maya', '2026-06-09', 25],
  ['Ticket triage', 'dana', '2026-06-16', 20],
  ['Release notes', 'kenji', '2026-05-28', 40],
  ['Release notes', 'jonas', '2026-06-25', 35],
  ['Catalogue of answers', 'maya', '2026-06-03', 15],
  ['Catalogue of answers', 'dana', '2026-06-18', 10],
  ['Search regressions', 'priya', '2026-06-12', 60],
] as const;

/** What the sample company's spend left behind, from its file, and how it was used again. */
export async function addSampleAssets(file: string, resources: string): Promise<void> {
  const owner = openServices({
    file,
    mode: 'write',
    resources,
    who: 'Ines Vogel',
    asOf: '2026-06-29',
    now: () => '2026-06-29T10:00:00.000Z',
  });
  await owner.call(importsRun, {
    files: [join(resources, 'sample', 'assets.csv')],
    kind: 'assets',
  });
  const { assets } = await owner.call(assetsList, {});
  const idOf = (name: string): number => assets.find((one) => one.name === name)?.id ?? 0;
  for (const [name, who, day, minutes] of USES) {
    const person = `${who}@fernwerk.example`;
    await owner.call(assetsUse, { id: idOf(name), person, day, minutes });
  }
  await serveItem(owner, 'Search regressions', 'kenji@fernwerk.example', idOf);
  owner.close();
}

/** The newest accepted item of a person in June was done with it. */
async function serveItem(
  owner: ReturnType<typeof openServices>,
  name: string,
  person: string,
  idOf: (name: string) => number,
): Promise<void> {
  const { items } = await owner.call(outputList, { month: '2026-06', email: person });
  const item = items.find(({ state }) => state === 'accepted');
  if (!item) return;
  await owner.call(assetsUse, { id: idOf(name), person, day: item.day, item: item.id });
}
