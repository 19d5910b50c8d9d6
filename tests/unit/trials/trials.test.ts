import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arm, drawArms } from '../../../src/core/trials/draw-arms.ts';
import { type TimedTask, timeEffect } from '../../../src/core/trials/time-effect.ts';
import { tasksToTell, toldBy } from '../../../src/core/trials/trial-plan.ts';
import { type TrialTask, trialResult } from '../../../src/core/trials/trial-result.ts';

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();
const ZEROS = '0'.repeat(64);

/** Tasks from `60A48`: the estimate, the arm, the minutes. */
const tasksOf = (lists: Readonly<Record<string, string>>): TimedTask[] =>
  Object.entries(lists).flatMap(([person, list]) =>
    list.split(' ').map((text) => {
      const [, estimate, arm, minutes] = /^(\d+)([AB])(\d+)$/.exec(text) ?? [];
      return { person, arm: arm as Arm, estimate: Number(estimate), minutes: Number(minutes) };
    }),
  );
const THREE = {
  li: '60A48 120B150 30B33 90A66',
  mia: '45B40 200A170 60A62 80B95',
  ola: '20A12 150B160 40A35 100B118',
};
const FIVE = { ...THREE, per: '50A40 70A75', zoe: '30B28' };

const told = (effect: ReturnType<typeof timeEffect>): string =>
  effect === null
    ? 'nothing'
    : [effect.ratio, effect.low95, effect.high95].map((one) => one.toFixed(6)).join(' ');

const trialTask = (task: TimedTask, more: Partial<TrialTask> = {}): TrialTask => ({
  ...task,
  forecast: null,
  felt: null,
  isDropped: false,
  ...more,
});

describe('the draw', () => {
  it('follows from seed and person alone, as worked out by hand', () => {
    expect(drawArms(ZEROS, 'li@example.com', 12, digest).join('')).toBe('BAABABABABAB');
    expect(drawArms(ZEROS, 'Mia@Example.com', 12, digest).join('')).toBe('ABABBAABAABB');
  });

  it('of fewer tasks is the beginning of that of more, and never two apart after a block', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.emailAddress(),
        fc.integer({ min: 1, max: 60 }),
        (bytes, person, count) => {
          const seed = Buffer.from(bytes).toString('hex');
          const all = drawArms(seed, person, 60, digest);
          expect(drawArms(seed, person, count, digest)).toEqual(all.slice(0, count));
          let difference = 0;
          for (const arm of all) {
            difference += arm === 'A' ? 1 : -1;
            expect(Math.abs(difference)).toBeLessThanOrEqual(2);
          }
        },
      ),
    );
  });

  it('gives either arm every second time, also to the last task of two or four', () => {
    const seeds = Array.from({ length: 4000 }, (_, index) =>
      Buffer.from(digest(String(index))).toString('hex'),
    );
    for (const place of [0, 1, 2, 3]) {
      const inA = seeds.filter((seed) => drawArms(seed, 'a@b.example', 4, digest)[place] === 'A');
      // Four deviations of 4000 tosses of a coin.
      expect(Math.abs(inA.length - 2000)).toBeLessThan(127);
    }
  });
});

