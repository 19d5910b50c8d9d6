import { companyVerdicts } from '../../src/core/verdict/company-verdicts.ts';
import type { Controls, SeatEvidence } from '../../src/core/verdict/seat-evidence.ts';
import { between, logBetween, overdispersed, seeded, wholeBetween } from './random-draws.ts';

/**
 * What a verdict takes (linear in seats, none over 2 ms). Two companies of each size: an
 * ordinary one, and the worst there is: people without a seat to correct for, and no seat that time
 * will decide, so that all twelve further months are tried for each. The best of several runs.
 */
const SIZES = [50, 100, 200, 400];
const MOST_MS = 2;
const RUNS = 7;
const CONTROLS: Controls = { y0: 300, t0: 48, y1: 70, t1: 12, phi: 1.4, people: 6 };

const idOf = (index: number): string => String(index).padStart(6, '0');

function ordinary(count: number): SeatEvidence[] {
  const random = seeded(2026);
  return Array.from({ length: count }, (_, index) => {
    const rate = logBetween(random, 3, 20);
    const t0 = wholeBetween(random, 3, 12);
    return {
      id: idOf(index),
      y0: overdispersed(random, rate * t0, 1.5) + 1,
      t0,
      y1: overdispersed(random, rate * 3 * between(random, 0.8, 1.6), 1.5),
      t1: 3,
      phi: 1.5,
      spend: 3 * logBetween(random, 50, 2000),
      valuation: { by: 'loaded-cost', monthly: between(random, 4000, 12_000) },
      requiredReturn: 1,
      requiredUplift: null,
      isStated: false,
    };
  });
}

function neverDecided(count: number): SeatEvidence[] {
  // Output a third up or down by turns: however many seats are seen, "no effect" explains none of them.
  return Array.from({ length: count }, (_, index) => ({
    id: idOf(index),
    y0: 20 + (index % 5),
    t0: 6,
    y1: (index % 2 === 0 ? 7 : 14) + (index % 3),
    t1: 3,
    phi: 2.5,
    spend: 900,
    valuation: { by: 'loaded-cost', monthly: 8000 },
    requiredReturn: 1,
    requiredUplift: null,
    isStated: false,
  }));
}

export async function run(): Promise<void> {
  const companies = [
    { name: 'ordinary, no controls', make: ordinary, controls: null },
    { name: 'ordinary, with controls', make: ordinary, controls: CONTROLS },
    { name: 'never decided, with controls', make: neverDecided, controls: CONTROLS },
  ];
  console.log(`${'ms per seat'.padEnd(30)}${SIZES.map((size) => `${size}`.padStart(9)).join('')}`);
  for (const { name, make, controls } of companies) {
    const cells = SIZES.map((size) => {
      const seats = make(size);
      let best = Number.POSITIVE_INFINITY;
      for (let time = 0; time < RUNS; time += 1) {
        const start = performance.now();
        companyVerdicts(seats, controls, []);
        best = Math.min(best, performance.now() - start);
      }
      if (best / size > MOST_MS) process.exitCode = 1;
      return (best / size).toFixed(2).padStart(9);
    });
    console.log(`${name.padEnd(30)}${cells.join('')}`);
  }
}
