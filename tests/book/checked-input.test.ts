import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allowanceList } from '../../src/contract/allowances.ts';
import { heldWrite } from '../../src/contract/mine.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { trialsNew } from '../../src/contract/trials.ts';
import { freshBook } from './fresh-book.ts';

/** What is given is refused in a sentence where no book could hold it, or nobody can mean it. */

test('half a character is no text, wherever it stands', async () => {
  const { services } = freshBook();
  const trial = {
    kind: 'ai',
    a: 'with',
    b: 'without',
    tasks: 12,
    consent: 'Times are kept.',
  } as const;
  for (const name of ['\ud800', 'half \udc00 a name']) {
    await expect(services.call(trialsNew, { ...trial, name })).rejects.toMatchObject({
      code: 'text_broken',
      details: { field: 'name' },
    });
  }
  await services.call(trialsNew, { ...trial, name: 'whole 😀 characters' });
});

test('months and days far beyond any year that is meant hold no thread', async () => {
  const { services } = freshBook();
  for (const month of ['9999-12', '2100-01', '1969-12']) {
    await expect(services.call(overviewMonth, { month })).rejects.toMatchObject({
      code: 'month_out_of_reach',
    });
  }
  await expect(services.call(allowanceList, { day: '9999-12-31' })).rejects.toMatchObject({
    code: 'month_out_of_reach',
  });
});

test('what is held about a person is not written under a name that no file can have, and leaves nothing', async () => {
  const { services, folder, take } = freshBook();
  await take('people.csv', 'name,email\nLi,li@x.example\n', { kind: 'people' });
  const before = readdirSync(folder);
  const out = join(folder, 'a'.repeat(400));
  await expect(services.call(heldWrite, { person: 'li@x.example', out })).rejects.toMatchObject({
    code: 'file_not_writable',
  });
  expect(existsSync(`${out}.html`)).toBe(false);
  expect(readdirSync(folder)).toEqual(before);
});