describe('the effect on time', () => {
  it('is what least squares with HC3 give, by hand', () => {
    expect(told(timeEffect(tasksOf(THREE), false))).toBe('0.743636 0.616167 0.897475');
    expect(told(timeEffect(tasksOf(THREE), true))).toBe('0.742498 0.580619 0.949509');
  });

  it('keeps people with one arm, of whom a single task determines its own constant', () => {
    expect(told(timeEffect(tasksOf(FIVE), false))).toBe('0.780574 0.662583 0.919578');
    expect(told(timeEffect(tasksOf(FIVE), true))).toBe('0.744020 0.580796 0.953115');
    const result = trialResult(tasksOf(FIVE).map((task) => trialTask(task)));
    expect(result.oneArmOnly).toEqual(['per', 'zoe']);
    expect(result.people).toBe(5);
  });

  it('leaves the estimate out where all are equal, and says so', () => {
    const equal = tasksOf(THREE).map((task) => ({ ...task, estimate: 60 }));
    const found = timeEffect(equal, false);
    expect(found?.adjusted).toBe(false);
    const mean = (arm: Arm): number => {
      const logs = equal.filter((one) => one.arm === arm).map((one) => Math.log(one.minutes));
      return logs.reduce((a, b) => a + b, 0) / logs.length;
    };
    expect(found?.ratio).toBeCloseTo(Math.exp(mean('A') - mean('B')), 10);
  });

  it('does not depend on the order of tasks, nor on the unit of time', () => {
    const tasks = tasksOf(FIVE);
    const turned = [...tasks].reverse();
    const seconds = tasks.map((one) => ({ ...one, minutes: one.minutes * 60 }));
    for (const byPerson of [false, true]) {
      expect(told(timeEffect(turned, byPerson))).toBe(told(timeEffect(tasks, byPerson)));
      expect(told(timeEffect(seconds, byPerson))).toBe(told(timeEffect(tasks, byPerson)));
    }
  });

  it('turns round with the arms', () => {
    const swapped = tasksOf(THREE).map(
      (one): TimedTask => ({
        ...one,
        arm: one.arm === 'A' ? 'B' : 'A',
      }),
    );
    const [one, other] = [timeEffect(tasksOf(THREE), true), timeEffect(swapped, true)];
    expect((one?.ratio ?? 0) * (other?.ratio ?? 0)).toBeCloseTo(1, 12);
    expect((one?.low95 ?? 0) * (other?.high95 ?? 0)).toBeCloseTo(1, 12);
  });

  it('needs two people with both arms for a constant per person', () => {
    expect(timeEffect(tasksOf({ li: THREE.li, per: FIVE.per }), true)).toBeNull();
  });

  it('says nothing where the arm cannot be told from the estimate', () => {
    expect(timeEffect(tasksOf({ li: '60A48 60A50 30B33 30B36' }), false)).toBeNull();
  });
});

describe('the result', () => {
  it('is too few under 12 done tasks, or under 5 in an arm', () => {
    const tasks = tasksOf(THREE).map((task) => trialTask(task));
    expect(trialResult(tasks).effect?.ratio).toBeCloseTo(0.743636, 6);
    const dropped = tasks.map((one, at) => (at === 0 ? { ...one, isDropped: true } : one));
    expect(trialResult(dropped)).toMatchObject({
      effect: null,
      tasks: 11,
      dropped: { A: 1, B: 0 },
    });
    const oneSided = tasks.map((one, at): TrialTask => ({ ...one, arm: at < 4 ? 'A' : 'B' }));
    expect(trialResult(oneSided).effect).toBeNull();
  });

  it('has what was expected before and felt after as changes of time', () => {
    const one = trialTask(
      { person: 'li', arm: 'A', estimate: 60, minutes: 50 },
      { forecast: 30, felt: 100 },
    );
    const other = trialTask(
      { person: 'li', arm: 'B', estimate: 60, minutes: 60 },
      { forecast: 60, felt: 30 },
    );
    const result = trialResult([one, other]);
    expect(result.expectedChange).toBeCloseTo(Math.sqrt(0.5) - 1, 12);
    expect(result.feltChange).toBeCloseTo(-0.5, 12);
    expect(trialResult([]).feltChange).toBeNull();
  });
});

describe('the planner', () => {
  it('asks for as many tasks as tell an effect 8 times in 10', () => {
    expect(tasksToTell(-0.5, 0.64)).toBe(28);
    expect(tasksToTell(-0.2, 0.64)).toBe(260);
    expect(tasksToTell(3, 0.1)).toBe(12);
  });

  it('never says that so many tasks show more than they do', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.9, max: 3, noNaN: true }).filter((x) => Math.abs(x) > 0.02),
        fc.double({ min: 0.1, max: 1.5, noNaN: true }),
        (effect, sigma) => {
          const tasks = tasksToTell(effect, sigma);
          const { faster, slower } = toldBy(tasks, sigma);
          expect(tasks % 2).toBe(0);
          if (effect < 0) expect(faster).toBeGreaterThanOrEqual(effect - 1e-9);
          else expect(slower).toBeLessThanOrEqual(effect + 1e-9);
        },
      ),
    );
  });
});
