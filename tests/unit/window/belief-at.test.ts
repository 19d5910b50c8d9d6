import { expect, it } from 'vitest';
import { beliefAt } from '../../../src/renderer/features/seats/belief-at.ts';

const points = [
  { worth: -100, density: 0.2, above: 1 },
  { worth: 0, density: 0.6, above: 0.8 },
  { worth: 300, density: 0, above: 0.2 },
];

it('between two points of the belief lies what lies straight between them', () => {
  expect(beliefAt(points, -50)).toEqual({ density: 0.4, above: 0.9 });
  expect(beliefAt(points, 100)?.above).toBeCloseTo(0.6);
  expect(beliefAt(points, 0)).toMatchObject({ density: 0.6, above: 0.8 });
});

it('beyond the ends nothing is known', () => {
  expect(beliefAt(points, -101)).toBeNull();
  expect(beliefAt(points, 301)).toBeNull();
  expect(beliefAt([], 0)).toBeNull();
  expect(beliefAt(points, -100)).toMatchObject({ above: 1 });
});
