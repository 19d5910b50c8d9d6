import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accessSet } from '../../src/contract/access.ts';
import { auditList, bookVerify } from '../../src/contract/book.ts';
import {
  importsList,
  importsRedo,
  importsRejects,
  importsUndo,
} from '../../src/contract/imports.ts';
import * as trials from '../../src/contract/trials.ts';
import { warehouseExport } from '../../src/contract/warehouse.ts';
import { type Arm, drawArms } from '../../src/core/trials/draw-arms.ts';
import { openServices } from '../../src/main/services/services.ts';
import { digest, sha256 } from '../../src/main/services/trials/held-trials.ts';
import { type FreshBook, freshBook, resources } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const LI = 'li@x.example';
const NAME = 'Spring';

async function company(now?: () => string): Promise<FreshBook> {
  const book = freshBook(now ? { now } : {});
  await book.take('people.csv', `name,email,role\nLi,${LI},engineer\nMia,mia@x.example,engineer`);
  return book;
}
async function running(now?: () => string): Promise<FreshBook> {
  const book = await company(now);
  const { services } = book;
  await services.call(trials.trialsNew, {
    name: NAME,
    kind: 'ai',
    a: 'with AI',
    b: 'without',
    tasks: 28,
    consent: 'Times are kept.',
  });
  await services.call(trials.trialsConsent, { name: NAME, person: LI });
  await services.call(trials.trialsStart, { name: NAME });
  return book;
}
const enter = async ({ services }: FreshBook, more: object = {}) =>
  (
    await services.call(trials.trialTaskAdd, {
      name: NAME,
      person: LI,
      title: 'A task',
      estimate: 60,
      forecast: 45,
      ...more,
    })
  ).task;
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: { code?: string }) => error.code,
  );
const seedOf = ({ services }: FreshBook): string =>
  rawBook(services.book).get<{ seed: string }>('SELECT seed FROM trial_seed')?.seed ?? '';

describe('a draw', () => {
  test('needs the person’s consent, a running trial and both estimates', async () => {
    const book = await running();
    expect(await code(enter(book, { person: 'mia@x.example' }))).toBe('consent_missing');
    expect(await code(enter(book, { estimate: 0 }))).toBe('estimate_not_positive');
    expect(await code(enter(book, { forecast: -1 }))).toBe('estimate_not_positive');
    expect(await code(enter(book, { name: 'Other' }))).toBe('trial_missing');
    await book.services.call(trials.trialsLeave, { name: NAME, person: LI });
    expect(await code(enter(book))).toBe('consent_missing');
    expect(await code(book.services.call(trials.trialsStart, { name: NAME }))).toBe(
      'trial_started',
    );
  });

  test('asks nobody who works here no more, or not yet', async () => {
    const book = await running();
    await book.take('left.csv', `name,email,end\nLi,${LI},2026-06-30\n`, { kind: 'people' });
    expect(await code(enter(book))).toBe('trial_person_away');
    expect(await code(book.services.call(trials.trialsConsent, { name: NAME, person: LI }))).toBe(
      'trial_person_away',
    );
    await book.take('back.csv', `name,email,end\nLi,${LI},2026-07-01\n`, { kind: 'people' });
    expect(await enter(book)).toMatchObject({ seq: 1 });
  });

  test('follows from the secret, which nothing shows before the end', async () => {
    const book = await running();
    const arms: Arm[] = [];
    for (let at = 0; at < 9; at += 1) arms.push((await enter(book)).arm);
    const seed = seedOf(book);
    expect(arms).toEqual(drawArms(seed, LI, 9, digest));
    const { services } = book;
    const out = `${book.folder}/warehouse`;
    const told = [
      await services.call(trials.trialsList, {}),
      await services.call(trials.trialTasks, { name: NAME }),
      await services.call(trials.trialResult, { name: NAME }),
      await services.call(auditList, { limit: 500 }),
      await services.call(bookVerify, {}),
      await services.call(warehouseExport, { out }),
    ];
    expect(JSON.stringify(told)).not.toContain(seed);
    expect(JSON.stringify(told)).toContain(sha256(seed));
    const { files } = await services.call(warehouseExport, { out });
    for (const { file } of files) expect(readFileSync(file).includes(seed)).toBe(false);
    const { seed: shown } = await services.call(trials.trialsEnd, { name: NAME });
    expect(shown).toBe(seed);
    expect((await services.call(trials.trialResult, { name: NAME })).seed).toBe(seed);
  });

  test('cannot be drawn again, changed or deleted, not by SQL either; verify finds another arm', async () => {
    const book = await running();
    await enter(book);
    const raw = rawBook(book.services.book);
    for (const change of [
      "UPDATE trial_task SET arm = CASE arm WHEN 'A' THEN 'B' ELSE 'A' END",
      'UPDATE trial_task SET estimate = 1',
      'UPDATE trial_task SET forecast = 1',
      'UPDATE trial_task SET seq = 2',
      'DELETE FROM trial_task',
      "UPDATE trial_seed SET seed = 'x'",
      'DELETE FROM trial_seed',
      "UPDATE trial SET seed_sha256 = 'x'",
      'DELETE FROM trial',
    ]) {
      expect(() => raw.run(change)).toThrow('trial_append_only');
    }
    const check = async () =>
      (await book.services.call(bookVerify, {})).checks.find(({ name }) => name === 'trial-draws');
    expect(await check()).toMatchObject({ ok: true });
    raw.run('DROP TRIGGER trial_task_stays_drawn');
    raw.run("UPDATE trial_task SET arm = CASE arm WHEN 'A' THEN 'B' ELSE 'A' END");
    expect(await check()).toMatchObject({ ok: false });
  });
});

