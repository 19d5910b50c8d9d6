import { join } from 'node:path';
import {
  trialsConsent,
  trialsImport,
  trialsNew,
  trialsStart,
  trialTaskAdd,
  trialTaskDone,
} from '../../../contract/trials.ts';
import { openServices } from '../services.ts';

const RUNNING = 'Search with the larger model';
const PEOPLE = ['li.xiaomei@fernwerk.example', 'priya@fernwerk.example'] as const;
const TASKS = [
  ['Ranking of partial matches', 90, 70, 82],
  ['Index of archived orders', 60, 45, 71],
  ['Misspelled names', 45, 40, null],
] as const;

/** The sample's trials: one that was held in spring, from its table, and one that is running. */
export async function addSampleTrials(file: string, resources: string): Promise<void> {
  const owner = (day: string) =>
    openServices({
      file,
      mode: 'write',
      resources,
      who: 'Ines Vogel',
      asOf: day,
      now: () => `${day}T10:00:00.000Z`,
    });
  const spring = owner('2026-05-29');
  await spring.call(trialsImport, {
    name: 'Small fixes, spring',
    file: join(resources, 'sample', 'trial.csv'),
    a: 'with an agent',
    b: 'by hand',
  });
  spring.close();
  const june = owner('2026-06-22');
  await june.call(trialsNew, {
    name: RUNNING,
    kind: 'model',
    a: 'Opus',
    b: 'Sonnet',
    tasks: 60,
    consent:
      'Kept are each task’s title, both estimates, the model it was drawn into, its minutes and how it felt. You see your own tasks; the owner sees both models together. You may leave at any time.',
  });
  for (const person of PEOPLE) await june.call(trialsConsent, { name: RUNNING, person });
  await june.call(trialsStart, { name: RUNNING });
  for (const person of PEOPLE) {
    for (const [title, estimate, forecast, minutes] of TASKS) {
      const { task } = await june.call(trialTaskAdd, {
        name: RUNNING,
        person,
        title,
        estimate,
        forecast,
      });
      if (minutes !== null) {
        await june.call(trialTaskDone, { id: task.id, minutes, felt: estimate, accepted: true });
      }
    }
  }
  june.close();
}
