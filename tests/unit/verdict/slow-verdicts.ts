/**
 * The rule, written down as it reads and independent of the app's own code: every triple's prior as
 * a full table, every sum in full, no logarithm saved. Slow on purpose; small companies only.
 */
export type SlowSeat = {
  readonly y0: number;
  readonly t0: number;
  readonly y1: number;
  readonly t1: number;
  readonly phi: number;
  readonly spend: number;
  readonly cost?: number;
  readonly perUnit?: number;
  readonly return?: number;
  readonly uplift?: number;
  readonly stated?: boolean;
};
export type SlowControls = {
  readonly y0: number;
  readonly t0: number;
  readonly y1: number;
  readonly t1: number;
  readonly phi: number;
  readonly people: number;
};
export type SlowHistory = { readonly phi: number; readonly months: readonly number[] };
export type Three = { low80: number; median: number; high80: number };
export type SlowVerdict = {
  p: number;
  verdict: string;
  moreMonths: number | null;
  expectedNet: number;
  worthKnowing: number;
  lean: 'keep' | 'drop' | null;
  value: Three;
  uplift: Three;
};

type Triple = { m: number; s: number; q: number; prior: number };
/** A piece of the line with its mass, spread evenly; the point at 0 has no width. */
type Piece = { from: number; to: number; mass: number };

const deltas = Array.from({ length: 601 }, (_, i) => -3 + i * 0.01);
const triples: Triple[] = [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4, 0.6].flatMap((m) =>
  [0.1, 0.2, 0.3, 0.45, 0.7].flatMap((s) =>
    [0, 0.2, 0.4, 0.6].map((q) => ({
      m,
      s,
      q,
      prior: Math.exp(
        -0.5 * ((m - 0.05) / 0.2) ** 2 -
          0.5 * (Math.log(s / 0.3) / 0.6) ** 2 -
          0.5 * ((q - 0.15) / 0.15) ** 2,
      ),
    })),
  ),
);

function slab({ m, s }: Triple): number[] {
  const heights = deltas.map((d) => Math.exp(-0.5 * ((d - m) / s) ** 2));
  const sum = heights.reduce((a, b) => a + b, 0);
  return heights.map((one) => one / sum);
}

/** ω²: the variance of quarters' levels beyond chance, towards 0.3² with the weight of 40. */
function slowOmega2(people: readonly SlowHistory[]): number {
  let top = 40 * 0.3 ** 2;
  let under = 40;
  for (const { phi, months } of people) {
    const latest = months.slice(-24).reverse();
    const quarters: number[] = [];
    for (let at = 0; at + 3 <= latest.length; at += 3) {
      quarters.push((latest[at] ?? 0) + (latest[at + 1] ?? 0) + (latest[at + 2] ?? 0));
    }
    const B = quarters.length;
    const mean = quarters.reduce((sum, y) => sum + y, 0) / B;
    if (B < 2 || mean === 0) continue;
    top += quarters.reduce((sum, y) => sum + (y - mean) ** 2, 0) / (mean * phi) - (B - 1);
    under += ((B - 1) * mean) / phi;
  }
  return Math.min(0.64, Math.max(0, top / under));
}

/** ln L(δ) for the whole grid, relative to the greatest possible; raised where all is under e^−600. */
function likelihoods(seat: SlowSeat, omega2: number, epsilon: number): number[] {
  const { y0, t0, y1, t1 } = seat;
  const scale = seat.phi + (omega2 * (y0 + y1) * t0 * t1) / (t0 + t1) ** 2;
  const share = y1 / (y0 + y1);
  const log = (y: number, x: number): number => (y === 0 ? 0 : y * Math.log(x));
  const logs = deltas.map((delta) => {
    const odds = (t1 * Math.exp(epsilon + delta)) / t0;
    const pi = odds / (1 + odds);
    return (log(y1, pi) + log(y0, 1 / (1 + odds)) - log(y1, share) - log(y0, 1 - share)) / scale;
  });
  const greatest = Math.max(...logs);
  const raise = greatest < -600 ? -600 - greatest : 0;
  return logs.map((one) => Math.exp(one + raise));
}