describe('a task', () => {
  test('is timed by one timer a person, which survives a restart and is not believed after 12 hours', async () => {
    let now = '2026-06-01T08:00:00.000Z';
    const book = await running(() => now);
    const [one, two] = [await enter(book), await enter(book, { title: 'Another' })];
    const { services } = book;
    const timer = (id: number, act: 'start' | 'pause' | 'stop') =>
      services.call(trials.trialTaskTimer, { id, act });
    await timer(one.id, 'start');
    expect(await code(timer(two.id, 'start'))).toBe('timer_running');
    now = '2026-06-01T08:30:00.000Z';
    await timer(one.id, 'pause');
    now = '2026-06-01T10:00:00.000Z';
    await timer(one.id, 'start');
    now = '2026-06-01T10:15:00.000Z';
    const later = openServices({ file: book.file, mode: 'write', resources, now: () => now });
    const { task } = await later.call(trials.trialTaskDone, { id: one.id });
    later.close();
    expect(task.minutes).toBeCloseTo(45, 9);
    await timer(two.id, 'start');
    now = '2026-06-01T22:15:01.000Z';
    expect(await code(timer(two.id, 'stop'))).toBe('timer_long');
    expect(await code(services.call(trials.trialTaskDone, { id: two.id }))).toBe('timer_long');
    const typed = await services.call(trials.trialTaskDone, { id: two.id, minutes: 50 });
    expect(typed.task).toMatchObject({ minutes: 50, timerSince: null });
  });

  test('is settled once; what is dropped stays with slot and reason', async () => {
    const book = await running();
    const { services } = book;
    const [one, two] = [await enter(book), await enter(book)];
    expect(await code(services.call(trials.trialTaskDone, { id: one.id, minutes: 0 }))).toBe(
      'minutes_not_positive',
    );
    expect(await code(services.call(trials.trialTaskDrop, { id: one.id, why: ' ' }))).toBe(
      'why_missing',
    );
    await services.call(trials.trialTaskDrop, { id: one.id, why: 'cancelled' });
    await services.call(trials.trialTaskDone, { id: two.id, minutes: 30, cost: '1.20' });
    expect(await code(services.call(trials.trialTaskDone, { id: one.id, minutes: 5 }))).toBe(
      'task_settled',
    );
    expect((await enter(book)).seq).toBe(3);
    const { tasks } = await services.call(trials.trialTasks, { name: NAME });
    expect(tasks.map(({ seq, dropped }) => [seq, dropped])).toEqual([
      [1, 'cancelled'],
      [2, null],
      [3, null],
    ]);
    await services.call(trials.trialsEnd, { name: NAME });
    expect(await code(enter(book))).toBe('trial_not_running');
  });

  test('costs what was typed where its person used nothing on its project', async () => {
    const book = await running(() => '2026-06-10T08:00:00.000Z');
    const { services } = book;
    const [measured, typed] = [await enter(book, { project: 'shop' }), await enter(book)];
    await services.call(trials.trialTaskDone, { id: measured.id, minutes: 30 });
    await services.call(trials.trialTaskDone, { id: typed.id, minutes: 5, cost: '2.50' });
    const { arms } = await services.call(trials.trialResult, { name: NAME });
    expect(arms.a.costed + arms.b.costed).toBe(1);
    expect([arms.a, arms.b].flatMap(({ costPerTask }) => costPerTask ?? [])).toEqual([
      { amount: '2.50', currency: 'USD' },
    ]);
  });
});

describe('once access is set', () => {
  test('people see and do their own tasks alone, and the owner reads nobody’s times off a list', async () => {
    const book = await running();
    const { services } = book;
    await services.call(trials.trialsConsent, { name: NAME, person: 'mia@x.example' });
    const [lis, mias] = [await enter(book), await enter(book, { person: 'mia@x.example' })];
    await services.call(accessSet, { email: 'mia@x.example', level: 'owner' });
    await services.call(accessSet, { email: LI, level: 'employee' });
    const as = (who: string) =>
      openServices({ file: book.file, mode: 'write', resources, who, isNamed: true });
    const li = as(LI);
    const told = (await li.call(trials.trialsList, {})).trials;
    expect(told).toMatchObject([{ name: NAME, consented: [LI] }]);
    await li.call(trials.trialTaskDone, { id: lis.id, minutes: 41, felt: 50 });
    const { tasks } = await li.call(trials.trialTasks, { name: NAME });
    expect(tasks).toMatchObject([{ id: lis.id, minutes: 41, felt: 50, state: 'done' }]);
    for (const refused of [
      li.call(trials.trialTaskDone, { id: mias.id, minutes: 5 }),
      li.call(trials.trialTaskTimer, { id: mias.id, act: 'start' }),
      li.call(trials.trialTaskDrop, { id: mias.id, why: 'x' }),
      li.call(trials.trialTaskAdd, {
        name: NAME,
        person: 'mia@x.example',
        title: 'T',
        estimate: 1,
        forecast: 1,
      }),
      li.call(trials.trialsConsent, { name: NAME, person: 'mia@x.example' }),
      li.call(trials.trialResult, { name: NAME }),
      li.call(trials.trialsEnd, { name: NAME }),
    ]) {
      expect(await code(refused)).toBe('access_denied');
    }
    li.close();
    const owner = as('mia@x.example');
    const seen = (await owner.call(trials.trialTasks, { name: NAME })).tasks;
    expect(seen).toMatchObject([
      { id: lis.id, arm: lis.arm, minutes: null, felt: null, state: 'done' },
      { id: mias.id, state: 'open' },
    ]);
    owner.close();
  });
});