type Shock = { epsilon: number; weight: number; cells: number[]; point: number };

function shocksOf(
  seats: readonly SlowSeat[],
  controls: SlowControls | null,
  omega2: number,
): Shock[] {
  const steps = controls ? [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2] : [0];
  const found = steps.map((z) => {
    const epsilon = controls
      ? Math.log(controls.y1 / controls.t1 / (controls.y0 / controls.t0)) +
        z * Math.sqrt(controls.phi * (1 / controls.y0 + 1 / controls.y1) + omega2 / controls.people)
      : 0;
    const seen = seats
      .filter((one) => !one.stated)
      .map((seat) => likelihoods(seat, omega2, epsilon));
    const weighed = triples.map((triple) => {
      const density = slab(triple);
      let weight = triple.prior;
      for (const L of seen) {
        let overlap = 0;
        L.forEach((one, i) => {
          overlap += one * (density[i] ?? 0);
        });
        weight *= (1 - triple.q) * overlap + triple.q * (L[300] ?? 0) + 1e-300;
      }
      return { triple, density, weight };
    });
    const total = weighed.reduce((sum, one) => sum + one.weight, 0);
    const cells = deltas.map((_, i) =>
      weighed.reduce(
        (sum, { triple, density, weight }) =>
          sum + (weight / total) * (1 - triple.q) * (density[i] ?? 0),
        0,
      ),
    );
    const point = weighed.reduce((sum, one) => sum + (one.weight / total) * one.triple.q, 0);
    return { epsilon, weight: Math.exp((-z * z) / 2) * total, cells, point };
  });
  const all = found.reduce((sum, one) => sum + one.weight, 0);
  return found.map((one) => ({ ...one, weight: one.weight / all }));
}

/** The distribution as pieces from left to right; the point at 0 lies in the middle of its cell. */
function pieces(cells: readonly number[], point: number): Piece[] {
  return cells.flatMap((mass, i) => {
    const d = (i - 300) / 100;
    if (i !== 300) return [{ from: d - 0.005, to: d + 0.005, mass }];
    return [
      { from: -0.005, to: 0, mass: mass / 2 },
      { from: 0, to: 0, mass: point },
      { from: 0, to: 0.005, mass: mass / 2 },
    ];
  });
}

function atLeast(list: readonly Piece[], c: number): number {
  return list.reduce((sum, { from, to, mass }) => {
    if (from >= c) return sum + mass;
    return to <= c ? sum : sum + (mass * (to - c)) / (to - from);
  }, 0);
}

function percentile(list: readonly Piece[], share: number): number {
  let sum = 0;
  for (const { from, to, mass } of list) {
    if (sum + mass >= share) return from + ((share - sum) / mass) * (to - from);
    sum += mass;
  }
  return 3.005;
}

function posterior(
  seat: SlowSeat,
  shock: Shock,
  omega2: number,
): { cells: number[]; point: number } {
  const L = likelihoods(seat, omega2, shock.epsilon);
  const cells = L.map((one, i) => one * (shock.cells[i] ?? 0));
  const point = (L[300] ?? 0) * shock.point;
  const sum = cells.reduce((a, b) => a + b, point);
  return { cells: cells.map((one) => one / sum), point: point / sum };
}

function probability(seat: SlowSeat, shocks: readonly Shock[], omega2: number): number {
  const hS = (seat.return ?? 1) * seat.spend;
  let value = 0;
  let uplift = 0;
  for (const shock of shocks) {
    const { cells, point } = posterior(seat, shock, omega2);
    const list = pieces(cells, point);
    let c = Math.log(1 + hS / ((seat.cost ?? 0) * seat.t1));
    if (seat.perUnit !== undefined) {
      const A = seat.y0 + seat.y1 + seat.phi / 2;
      const x = hS / (seat.perUnit * seat.t1);
      const under = A - x * seat.t1 * Math.exp(shock.epsilon);
      c = under > 0 ? Math.log((A + x * seat.t0) / under) : Number.POSITIVE_INFINITY;
    }
    value += shock.weight * atLeast(list, c);
    uplift += shock.weight * atLeast(list, Math.log(1 + (seat.uplift ?? 0)));
  }
  return seat.uplift === undefined ? value : Math.min(value, uplift);
}