describe('a trial from a file', () => {
  const HEADER = 'person,task,arm,estimate,forecast,minutes,felt,accepted';
  const LINES = [
    'li,1,A,60,,48,,',
    'li,2,B,120,,150,,',
    'li,3,B,30,,33,,',
    'li,4,A,90,,66,,',
    'mia,1,B,45,,40,,',
    'mia,2,A,200,,170,,',
    'mia,3,A,60,,62,,',
    'mia,4,B,80,,95,,',
    'ola,1,1.0,20,,12,,',
    'ola,2,0,150,,160,,',
    'ola,3,A,40,,35,,',
    'ola,4,B,100,,118,,',
  ];
  const take = (book: FreshBook, name: string, lines: readonly string[], more: object = {}) =>
    book.services.call(trials.trialsImport, {
      name,
      file: book.write('trial.csv', [HEADER, ...lines].join('\n')),
      ...more,
    });

  test('gives the effect to the last digit, and adds nothing the second time', async () => {
    const book = await company();
    const first = (await take(book, 'METR', LINES)).imports[0];
    expect(first).toMatchObject({ rows: 12, added: 12, rejected: 0, status: 'committed' });
    const result = await book.services.call(trials.trialResult, { name: 'metr' });
    expect(result.ratio?.toFixed(6)).toBe('0.743636');
    expect(result.withPersons?.high95.toFixed(6)).toBe('0.949509');
    expect(result).toMatchObject({ status: 'result', final: true, adjusted: true, seed: null });
    expect((await take(book, 'METR', LINES)).imports[0]).toMatchObject({
      added: 0,
      unchanged: 12,
      status: 'duplicate',
    });
  });

  test('rejects what it cannot take, with the code as the reason, and keeps the rest', async () => {
    const book = await company();
    await take(book, 'T', LINES.slice(0, 1));
    const { imports } = await take(book, 'T', [
      'li,1,A,60,,49,,',
      'li,5,C,60,,49,,',
      'li,6,A,0,,49,,',
      'li,7,A,60,,-1,,',
      'li,8,A,60,,1.234,,',
      'li,9,A,60,,,,maybe',
      'li,10,A,60,,,,',
    ]);
    expect(imports[0]?.rejects.map(({ reason }) => reason)).toEqual([
      'task_known',
      'arm_unknown',
      'estimate_not_positive',
      'minutes_not_positive',
      expect.stringMatching(/./),
      'accepted_unknown',
    ]);
    expect(imports[0]).toMatchObject({ added: 1, rejected: 6, rows: 7 });
    expect((await book.services.call(trials.trialResult, { name: 'T' })).dropped).toEqual({
      a: 1,
      b: 0,
    });
  });

  test('stands in the history of imports and is undone and taken again as a whole', async () => {
    const book = await company();
    const { services } = book;
    const first = (await take(book, 'METR', LINES)).imports[0];
    const more = (await take(book, 'metr', [...LINES.slice(6), 'per,1,A,60,,-4,,'])).imports[0];
    expect(more).toMatchObject({ added: 0, unchanged: 6, rejected: 1, status: 'committed' });
    const { imports } = await services.call(importsList, {});
    expect(imports.slice(0, 2)).toMatchObject([
      { id: more?.id, kind: 'trial', rows: 7, rejected: 1, undoBlocked: null },
      { id: first?.id, kind: 'trial', rows: 12, added: 12 },
    ]);
    const out = `${book.folder}/rejects.csv`;
    await services.call(importsRejects, { id: more?.id ?? 0, out });
    expect(readFileSync(out, 'utf8')).toContain('per,1,A,60,,-4,,,8,minutes,-4,');
    // What a later file has as well stays with it.
    await services.call(importsUndo, { id: first?.id ?? 0 });
    const left = (await services.call(trials.trialsList, {})).trials;
    expect(left).toMatchObject([{ name: 'METR', done: 6, tasks: 6, people: 2 }]);
    await services.call(importsUndo, { id: more?.id ?? 0 });
    expect((await services.call(trials.trialsList, {})).trials).toEqual([]);
    expect(await code(services.call(trials.trialResult, { name: 'METR' }))).toBe('trial_missing');
    book.write('trial.csv', [HEADER, ...LINES].join('\n'));
    await services.call(importsRedo, { id: first?.id ?? 0 });
    expect((await services.call(trials.trialResult, { name: 'METR' })).ratio?.toFixed(6)).toBe(
      '0.743636',
    );
    expect((await services.call(bookVerify, {})).checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  test('that was drawn here cannot be called imported to be deleted', async () => {
    const book = await running();
    await enter(book);
    const raw = rawBook(book.services.book);
    expect(() => raw.run('UPDATE trial SET is_imported = 1')).toThrow('trial_append_only');
    expect(() => raw.run('DELETE FROM trial_task')).toThrow('trial_append_only');
    expect(() => raw.run('DELETE FROM trial')).toThrow('trial_append_only');
  });

  test('is not mixed with one that was drawn here, and only of AI takes 1 and 0', async () => {
    const book = await running();
    expect(await code(take(book, NAME, LINES))).toBe('trial_drawn_here');
    const { imports } = await take(book, 'Models', ['li,1,1,60,,48,,'], { kind: 'model' });
    expect(imports[0]?.rejects[0]?.reason).toBe('arm_unknown');
    const file = book.write('other.csv', 'a,b\n1,2');
    expect(await code(book.services.call(trials.trialsImport, { name: 'X', file }))).toBe(
      'trial_columns',
    );
  });
});

describe('a look at the result', () => {
  test('before the planned number is noted and not final', async () => {
    const book = await running();
    const result = await book.services.call(trials.trialResult, { name: NAME });
    expect(result).toMatchObject({ status: 'too-few', final: false, ratio: null, seed: null });
    const { entries } = await book.services.call(auditList, {});
    expect(entries[0]?.action).toBe('look at trial early');
  });
});

describe('the planner', () => {
  test('takes the deviation of the last own trial once it had 20 tasks', async () => {
    const book = await running();
    const { services } = book;
    const plan = () => services.call(trials.trialsPlan, { effect: -20 });
    expect(await plan()).toMatchObject({ tasks: 260, sigma: 0.64, sigmaFrom: null });
    for (let at = 0; at < 20; at += 1) {
      const { id } = await enter(book, { estimate: 30 + at });
      await services.call(trials.trialTaskDone, { id, minutes: 20 + ((at * 7) % 13) });
    }
    const { sigma, sigmaFrom } = await plan();
    expect(sigmaFrom).toBe(NAME);
    expect(sigma).toBeLessThan(0.64);
    expect(await code(services.call(trials.trialsPlan, { effect: 0 }))).toBe('effect_refused');
  });
});