const word = (p: number): string =>
  p >= 0.8 ? 'justified' : p <= 0.2 ? 'not justified' : 'undecided';

function averaged(parts: readonly { weight: number; cells: number[]; point: number }[]): Piece[] {
  const cells = deltas.map((_, i) =>
    parts.reduce((sum, one) => sum + one.weight * (one.cells[i] ?? 0), 0),
  );
  return pieces(
    cells,
    parts.reduce((sum, one) => sum + one.weight * one.point, 0),
  );
}

const three = (list: readonly Piece[], of: (delta: number) => number): Three => ({
  low80: of(percentile(list, 0.1)),
  median: of(percentile(list, 0.5)),
  high80: of(percentile(list, 0.9)),
});

export function slowVerdicts(
  seats: readonly SlowSeat[],
  controls: SlowControls | null,
  history: readonly SlowHistory[],
): { omega2: number; seats: SlowVerdict[]; company: Three & { noEffectShare: number } } {
  const omega2 = slowOmega2(history);
  const shocks = shocksOf(seats, controls, omega2);
  const mean = controls ? Math.log(controls.y1 / controls.t1 / (controls.y0 / controls.t0)) : 0;
  return {
    omega2,
    seats: seats.map((seat) => {
      const p = probability(seat, shocks, omega2);
      const list = averaged(
        shocks.map((shock) => ({ weight: shock.weight, ...posterior(seat, shock, omega2) })),
      );
      let moreMonths: number | null = null;
      for (let k = 1; word(p) === 'undecided' && k <= 12 && moreMonths === null; k += 1) {
        const grown = (seat.t1 + k) / seat.t1;
        const later = {
          ...seat,
          y1: seat.y1 * grown,
          t1: seat.t1 * grown,
          spend: seat.spend * grown,
        };
        if (word(probability(later, shocks, omega2)) !== 'undecided') moreMonths = k;
      }
      const worth = (d: number, epsilon = mean): number => {
        if (seat.perUnit === undefined) return (Math.exp(d) - 1) * (seat.cost ?? 0) * seat.t1;
        const A = seat.y0 + seat.y1 + seat.phi / 2;
        return (
          (((Math.exp(d) - 1) * A) / (seat.t0 + seat.t1 * Math.exp(epsilon + d))) *
          seat.perUnit *
          seat.t1
        );
      };
      const hS = (seat.return ?? 1) * seat.spend;
      let expectedNet = 0;
      let known = 0;
      for (const shock of shocks) {
        const { cells, point } = posterior(seat, shock, omega2);
        cells.forEach((mass, i) => {
          const net = (worth(deltas[i] ?? 0, shock.epsilon) - hS) / seat.t1;
          expectedNet += shock.weight * mass * net;
          known += shock.weight * mass * Math.max(net, 0);
        });
        expectedNet -= (shock.weight * point * hS) / seat.t1;
      }
      return {
        p,
        verdict: word(p),
        moreMonths,
        expectedNet,
        worthKnowing: known - Math.max(expectedNet, 0),
        lean: word(p) === 'undecided' ? (expectedNet >= 0 ? 'keep' : 'drop') : null,
        value: three(list, worth),
        uplift: three(list, (d) => Math.exp(d) - 1),
      };
    }),
    company: {
      ...three(averaged(shocks), (d) => Math.exp(d) - 1),
      noEffectShare: shocks.reduce((sum, one) => sum + one.weight * one.point, 0),
    },
  };
}
